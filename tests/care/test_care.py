"""Care on each kind of database: one function, one transaction, one outcome, and nobody else's rows."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from bot.care import doses, drafts, export, outbox, patients, regimens, travel
from bot.care.doses import Postponed, Recorded
from bot.care.drafts import Draft, Shown, Stale
from bot.care.messages import Result
from bot.care.patients import NoPatient
from bot.care.travel import Move
from bot.domain import dose as rules
from bot.domain.dose import When
from bot.domain.nudge import Later
from bot.domain.patient import Prescriber
from bot.storage.engine import Database
from bot.storage.migrate import check, upgrade
from tests.care.given import ANNA, BRUNO, DAY, DUE, HOUR, about, claimed, first_dose, plan, settled, tap
from tests.cast import MONDAY


def test_a_migrated_schema_is_what_the_tables_say(db: Database) -> None:
    check(db.engine)
    assert set(inspect(db.engine).get_table_names()) == {
        "alembic_version", "patient", "regimen", "dose", "dose_event", "nudge", "draft", "change", "inbox", "beat",
        "checklist_answer", "visit", "followed", "check_in", "check_in_answer", "reaction", "improvement",
        "own_question", "helpful", "unanswered",
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
    assert db.transact(doses.take, tap(1, MONDAY, 999)) is None
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


def test_a_new_plan_drops_coming_doses_of_the_old_and_keeps_recorded_ones(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, DUE))
    saved = db.transact(regimens.confirm, ANNA, plan(2, 2), DUE + HOUR)
    assert [o.number for o in saved.coming] == [2]
    record = db.transact(export.export, ANNA, MONDAY)
    assert [(d["number"], d["state"]) for d in record["doses"]] == [(1, "taken"), (2, "open")]
    assert [r["version"] for r in record["regimens"]] == [1, 2]
    assert db.transact(regimens.end, ANNA, 2, DUE + HOUR) is not None
    assert db.transact(regimens.end, ANNA, 2, DUE + HOUR) is None
    assert db.transact(outbox.next_due) == DUE + timedelta(minutes=20), "how the last one was borne is still asked"


def test_a_move_to_another_zone_keeps_the_time_of_day_and_loses_no_dose(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 3), MONDAY)
    moved = db.transact(travel.set_zone, ANNA, Move("Asia/Tokyo", frozenset({1})), DUE - HOUR)
    assert moved.patient.zone == "Asia/Tokyo"
    record = db.transact(export.export, ANNA, MONDAY)
    assert [d["due_at"] for d in record["doses"]] == [f"2026-03-0{day}T00:00:00+00:00" for day in (3, 4, 5)]
    assert [about(o).dose.number for o in claimed(db, DUE - HOUR)] == [1]
    same = db.transact(travel.set_zone, ANNA, Move("Asia/Tokyo", frozenset({1})), DUE)
    assert same.patient.zone == "Asia/Tokyo"


def test_a_dose_is_recorded_once_however_often_it_is_tapped(db: Database) -> None:
    dose = first_dose(db)
    outcomes = [db.transact(doses.take, tap(dose, DUE)) for _ in range(3)]
    assert [type(o.outcome) for o in outcomes if o] == [rules.Taken, rules.Already, rules.Already]
    record = db.transact(export.export, ANNA, DUE)
    assert [event["kind"] for event in record["doses"][0]["events"]] == ["taken"]


def test_a_tap_that_is_delivered_again_is_no_second_tap(db: Database) -> None:
    dose = first_dose(db)
    for act, kind in ((doses.take, rules.Taken), (doses.undo, rules.Reopened), (doses.skip, rules.Skipped)):
        same = tap(dose, DUE)
        outcomes = [db.transact(act, same) for _ in range(2)]
        assert [type(one.outcome) for one in outcomes if one] == [kind, kind]
        if kind is rules.Skipped:
            break
    record = db.transact(export.export, ANNA, DUE)
    assert [event["kind"] for event in record["doses"][0]["events"]] == ["taken", "open", "skipped"]


def test_what_is_taken_back_after_its_plan_ended_is_not_reminded_of(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, MONDAY), When.NOW)
    db.transact(regimens.end, ANNA, 1, MONDAY)
    db.transact(doses.undo, tap(dose, MONDAY))
    assert claimed(db, DUE + DAY) == []


def test_ending_a_plan_ends_the_asking_about_what_was_due(db: Database) -> None:
    dose = first_dose(db)
    (one,) = claimed(db, DUE)
    settled(db, one, Result.SENT, DUE, 5)
    assert db.transact(regimens.end, ANNA, 7, DUE) is None, "that version is not in force"
    assert db.transact(regimens.end, ANNA, 1, DUE) is not None
    assert claimed(db, DUE + 5 * DAY) == []
    closed = db.transact(doses.take, tap(dose, DUE + 5 * DAY))
    assert closed is not None
    assert isinstance(closed.outcome, rules.Closed)


def test_coming_dates_leave_out_what_is_recorded(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, MONDAY), When.NOW)
    saved = db.transact(regimens.current, ANNA, MONDAY)
    assert saved is not None
    assert [one.number for one in saved.coming] == [2, 3]


def test_a_move_keeps_a_dose_that_was_taken_back_and_one_that_is_past_in_the_new_zone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 3), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    db.transact(doses.take, tap(coming.dose.id, MONDAY), When.NOW)
    db.transact(doses.undo, tap(coming.dose.id, MONDAY))
    db.transact(travel.set_zone, ANNA, Move("Asia/Tokyo", frozenset({1})), DUE - HOUR)
    record = db.transact(export.export, ANNA, MONDAY)
    assert [(d["number"], d["state"]) for d in record["doses"]] == [(1, "open"), (2, "open"), (3, "open")]
    assert len(claimed(db, DUE - HOUR)) == 1, "it is overdue there, and asked about at once"


def test_a_move_leaves_alone_what_was_due_already_and_plans_on(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, None), MONDAY)
    db.transact(travel.set_zone, ANNA, Move("Europe/London", frozenset({1})), DUE + HOUR)
    record = db.transact(export.export, ANNA, MONDAY)
    due = [dose["due_at"] for dose in record["doses"]]
    assert due[:2] == ["2026-03-03T08:00:00+00:00", "2026-03-10T09:00:00+00:00"]
    assert len(due) == len(set(due)) >= 3


def test_nobody_has_choices_of_later_for_anothers_dose(db: Database) -> None:
    dose = first_dose(db)
    assert db.transact(doses.choices, BRUNO, dose, DUE) == ()
    assert Later.TOMORROW in db.transact(doses.choices, ANNA, dose, DUE)


def test_nobody_can_touch_anothers_dose(db: Database) -> None:
    dose = first_dose(db)
    assert db.transact(doses.take, tap(dose, DUE, BRUNO)) is None
    assert db.transact(doses.take, tap(dose, DUE, BRUNO), When.NOW) is None
    assert db.transact(doses.skip, tap(dose, DUE, BRUNO)) is None
    assert db.transact(doses.undo, tap(dose, DUE, BRUNO)) is None
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
    db.transact(doses.skip, tap(dose, DUE + HOUR))
    again = db.transact(doses.later, ANNA, dose, Later.HOUR, DUE + HOUR)
    assert isinstance(again, Recorded)
    assert isinstance(again.outcome, rules.Already)


def test_erasing_leaves_no_row_of_the_patient_and_all_of_the_others(db: Database) -> None:
    first_dose(db)
    db.transact(regimens.confirm, BRUNO, plan(), MONDAY)
    db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    db.transact(patients.erase, ANNA)
    with db.engine.connect() as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("patient", "regimen", "dose", "nudge WHERE kind = 'due'", "draft")
        }
    assert counts == {"patient": 1, "regimen": 1, "dose": 2, "nudge WHERE kind = 'due'": 2, "draft": 0}
    db.transact(patients.erase_everybody)
    assert db.transact(patients.known, BRUNO) is None


def test_a_draft_is_kept_only_by_who_read_its_last_state(db: Database) -> None:
    draft = db.transact(drafts.begin, ANNA, "schedule", {"zone": "UTC"}, MONDAY)
    kept = db.transact(drafts.keep, draft, (("medicine", "B12"),), MONDAY, 7)
    assert isinstance(kept, Draft)
    assert (kept.answers, kept.seen) == ((("medicine", "B12"),), (7,))
    assert kept.revision > draft.revision
    assert db.transact(drafts.keep, draft, (("medicine", "other"),), MONDAY, 8) == Stale()
    assert db.transact(drafts.finish, draft, regimens.confirm, plan(), MONDAY, 9) == Stale()
    db.transact(drafts.shown, [Shown(ANNA, "schedule", draft.revision, 98), Shown(ANNA, "zone", kept.revision, 97)])
    db.transact(drafts.shown, [Shown(ANNA, "schedule", kept.revision, 99)])
    unfinished = db.transact(drafts.unfinished, ANNA, "schedule")
    assert unfinished is not None
    assert unfinished.message_id == 99
    db.transact(drafts.finish, kept, regimens.confirm, plan(), MONDAY, 9)
    assert db.transact(drafts.unfinished, ANNA, "schedule") is None
    assert db.transact(regimens.current, ANNA, MONDAY) is not None
    assert db.transact(drafts.keep, kept, (), MONDAY, 9) == Stale()


def test_the_draft_in_hand_is_the_one_last_touched_that_is_not_put_aside(db: Database) -> None:
    assert db.transact(drafts.in_hand, ANNA) is None
    schedule = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    db.transact(drafts.begin, ANNA, "zone", {}, MONDAY + HOUR)
    in_hand = db.transact(drafts.in_hand, ANNA)
    assert in_hand is not None
    assert in_hand.script == "zone"
    assert db.transact(drafts.park, ANNA, "zone") is True
    assert db.transact(drafts.in_hand, ANNA) is None, "put aside when the other began"
    db.transact(drafts.keep, schedule, (), MONDAY + HOUR, 9)
    in_hand = db.transact(drafts.in_hand, ANNA)
    assert in_hand is not None
    assert in_hand.script == "schedule"
    db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    assert db.transact(drafts.drop, ANNA, "schedule") is True
    assert db.transact(drafts.drop, ANNA, "schedule") is False
    assert db.transact(drafts.park, ANNA, "schedule") is False
    db.transact(drafts.shown, [])


def test_a_pause_is_kept_and_lifted(db: Database) -> None:
    first_dose(db)
    paused = db.transact(patients.pause, ANNA, None, MONDAY)
    assert paused.paused(DUE)
    assert claimed(db, DUE) == []
    assert not db.transact(patients.resume, ANNA, DUE).paused(DUE)
    assert len(claimed(db, DUE)) == 1
