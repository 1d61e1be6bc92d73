"""Leaving one out, several had before, and what a dialogue must know of the plans in force."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlmodel import col, delete

from bot.care import changes, doses, leaving, plan_facts, regimens
from bot.care.changes import HadAll, Overtaken, Undone
from bot.care.leaving import LeaveOut, LeftOut
from bot.care.regimens import Entered
from bot.domain.dose import State, When
from bot.domain.plan_facts import PlanFacts, coming, late_for, with_had
from bot.storage.engine import Database
from bot.storage.tables import DoseRow
from tests.care.given import ANNA, DAY, DUE, HOUR, claimed, plan, tap
from tests.care.test_changes import at, changed, counted, days, dose_ids, in_line
from tests.cast import MONDAY


def out(number: int, local: datetime, version: int = 1) -> LeaveOut:
    return LeaveOut(version, 1, number, local)


def left(outcome: object) -> LeftOut:
    assert isinstance(outcome, LeftOut)
    return outcome


def facts(db: Database, now: datetime = MONDAY) -> PlanFacts:
    return db.transact(plan_facts.plans, ANNA, now)[0]


def test_one_is_left_out_and_never_reminded_of_until_that_is_taken_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = left(db.transact(leaving.leave_out, ANNA, out(2, at(10)), MONDAY))
    assert days(done.saved) == ["03 Mar 09:00", "17 Mar 09:00"]
    assert [line for line in in_line(db) if "10 Mar" in line[1]] == []
    db.transact(doses.undo, tap(done.dose, MONDAY + HOUR))
    assert ("due", "10 Mar 08") in in_line(db)


def test_one_far_ahead_of_what_is_planned_can_be_left_out_with_all_between_kept(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, None), MONDAY)
    assert len(dose_ids(db)) == 2
    done = left(db.transact(leaving.leave_out, ANNA, out(9, datetime(2026, 4, 28, 9)), MONDAY))  # noqa: DTZ001
    assert done.was == datetime(2026, 4, 28, 9)  # noqa: DTZ001
    due = [when for kind, when in in_line(db) if kind == "due"]
    assert due[:9] == [f"{DUE + n * 7 * DAY:%d %b %H}".replace("08", "07" if n > 3 else "08") for n in (*range(8), 9)]
    assert facts(db).closed == frozenset({(1, 9)})
    dates = [f"{one.local:%d %b}" for one in coming(facts(db), MONDAY, 9)]
    assert dates[-2:] == ["21 Apr", "05 May"]


def test_what_is_no_longer_as_it_was_seen_is_not_left_out(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    for wanted in (out(2, at(11)), out(2, at(10), version=7), out(0, at(10)), out(9, at(10))):
        assert isinstance(db.transact(leaving.leave_out, ANNA, wanted, MONDAY), Overtaken)
    left(db.transact(leaving.leave_out, ANNA, out(2, at(10)), MONDAY))
    assert isinstance(db.transact(leaving.leave_out, ANNA, out(2, at(10)), MONDAY), Overtaken)
    assert isinstance(db.transact(leaving.leave_out, ANNA, out(1, at(3)), DUE), Overtaken), "it is due"


def test_a_day_that_another_version_has_on_record_is_neither_coming_nor_left_out(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, None), MONDAY)
    db.transact(doses.take, tap(dose_ids(db)[0], DUE))
    evening = replace(plan(1, None), phases=(replace(plan(1, None).phases[0], at=(time(20),)),))
    db.transact(regimens.enter, ANNA, Entered(evening, replaces=1), DUE + HOUR)
    assert facts(db, DUE + HOUR).closed == frozenset({(1, 1)})
    assert facts(db, DUE + HOUR).had == (at(3),)
    assert isinstance(db.transact(leaving.leave_out, ANNA, out(1, at(3, 20), version=2), DUE + HOUR), Overtaken)


def test_facts_tell_what_was_given_shifted_and_answered(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(count=6), MONDAY)
    db.transact(doses.take, tap(dose_ids(db)[0], DUE + 2 * DAY), When.NOW)
    db.transact(regimens.enter, ANNA, Entered(replace(plan(), medicine="Folate")), DUE + 2 * DAY)
    told, other = db.transact(plan_facts.plans, ANNA, DUE + 2 * DAY)
    assert told.past.given == {(1, 1): at(5)}
    assert told.answered == frozenset({(1, 1)})
    assert [f"{one.local:%d %b}" for one in coming(told, DUE + 2 * DAY, 2)] == ["12 Mar", "19 Mar"]
    assert (other.version, other.had) == (2, ())
    db.transact(changes.move, ANNA, changes.Move(1, 1, 2, at(12), at(14), True), DUE + 2 * DAY)
    assert len(facts(db, DUE + 2 * DAY).past.shifts) == 1


def test_several_had_before_are_one_change_and_go_together(db: Database) -> None:
    began = replace(plan(count=None), phases=(replace(plan(count=None).phases[0], start=date(2026, 2, 3)),))
    db.transact(regimens.confirm, ANNA, began, MONDAY)
    told = (datetime(2026, 2, 10, 9), datetime(2026, 2, 17, 9), datetime(2026, 1, 5, 9), at(9))  # noqa: DTZ001
    done = changed(db.transact(changes.had_all, ANNA, HadAll(1, told), MONDAY))
    assert done.noted == told[:3], "what lies ahead is not noted"
    assert facts(db).had == (told[2], told[0], told[1])
    again = db.transact(changes.had_all, ANNA, HadAll(1, told), MONDAY)
    assert isinstance(again, Overtaken), "all of them are on record"
    assert isinstance(db.transact(changes.had_all, ANNA, HadAll(9, told), MONDAY), Overtaken)
    assert isinstance(db.transact(changes.undo, ANNA, done.change, MONDAY + HOUR), Undone)
    assert facts(db).had == ()


@pytest.mark.parametrize("planned", [True, False])
def test_one_that_was_had_late_is_the_plans_own_and_the_next_count_from_it(db: Database, planned: bool) -> None:
    began = counted(count=5)
    if not planned:
        began = replace(began, phases=(replace(began.phases[0], start=date(2026, 2, 24)),))
    db.transact(regimens.confirm, ANNA, began, MONDAY)
    now = DUE + 5 * DAY if planned else MONDAY
    claimed(db, now)
    told = facts(db, now)
    local = at(6) if planned else datetime(2026, 2, 27, 9)  # noqa: DTZ001
    late = late_for(told, local.date())
    assert late is not None
    expected = [f"{one.local:%d %b}" for one in coming(with_had(told, local, late), now, 2)]
    done = changed(db.transact(changes.had_all, ANNA, HadAll(1, (local,), late), now))
    assert (
        [line[:6] for line in days(done.saved)][:2]
        == expected
        == (["13 Mar", "20 Mar"] if planned else ["06 Mar", "13 Mar"])
    )
    assert isinstance(db.transact(changes.had_all, ANNA, HadAll(1, (local,), late), now), Overtaken)
    db.transact(changes.undo, ANNA, done.change, now)
    assert facts(db, now).had == ()


def test_an_open_dose_that_was_added_and_taken_back_is_asked_about_on(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert len(claimed(db, DUE)) == 1
    done = changed(db.transact(changes.had_all, ANNA, HadAll(1, (at(3, 8),)), DUE + HOUR))
    assert claimed(db, DUE + 13 * HOUR) == []
    db.transact(changes.undo, ANNA, done.change, DUE + 14 * HOUR)
    waiting = db.transact(doses.today, ANNA, DUE + 14 * HOUR).waiting
    assert [one.dose.state for one in waiting] == [State.OPEN]
    assert any("03 Mar" in when or "04 Mar" in when for _, when in in_line(db))


def test_an_open_dose_whose_time_is_over_meanwhile_is_missed_when_it_is_taken_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 5), MONDAY)
    done = changed(db.transact(changes.had_all, ANNA, HadAll(1, (at(3, 9),)), DUE))
    first = dose_ids(db)[0]
    db.transact(changes.undo, ANNA, done.change, DUE + DAY)
    looked = db.transact(doses.look, ANNA, first)
    assert looked is not None
    assert looked.dose.state is State.MISSED


def test_an_added_dose_that_is_gone_meanwhile_is_no_trouble(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = changed(db.transact(changes.had_all, ANNA, HadAll(1, (datetime(2026, 2, 3, 9),)), MONDAY))  # noqa: DTZ001
    db.transact(lambda session: session.exec(delete(DoseRow).where(col(DoseRow.phase) == 0)))
    assert isinstance(db.transact(changes.undo, ANNA, done.change, MONDAY), Undone)


def test_a_change_of_a_version_that_is_over_stands(db: Database) -> None:
    began = replace(plan(count=1), phases=(replace(plan(count=1).phases[0], start=date(2026, 2, 24)),))
    db.transact(regimens.confirm, ANNA, began, MONDAY)
    after_its_end = changed(db.transact(changes.had_all, ANNA, HadAll(1, (at(1),)), MONDAY))
    db.transact(regimens.enter, ANNA, Entered(plan(), replaces=1), MONDAY)
    assert isinstance(db.transact(changes.undo, ANNA, after_its_end.change, MONDAY), Overtaken)
