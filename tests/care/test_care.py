"""Care on each kind of database: one function, one transaction, one outcome, and nobody else's rows."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import inspect

from bot.care import doses, drafts, export, outbox, patients, planning, regimens
from bot.care.doses import Postponed, Recorded
from bot.care.drafts import Draft, Stale
from bot.care.outbox import Outgoing, Result
from bot.care.patients import NoPatient, Onboarding
from bot.domain import dose as rules
from bot.domain.amount import Amount, Unit
from bot.domain.dose import When
from bot.domain.nudge import Later
from bot.domain.patient import Prescriber
from bot.domain.regimen import (
    AfterCount,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.storage.engine import Database
from bot.storage.migrate import check, upgrade
from tests.cast import MONDAY

ANNA, BRUNO = 101, 102
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = MONDAY + DAY


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A migrated database with Anna and Bruno, both in Berlin."""
    database = Database(database_url)
    upgrade(database.engine)
    for chat in (ANNA, BRUNO):
        database.transact(patients.agree, chat, "en", "v1", MONDAY)
        outcome = Onboarding(Prescriber.CLINICIAN, "DE", "Europe/Berlin", False)
        database.transact(patients.settle_in, chat, outcome, MONDAY)
    yield database
    database.close()


def plan(every: int = 7, count: int | None = 3) -> Regimen:
    """From Tuesday 09:00 on."""
    end = UntilReview() if count is None else AfterCount(count)
    dose = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, dose, Repeat(every, Period.DAY), (time(9),), date(2026, 3, 3), end)
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (phase,))


def claimed(db: Database, now: Any) -> list[Outgoing]:
    return db.transact(outbox.claim, now, 50)[0]


def first_dose(db: Database) -> int:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id


def test_a_migrated_schema_is_what_the_tables_say(db: Database) -> None:
    check(db.engine)
    assert set(inspect(db.engine).get_table_names()) == {
        "alembic_version", "patient", "regimen", "dose", "dose_event", "nudge", "draft"
    }  # fmt: skip


def test_migrating_twice_changes_nothing(db: Database) -> None:
    upgrade(db.engine)
    assert db.transact(patients.known, ANNA) is not None


def test_consent_is_recorded_once_for_each_version(db: Database) -> None:
    again = db.transact(patients.agree, ANNA, "en", "v1", DUE)
    assert again.consent_at == MONDAY
    newer = db.transact(patients.agree, ANNA, "en", "v2", DUE)
    assert (newer.consent_version, newer.consent_at) == ("v2", DUE)


def test_who_never_agreed_is_nobody(db: Database) -> None:
    assert db.transact(patients.known, 999) is None
    assert db.transact(patients.heard_from, 999, MONDAY) is None
    assert db.transact(patients.erase, 999) is False
    assert db.transact(doses.take, 999, 1, MONDAY) is None
    assert db.transact(doses.later, 999, 1, Later.HOUR, MONDAY) is None
    with pytest.raises(NoPatient):
        db.transact(doses.today, 999, MONDAY)


def test_settings_are_kept(db: Database) -> None:
    db.transact(patients.set_language, ANNA, "es")
    db.transact(patients.set_discreet, ANNA, True)
    db.transact(patients.set_country, ANNA, None, MONDAY)
    db.transact(patients.set_prescriber, ANNA, Prescriber.UNSURE)
    quiet = db.transact(patients.set_quiet, ANNA, (time(20), time(6)), MONDAY)
    anna = db.transact(patients.known, ANNA)
    assert anna == quiet
    assert anna is not None
    assert (anna.language, anna.discreet, anna.country, anna.quiet.start) == ("es", True, None, time(20))


def test_a_transaction_that_fails_leaves_nothing_behind(db: Database) -> None:
    def half(session: Any) -> None:
        regimens.confirm(session, ANNA, plan(), MONDAY)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        db.transact(half)
    assert db.transact(regimens.current, ANNA, MONDAY) is None


def test_planning_twice_plans_once(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, None), MONDAY)
    for now in (MONDAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY, MONDAY + 40 * DAY):
        while db.transact(planning.plan, now):
            pass
    record = db.transact(export.export, ANNA, MONDAY)
    numbers = [dose["number"] for dose in record["doses"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 40 + 13
    due = db.transact(outbox.next_due)
    assert due == DUE


def test_injections_from_before_the_plan_was_confirmed_are_not_asked_about(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 5), MONDAY + 3 * DAY)
    record = db.transact(export.export, ANNA, MONDAY)
    assert [dose["number"] for dose in record["doses"]] == [3, 4, 5]


def test_a_plan_all_in_the_past_plans_nothing(db: Database) -> None:
    saved = db.transact(regimens.confirm, ANNA, plan(1, 2), MONDAY + 30 * DAY)
    assert saved.coming == ()
    assert db.transact(outbox.next_due) is None


def test_a_new_plan_drops_coming_doses_of_the_old_and_keeps_recorded_ones(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, ANNA, dose, DUE)
    saved = db.transact(regimens.confirm, ANNA, plan(2, 2), DUE + HOUR)
    assert [o.number for o in saved.coming] == [2]
    record = db.transact(export.export, ANNA, MONDAY)
    assert [(d["number"], d["state"]) for d in record["doses"]] == [(1, "taken"), (2, "open")]
    assert [r["version"] for r in record["regimens"]] == [1, 2]
    assert db.transact(regimens.end, ANNA, DUE + HOUR) is True
    assert db.transact(regimens.end, ANNA, DUE + HOUR) is False
    assert db.transact(outbox.next_due) is None


def test_a_move_to_another_zone_keeps_the_time_of_day_and_loses_no_dose(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 3), MONDAY)
    moved = db.transact(patients.set_zone, ANNA, "Asia/Tokyo", DUE - HOUR)
    assert moved.zone == "Asia/Tokyo"
    record = db.transact(export.export, ANNA, MONDAY)
    assert [d["due_at"] for d in record["doses"]] == [f"2026-03-0{day}T00:00:00+00:00" for day in (3, 4, 5)]
    same = db.transact(patients.set_zone, ANNA, "Asia/Tokyo", DUE)
    assert same.zone == "Asia/Tokyo"


def test_a_regimen_without_a_zone_waits(db: Database) -> None:
    def unplaced(session: Any) -> int:
        row = patients.required(session, ANNA)
        regimens.confirm(session, ANNA, plan(1, None), MONDAY)
        row.zone = None
        return planning.plan(session, MONDAY + 60 * DAY)

    assert db.transact(unplaced) == 1
    assert db.transact(planning.plan, MONDAY + 60 * DAY) == 0


def test_a_dose_is_recorded_once_however_often_it_is_tapped(db: Database) -> None:
    dose = first_dose(db)
    outcomes = [db.transact(doses.take, ANNA, dose, DUE) for _ in range(3)]
    assert [type(o.outcome) for o in outcomes if o] == [rules.Taken, rules.Already, rules.Already]
    record = db.transact(export.export, ANNA, DUE)
    assert [event["kind"] for event in record["doses"][0]["events"]] == ["taken"]


def test_nobody_can_touch_anothers_dose(db: Database) -> None:
    dose = first_dose(db)
    assert db.transact(doses.take, BRUNO, dose, DUE) is None
    assert db.transact(doses.take, BRUNO, dose, DUE, When.NOW) is None
    assert db.transact(doses.skip, BRUNO, dose, DUE) is None
    assert db.transact(doses.undo, BRUNO, dose, DUE) is None
    assert db.transact(doses.look, BRUNO, dose) is None
    assert db.transact(doses.later, BRUNO, dose, Later.HOUR, DUE) is None
    assert db.transact(doses.today, BRUNO, DUE).coming is None
    assert db.transact(doses.due_now, BRUNO, DUE) is None
    assert db.transact(export.export, BRUNO, DUE)["doses"] == []


def test_later_puts_the_reminder_off_and_a_recorded_dose_is_not_put_off(db: Database) -> None:
    dose = first_dose(db)
    put_off = db.transact(doses.later, ANNA, dose, Later.HOUR, DUE)
    assert isinstance(put_off, Postponed)
    assert put_off.at == DUE + HOUR
    assert claimed(db, DUE + HOUR / 2) == []
    assert len(claimed(db, DUE + HOUR)) == 1
    db.transact(doses.skip, ANNA, dose, DUE + HOUR)
    again = db.transact(doses.later, ANNA, dose, Later.HOUR, DUE + HOUR)
    assert isinstance(again, Recorded)
    assert isinstance(again.outcome, rules.Already)


def test_what_was_taken_back_before_its_time_is_reminded_of_as_planned(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, ANNA, dose, MONDAY, When.NOW)
    assert claimed(db, DUE) == []
    back = db.transact(doses.undo, ANNA, dose, MONDAY + HOUR)
    assert back is not None
    assert isinstance(back.outcome, rules.Reopened)
    assert len(claimed(db, DUE)) == 1


def test_what_is_taken_back_after_its_window_is_missed_and_not_reminded_of(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, ANNA, dose, DUE + 47 * HOUR)
    db.transact(doses.undo, ANNA, dose, DUE + 49 * HOUR)
    assert claimed(db, DUE + 50 * HOUR) == []
    looked = db.transact(doses.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.state is rules.State.MISSED


def test_a_claimed_message_is_not_claimed_again_until_its_lease_is_over(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert not one.repeat
    assert claimed(db, DUE + HOUR / 100) == []
    (again,) = claimed(db, DUE + HOUR / 30)
    assert again.repeat
    assert again.nudge == one.nudge
    assert claimed(db, DUE + HOUR / 10) == [], "the second time it is taken for sent"
    assert [o.nth for o in claimed(db, DUE + 4 * HOUR)] == [2]


def test_what_is_settled_is_followed_by_what_comes_next(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert db.transact(outbox.settle, one.nudge, Result.SENT, DUE, 55) == []
    (two,) = claimed(db, DUE + 3 * HOUR)
    assert db.transact(outbox.settle, two.nudge, Result.SENT, DUE + 3 * HOUR, 56) == [55]
    assert db.transact(doses.today, ANNA, DUE + 3 * HOUR).reached_at == DUE + 3 * HOUR


def test_a_dose_recorded_while_its_message_is_on_the_way_is_not_followed_up(db: Database) -> None:
    dose = first_dose(db)
    (one,) = claimed(db, DUE)
    db.transact(doses.take, ANNA, dose, DUE)
    db.transact(outbox.settle, one.nudge, Result.SENT, DUE, 55)
    assert claimed(db, DUE + 5 * DAY) == []


def test_each_result_of_sending_has_its_sequel(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    db.transact(outbox.settle, one.nudge, Result.LATER, DUE, None, DUE + HOUR)
    assert claimed(db, DUE + HOUR / 2) == []
    (one,) = claimed(db, DUE + HOUR)
    db.transact(outbox.settle, one.nudge, Result.LATER, DUE + HOUR)
    (one,) = claimed(db, DUE + 2 * HOUR)
    assert not one.repeat
    db.transact(outbox.settle, one.nudge, Result.UNSURE, DUE + 2 * HOUR)
    (one,) = claimed(db, DUE + 2 * HOUR)
    assert one.repeat
    db.transact(outbox.settle, one.nudge, Result.GONE, DUE + 2 * HOUR)
    assert claimed(db, DUE + 3 * HOUR) == []
    anna = db.transact(patients.heard_from, ANNA, DUE + 3 * HOUR)
    assert anna is not None
    assert anna.reachable
    (one,) = claimed(db, DUE + 3 * HOUR)
    db.transact(outbox.settle, one.nudge, Result.BROKEN, DUE + 3 * HOUR)
    assert claimed(db, DUE + 3 * HOUR) == []
    (closing,) = claimed(db, DUE + 6 * DAY)
    assert closing.coming is not None


def test_an_unreachable_patients_missed_dose_is_noted_without_a_message(db: Database) -> None:
    dose = first_dose(db)
    (one,) = claimed(db, DUE)
    db.transact(outbox.settle, one.nudge, Result.GONE, DUE)
    assert claimed(db, DUE + 3 * DAY) == []
    looked = db.transact(doses.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.state is rules.State.MISSED


def test_a_missed_note_to_a_closed_chat_is_not_tried_for_ever(db: Database) -> None:
    first_dose(db)
    late = DUE + 3 * DAY
    (note,) = claimed(db, late)
    db.transact(outbox.settle, note.nudge, Result.GONE, late)
    assert claimed(db, late + HOUR) == []
    db.transact(patients.heard_from, ANNA, late + HOUR)
    assert claimed(db, late + HOUR) == []


def test_a_message_whose_dose_was_recorded_after_the_program_died_is_dropped(db: Database) -> None:
    dose = first_dose(db)
    claimed(db, DUE)
    db.transact(doses.take, ANNA, dose, DUE)
    assert claimed(db, DUE + HOUR) == []
    assert claimed(db, DUE + 5 * DAY) == []


def test_a_missed_note_that_may_have_arrived_is_repeated_once(db: Database) -> None:
    first_dose(db)
    late = DUE + 3 * DAY
    (note,) = claimed(db, late)
    assert note.notice == outbox.MISSED
    db.transact(outbox.settle, note.nudge, Result.UNSURE, late)
    (again,) = claimed(db, late)
    assert (again.notice, again.repeat) == (outbox.MISSED, True)
    db.transact(outbox.settle, again.nudge, Result.SENT, late, 1)
    assert claimed(db, late + DAY) == []


def test_the_last_missed_dose_of_a_plan_has_nothing_coming(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 1), MONDAY)
    (note,) = claimed(db, DUE + 3 * DAY)
    assert note.coming is None


def test_settling_after_the_patient_was_erased_does_nothing(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert db.transact(patients.erase, ANNA) is True
    assert db.transact(outbox.settle, one.nudge, Result.SENT, DUE, 5) == []


def test_erasing_leaves_no_row_of_the_patient_and_all_of_the_others(db: Database) -> None:
    first_dose(db)
    db.transact(regimens.confirm, BRUNO, plan(), MONDAY)
    db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    db.transact(patients.erase, ANNA)
    with db.engine.connect() as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("patient", "regimen", "dose", "nudge", "draft")
        }
    assert counts == {"patient": 1, "regimen": 1, "dose": 2, "nudge": 2, "draft": 0}
    db.transact(patients.erase_everybody)
    assert db.transact(patients.known, BRUNO) is None


def test_a_draft_is_kept_only_by_who_read_its_last_state(db: Database) -> None:
    draft = db.transact(drafts.begin, ANNA, "schedule", {"zone": "UTC"}, MONDAY)
    kept = db.transact(drafts.keep, draft, (("medicine", "B12"),), MONDAY, 7)
    assert isinstance(kept, Draft)
    assert (kept.answers, kept.revision, kept.seen) == ((("medicine", "B12"),), 1, (7,))
    assert db.transact(drafts.keep, draft, (("medicine", "other"),), MONDAY, 8) == Stale()
    assert db.transact(drafts.finish, draft, regimens.confirm, plan(), MONDAY) == Stale()
    db.transact(drafts.shown, ANNA, "schedule", 99)
    unfinished = db.transact(drafts.unfinished, ANNA, "schedule")
    assert unfinished is not None
    assert unfinished.message_id == 99
    db.transact(drafts.finish, kept, regimens.confirm, plan(), MONDAY)
    assert db.transact(drafts.unfinished, ANNA, "schedule") is None
    assert db.transact(regimens.current, ANNA, MONDAY) is not None
    assert db.transact(drafts.keep, kept, (), MONDAY) == Stale()


def test_the_draft_in_hand_is_the_one_last_touched_that_is_not_put_aside(db: Database) -> None:
    assert db.transact(drafts.in_hand, ANNA) is None
    db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    db.transact(drafts.begin, ANNA, "zone", {}, MONDAY + HOUR)
    in_hand = db.transact(drafts.in_hand, ANNA)
    assert in_hand is not None
    assert in_hand.script == "zone"
    assert db.transact(drafts.park, ANNA, "zone") is True
    in_hand = db.transact(drafts.in_hand, ANNA)
    assert in_hand is not None
    assert in_hand.script == "schedule"
    db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    assert db.transact(drafts.drop, ANNA, "schedule") is True
    assert db.transact(drafts.drop, ANNA, "schedule") is False
    assert db.transact(drafts.park, ANNA, "schedule") is False
    db.transact(drafts.shown, ANNA, "schedule", 1)


def test_a_pause_is_kept_and_lifted(db: Database) -> None:
    first_dose(db)
    paused = db.transact(patients.pause, ANNA, None, MONDAY)
    assert paused.paused(DUE)
    assert claimed(db, DUE) == []
    assert not db.transact(patients.resume, ANNA, DUE).paused(DUE)
    assert len(claimed(db, DUE)) == 1
