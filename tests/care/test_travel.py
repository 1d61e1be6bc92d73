"""Travel: nothing about a plan changes until its patient has chosen, then what was shown is what is; none lost or
doubled.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from bot.care import doses, drafts, export, patients, regimens, travel
from bot.care.drafts import Draft
from bot.care.regimens import Entered, Saved
from bot.care.travel import Move, Moved
from bot.domain.dose import State, When
from bot.domain.regimen import Counting, Period, Regimen, Repeat, wall
from bot.domain.travel import Fork, Way, from_record, same_clock
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, DUE, HOUR, claimed, plan, tap
from tests.cast import MONDAY

BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
KIRITIMATI, HONOLULU = "Pacific/Kiritimati", "Pacific/Honolulu"


def asked(db: Database, zone: str, now: datetime) -> tuple[Draft, tuple[Fork, ...]]:
    draft = db.transact(travel.arrive, ANNA, zone, now)
    assert isinstance(draft, Draft)
    return draft, from_record(draft.known["forks"])


def answered(db: Database, zone: str, way: Way, now: datetime) -> Moved:
    """They say where they are, and which clock the plans follow."""
    draft, forks = asked(db, zone, now)
    chosen = [fork.version for fork in forks] if way is Way.HERE else []
    move = Move(zone, frozenset([*draft.known["follow"], *chosen]))
    moved = db.transact(drafts.finish, draft, travel.set_zone, move, now, 1)
    assert isinstance(moved, Moved)
    return moved


def due_at(db: Database) -> list[datetime]:
    """When each dose on record is due, in the order of their numbers."""
    record = db.transact(export.export, ANNA, MONDAY)
    told = sorted(record["doses"], key=lambda dose: (dose["regimen_id"], dose["phase"], dose["number"]))
    return [datetime.fromisoformat(dose["due_at"]) for dose in told]


def phase(regimen: Regimen, **changes: object) -> Regimen:
    changed = replace(regimen.phases[0], **changes)  # type: ignore[arg-type]
    return replace(regimen, phases=(changed,))


def test_without_a_plan_the_zone_is_kept_at_once(db: Database) -> None:
    moved = db.transact(travel.arrive, ANNA, TOKYO, MONDAY)
    assert isinstance(moved, Moved)
    assert (moved.patient.zone, moved.plans) == (TOKYO, ())


def test_nothing_changes_before_the_answer(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    before = due_at(db)
    _, (fork,) = asked(db, TOKYO, MONDAY)
    known = db.transact(patients.known, ANNA)
    saved = db.transact(regimens.current, ANNA, MONDAY)
    assert known is not None
    assert saved is not None
    assert (known.zone, saved.zone, due_at(db)) == (BERLIN, BERLIN, before)
    assert [one.earliest for one in fork.stays][:2] == before
    assert [wall(one.earliest, TOKYO).time() for one in fork.here] == [time(9)] * 3


@pytest.mark.parametrize("way", list(Way))
@pytest.mark.parametrize(("home", "away"), [(BERLIN, TOKYO), (KIRITIMATI, HONOLULU), (HONOLULU, KIRITIMATI)])
def test_what_was_shown_is_what_is_and_moving_back_undoes_it(db: Database, home: str, away: str, way: Way) -> None:
    db.transact(travel.set_zone, ANNA, Move(home, frozenset()), MONDAY)
    db.transact(regimens.confirm, ANNA, plan(1, 5), MONDAY)
    before, moment = due_at(db), MONDAY + HOUR
    _, (fork,) = asked(db, away, moment)
    shown = fork.here if way is Way.HERE else fork.stays
    moved = answered(db, away, way, moment)
    assert due_at(db)[:3] == [one.earliest for one in shown] == [one.at for one in moved.plans[0].coming]
    back = db.transact(travel.arrive, ANNA, home, moment + HOUR)
    if way is Way.STAY:
        assert isinstance(back, Moved), "its clock is the one of home: both ways are the same"
    else:
        back = answered(db, home, Way.HERE, moment + HOUR)
    assert due_at(db) == before
    assert back.patient.zone == home


def test_the_same_moment_keeps_the_clock_of_home_whatever_the_patients_own(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, None), MONDAY)
    moved = answered(db, TOKYO, Way.STAY, MONDAY)
    assert (moved.patient.zone, moved.plans[0].zone) == (TOKYO, BERLIN)
    summer = datetime(2026, 4, 1, tzinfo=UTC)
    saved = db.transact(regimens.current, ANNA, summer)
    assert saved is not None
    assert {one.local.time() for one in saved.coming} == {time(9)}, "also past Berlin's change of clocks"


def test_a_dose_that_is_due_today_is_neither_lost_nor_doubled_by_a_move_west(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 4), MONDAY)
    due = DUE + HOUR
    answered(db, HONOLULU, Way.HERE, due)
    assert due_at(db)[0] == DUE, "it was due already, and stays so"
    waiting = db.transact(doses.today, ANNA, due).waiting
    assert [(one.dose.state, one.dose.number) for one in waiting] == [(State.OPEN, 1)]
    assert [local.date() for local in (wall(at, HONOLULU) for at in due_at(db)[1:])] == [
        date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6)
    ]  # fmt: skip
    assert claimed(db, due) == [], "it is night there, and quiet hours are the patient's"
    assert len(claimed(db, due + 9 * HOUR)) == 1


def test_a_dose_that_is_past_by_the_new_clock_is_asked_about_at_once_and_once(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 4), MONDAY)
    before = DUE - 2 * HOUR
    _, (fork,) = asked(db, TOKYO, before)
    assert fork.here[0].earliest < before < fork.stays[0].earliest
    answered(db, TOKYO, Way.HERE, before)
    assert len(claimed(db, before)) == 1
    assert len(due_at(db)) == len(set(due_at(db))) == 4
    assert claimed(db, before) == []


def test_a_dose_that_was_recorded_ahead_is_not_asked_for_again_after_a_move(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 4), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    db.transact(doses.take, tap(coming.dose.id, MONDAY), When.NOW)
    _, (fork,) = asked(db, HONOLULU, MONDAY)
    assert [wall(one.earliest, HONOLULU).day for one in fork.here] == [4, 5, 6]
    moved = answered(db, HONOLULU, Way.HERE, MONDAY)
    assert [one.number for one in moved.plans[0].coming] == [2, 3, 4]


def test_both_ways_are_exact_where_dates_count_from_the_injection_given(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, phase(plan(7, 4), counting=Counting.INJECTION), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    evening = DUE + 11 * HOUR
    db.transact(doses.take, tap(coming.dose.id, evening))
    _, (fork,) = asked(db, TOKYO, evening)
    moved = answered(db, TOKYO, Way.HERE, evening)
    assert [one.at for one in moved.plans[0].coming] == [one.earliest for one in fork.here]
    assert due_at(db)[1] == fork.here[0].earliest


def test_a_due_window_is_shown_whole(db: Database) -> None:
    ranged = phase(plan(), repeat=Repeat(3, Period.DAY, most=4))
    db.transact(regimens.confirm, ANNA, ranged, MONDAY)
    _, (fork,) = asked(db, TOKYO, MONDAY)
    assert [one.latest - one.earliest for one in (*fork.here, *fork.stays)] == [timedelta(), DAY, DAY] * 2


def test_each_plan_is_asked_about_and_only_what_was_asked_about_follows(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    draft, (fork,) = asked(db, TOKYO, MONDAY)
    other = replace(plan(2, 5), medicine="Hydroxocobalamin")
    db.transact(regimens.enter, ANNA, Entered(other), MONDAY)
    moved = db.transact(drafts.finish, draft, travel.set_zone, Move(TOKYO, frozenset({fork.version})), MONDAY, 1)
    assert isinstance(moved, Moved)
    assert [(one.regimen.medicine, one.zone) for one in moved.plans] == [
        ("Methylcobalamin", TOKYO), ("Hydroxocobalamin", BERLIN)
    ]  # fmt: skip
    _, forks = asked(db, HONOLULU, MONDAY)
    assert [(one.medicine, one.zone) for one in forks] == [("Methylcobalamin", TOKYO), ("Hydroxocobalamin", BERLIN)]


def test_a_plan_with_nothing_to_come_and_a_zone_with_the_same_clock_need_no_question(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 1), MONDAY)
    paris = db.transact(travel.arrive, ANNA, "Europe/Paris", MONDAY)
    assert isinstance(paris, Moved)
    assert paris.plans[0].zone == "Europe/Paris"
    over = db.transact(travel.arrive, ANNA, TOKYO, DUE + DAY)
    assert isinstance(over, Moved)
    assert (over.plans[0].zone, over.plans[0].coming) == (TOKYO, ())


def test_two_zones_have_the_same_clock_only_if_they_have_it_all_year() -> None:
    assert same_clock(BERLIN, "Europe/Paris", MONDAY)
    assert same_clock(TOKYO, TOKYO, MONDAY)
    assert not same_clock(BERLIN, "Africa/Lagos", MONDAY)
    assert not same_clock(BERLIN, TOKYO, MONDAY)


def test_a_newer_move_answers_the_question_of_an_older_one(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    asked(db, TOKYO, MONDAY)
    back = db.transact(travel.arrive, ANNA, BERLIN, MONDAY)
    assert isinstance(back, Moved)
    assert db.transact(drafts.unfinished, ANNA, travel.SCRIPT) is None


def test_a_dialogue_about_a_plans_dates_does_not_outlive_their_clock(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(drafts.begin, ANNA, "shift", {"plan": {}}, MONDAY)
    started = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    answered(db, TOKYO, Way.HERE, MONDAY)
    assert db.transact(drafts.unfinished, ANNA, "shift") is None
    kept = db.transact(drafts.unfinished, ANNA, "schedule")
    assert kept is not None
    assert kept.revision > started.revision


@pytest.mark.parametrize("way", list(Way))
def test_a_year_of_travel_loses_no_dose_and_doubles_none(db: Database, way: Way) -> None:
    db.transact(regimens.confirm, ANNA, plan(30, 12), MONDAY)
    for month, zone in enumerate((TOKYO, HONOLULU, KIRITIMATI, BERLIN)):
        now = MONDAY + timedelta(days=70 * month + 1)
        draft = db.transact(travel.arrive, ANNA, zone, now)
        if isinstance(draft, Draft):
            answered(db, zone, way, now)
    saved = db.transact(regimens.current, ANNA, MONDAY + timedelta(days=290))
    assert isinstance(saved, Saved)
    assert saved.zone == BERLIN
    gaps = {later.local.date() - earlier.local.date() for earlier, later in pairwise(saved.coming)}
    assert gaps == {timedelta(days=30)}
