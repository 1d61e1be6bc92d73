"""Dates that hang on a record: moved with it, moved back with it, and never a week lost between."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.care import changes, doses, leaving, marks, outbox, patients, plan_facts, planning, regimens
from bot.care.changes import Had, Move, Overtaken, Undone
from bot.care.leaving import LeaveOut
from bot.care.messages import Ahead, Result
from bot.care.patients import Onboarding
from bot.care.regimens import Entered
from bot.domain.dose import When
from bot.domain.patient import Prescriber
from bot.domain.plan_facts import coming as upcoming
from bot.domain.regimen import AfterCount, Injector, OnDate, Regimen
from bot.storage.engine import Database
from bot.storage.tables import DoseRow, PatientRow
from tests.care.given import ANNA, DAY, DUE, HOUR, about, claimed, plan, settled, tap
from tests.care.test_changes import at, changed, coming, counted, dose_ids, in_line
from tests.cast import MONDAY


def told(db: Database, start: datetime, until: datetime, step: timedelta = HOUR) -> list[str]:
    """What is sent from then on, looking at each step that has something due: "Remind 2 10 Mar 08" is injection 2."""
    lines, now = [], start
    while now <= until:
        for regimen in db.transact(planning.due, now):
            db.transact(planning.plan, regimen, now)
        for one in claimed(db, now):
            settled(db, one, Result.SENT, now, 1)
            lines.append(f"{type(one.telling).__name__} {about(one).dose.number} {now:%d %b %H}")
        now += step
        due = db.transact(outbox.next_due)
        if due is None:
            break
        now -= min((now - due) // step, 0) * step
    return lines


def states(db: Database) -> list[str]:
    """Every dose: its version, number, due time and state."""
    rows = select(DoseRow).order_by(col(DoseRow.due_at), col(DoseRow.id))
    return db.transact(
        lambda session: [
            f"{row.regimen_id}.{row.number} {row.due_at:%d %b %H} {row.state}" for row in session.exec(rows)
        ]
    )


def at_eight_in_the_evening(days: int = 10) -> Regimen:
    return replace(plan(1, days), phases=(replace(plan(1, days).phases[0], at=(at(1, 20).time(),)),))


def test_one_that_was_due_waits_for_its_turn_when_the_one_before_is_noted_as_had_just_now(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(), MONDAY)
    told(db, MONDAY, DUE + 8 * DAY)
    now, first = DUE + 8 * DAY, dose_ids(db)[0]
    db.transact(doses.take, tap(first, now), When.NOW)
    assert coming(db, now) == ["18 Mar 09:00", "25 Mar 09:00", "01 Apr 09:00"]
    assert told(db, now, now + 7 * DAY) == ["Remind 2 18 Mar 08"], "it is reminded of anew, and not before"


def test_one_that_waits_again_is_due_as_it_was_when_that_record_is_taken_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(), MONDAY)
    told(db, MONDAY, DUE + 7 * DAY + 13 * HOUR)
    now, first = DUE + 8 * DAY, dose_ids(db)[0]
    db.transact(doses.take, tap(first, now), When.NOW)
    db.transact(doses.undo, tap(first, now + HOUR))
    assert "1.2 10 Mar 08 open" in states(db)
    assert told(db, now + HOUR, now + 2 * DAY) == ["Missed 2 12 Mar 08"]


def test_the_next_counts_from_a_late_one_though_another_was_missed_by_then(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(), MONDAY)
    told(db, MONDAY, DUE + 10 * DAY)
    db.transact(doses.take, tap(dose_ids(db)[0], DUE + 10 * DAY), When.NOW)
    assert coming(db, DUE + 10 * DAY) == ["20 Mar 09:00", "27 Mar 09:00"]


def test_one_that_was_moved_ahead_and_fell_due_is_back_on_its_day_when_that_is_undone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = changed(db.transact(changes.move, ANNA, Move(1, 1, 1, at(3), at(2, 12), False), MONDAY))
    assert told(db, MONDAY, MONDAY + 6 * HOUR) == ["Remind 1 02 Mar 11"]
    assert isinstance(db.transact(changes.undo, ANNA, done.change, MONDAY + 6 * HOUR), Undone)
    assert coming(db, MONDAY + 6 * HOUR)[0] == "03 Mar 09:00"
    assert told(db, MONDAY + 6 * HOUR, DUE + HOUR) == ["Remind 1 03 Mar 08"]


def test_what_lies_before_one_left_out_far_ahead_is_planned_again_when_an_end_is_undone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, None), MONDAY)
    db.transact(leaving.leave_out, ANNA, LeaveOut(1, 1, 6, at(3) + 35 * DAY), MONDAY)
    change = db.transact(regimens.end, ANNA, 1, MONDAY)
    assert change is not None
    db.transact(changes.undo, ANNA, change, MONDAY + HOUR)
    sent = told(db, MONDAY + HOUR, MONDAY + 45 * DAY)
    assert [line for line in sent if line.endswith(("08", "07")) and line.startswith("Remind")] == [
        "Remind 1 03 Mar 08",
        "Remind 2 10 Mar 08",
        "Remind 3 17 Mar 08",
        "Remind 4 24 Mar 08",
        "Remind 5 31 Mar 07",
        "Remind 7 14 Apr 07",
    ]


def test_an_injection_that_a_new_version_has_on_record_is_not_asked_for_when_the_edit_is_undone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 10), MONDAY)
    told(db, MONDAY, DUE)
    edited = db.transact(regimens.enter, ANNA, Entered(at_eight_in_the_evening(), replaces=1), DUE + HOUR)
    evening = DUE + 11 * HOUR
    assert told(db, DUE + HOUR, evening) == ["Remind 1 03 Mar 19"]
    new = next(one for one in db.transact(doses.today, ANNA, evening).waiting if one.dose.due == evening)
    db.transact(doses.take, tap(new.dose.id, evening))
    assert edited.change is not None
    db.transact(changes.undo, ANNA, edited.change, evening + HOUR)
    assert told(db, evening + HOUR, DUE + DAY) == ["Remind 2 04 Mar 08"]


@pytest.mark.parametrize("by_card", [True, False])
def test_a_day_that_is_noted_in_an_earlier_version_is_not_asked_for_until_that_is_undone(
    db: Database, by_card: bool
) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 10), MONDAY)
    told(db, MONDAY, DUE)
    old = dose_ids(db)[0]
    db.transact(regimens.enter, ANNA, Entered(at_eight_in_the_evening(), replaces=1), DUE + HOUR)
    if by_card:
        db.transact(doses.take, tap(old, DUE + HOUR), When.ON_TIME)
    else:
        change = changed(db.transact(changes.had, ANNA, Had(2, at(3)), DUE + HOUR)).change
    assert coming(db, DUE + HOUR)[0] == "04 Mar 20:00"
    assert told(db, DUE + HOUR, DUE + 10 * HOUR) == []
    if by_card:
        db.transact(doses.undo, tap(old, DUE + 10 * HOUR))
    else:
        db.transact(changes.undo, ANNA, change, DUE + 10 * HOUR)
    assert told(db, DUE + 10 * HOUR, DUE + 11 * HOUR) == ["Remind 1 03 Mar 19"]


def test_a_version_that_takes_the_place_of_one_that_is_over_stands_beside_none_of_its_course(db: Database) -> None:
    for _ in range(2):
        db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(regimens.enter, ANNA, Entered(plan(), replaces=1), MONDAY)
    assert [one.version for one in db.transact(regimens.running, ANNA, MONDAY)] == [3]


def test_injections_that_come_in_again_are_planned_though_a_later_phase_is_planned_already(db: Database) -> None:
    daily = plan(1).phases[0]
    phases = (
        plan(2, 2).phases[0],
        replace(daily, start=date(2026, 3, 6), end=OnDate(date(2026, 3, 8))),
        replace(daily, start=date(2026, 3, 12), end=AfterCount(1)),
    )
    db.transact(regimens.confirm, ANNA, replace(plan(), phases=phases), MONDAY)
    done = changed(db.transact(changes.move, ANNA, Move(1, 1, 2, at(5), at(6), True), MONDAY))
    assert [when for _, when in in_line(db)] == [f"{day:02} Mar 08" for day in (3, 6, 7, 8, 13)]
    db.transact(changes.undo, ANNA, done.change, MONDAY)
    assert [when for _, when in in_line(db)] == [f"{day:02} Mar 08" for day in (3, 5, 6, 7, 8, 12)]


def test_one_added_from_before_and_noted_anew_since_stays_when_the_adding_is_undone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    told(db, MONDAY, DUE)
    first = dose_ids(db)[0]
    done = changed(db.transact(changes.had, ANNA, Had(1, at(3, 8)), DUE + HOUR))
    db.transact(doses.undo, tap(first, DUE + 2 * HOUR))
    db.transact(doses.take, tap(first, DUE + 3 * HOUR))
    db.transact(changes.undo, ANNA, done.change, DUE + 4 * HOUR)
    assert "1.1 03 Mar 08 taken" in states(db)


def test_one_whose_day_was_another_in_the_zone_before_can_still_be_added(db: Database) -> None:
    evening = replace(plan(), phases=(replace(plan().phases[0], at=(at(1, 20).time(),)),))
    db.transact(regimens.confirm, ANNA, evening, MONDAY)
    told(db, MONDAY, DUE + 4 * DAY)
    away = Onboarding(Prescriber.CLINICIAN, "NZ", "Pacific/Auckland", False)
    db.transact(patients.settle_in, ANNA, away, DUE + 4 * DAY)
    changed(db.transact(changes.had, ANNA, Had(1, at(3, 20)), DUE + 4 * DAY))
    assert states(db)[0] == "1.1 03 Mar 19 taken"


def test_what_is_due_already_is_none_to_come_though_a_clock_further_west_has_yet_to_tell_its_time(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    told(db, MONDAY, DUE)
    away = Onboarding(Prescriber.CLINICIAN, "US", "America/New_York", False)
    db.transact(patients.settle_in, ANNA, away, DUE + HOUR)
    facts = db.transact(plan_facts.plans, ANNA, DUE + HOUR)[0]
    assert [one.number for one in upcoming(facts, DUE + HOUR, 2)] == [2, 3]
    assert isinstance(db.transact(changes.move, ANNA, Move(1, 1, 1, at(3), at(4), False), DUE + HOUR), Overtaken)


def test_what_was_due_and_falls_out_of_the_plan_stays_and_wishes_are_about_what_is_to_come(db: Database) -> None:
    first = replace(counted().phases[0], end=OnDate(date(2026, 3, 14)))
    db.transact(regimens.confirm, ANNA, replace(counted(), phases=(first,)), MONDAY)
    told(db, MONDAY, DUE + 8 * DAY)
    db.transact(doses.take, tap(dose_ids(db)[0], DUE + 8 * DAY), When.NOW)
    assert states(db) == ["1.1 03 Mar 08 taken", "1.2 10 Mar 08 open"]
    before = in_line(db)
    assert db.transact(regimens.set_wishes, ANNA, 1, True, DUE + 8 * DAY)
    assert in_line(db) == before


def test_what_was_over_when_an_end_is_undone_is_missed(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 2), MONDAY)
    told(db, MONDAY, DUE)
    change = db.transact(regimens.end, ANNA, 1, DUE + HOUR)
    assert change is not None
    db.transact(changes.undo, ANNA, change, DUE + 20 * HOUR)
    assert states(db) == ["1.1 03 Mar 08 missed", "1.2 04 Mar 08 open"]


def test_what_is_claimed_about_one_that_is_added_meanwhile_is_not_sent(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    batch = db.transact(outbox.claim, "test", DUE, 50)
    db.transact(changes.had, ANNA, Had(1, at(3, 9)), DUE)
    assert db.transact(marks.mark, batch.outgoing, (), DUE) == [False]


def test_a_reminder_comes_at_its_time_though_an_early_record_was_taken_back_after_the_day_before(db: Database) -> None:
    db.transact(regimens.enter, ANNA, Entered(plan(), day_before=True), MONDAY)
    assert told(db, MONDAY, MONDAY + HOUR) == ["Ahead 1 02 Mar 08"]
    first, second = dose_ids(db)[:2]
    for dose in (first, second):
        db.transact(doses.take, tap(dose, MONDAY + 2 * HOUR), When.NOW)
        db.transact(doses.undo, tap(dose, MONDAY + 3 * HOUR))
    assert told(db, MONDAY + 3 * HOUR, DUE) == ["Remind 1 03 Mar 08"]
    assert ("before", "09 Mar 08") in in_line(db)


def test_one_that_was_moved_after_its_day_before_was_told_is_told_again_but_never_too_often(db: Database) -> None:
    db.transact(regimens.enter, ANNA, Entered(plan(), day_before=True), MONDAY)
    assert told(db, MONDAY, MONDAY + HOUR) == ["Ahead 1 02 Mar 08"]
    db.transact(changes.move, ANNA, Move(1, 1, 1, at(3), at(6), False), MONDAY + 2 * HOUR)
    assert told(db, MONDAY + 2 * HOUR, DUE + 2 * DAY + HOUR) == ["Ahead 1 05 Mar 08"]
    db.transact(changes.move, ANNA, Move(1, 1, 1, at(6), at(9), False), DUE + 2 * DAY + 2 * HOUR)
    assert told(db, DUE + 2 * DAY + 2 * HOUR, DUE + 6 * DAY)[:1] == ["Remind 1 09 Mar 08"]


@pytest.mark.parametrize(("every", "weeks"), [(7, 4), (30, 8)])
def test_every_appointment_is_reminded_of_in_time_to_book_it(db: Database, every: int, weeks: int) -> None:
    regimen = replace(plan(every, None), injector=Injector.CLINIC)
    db.transact(regimens.enter, ANNA, Entered(regimen, book_weeks=weeks), MONDAY)
    sent = told(db, MONDAY, MONDAY + 180 * DAY, DAY / 2)
    ahead = [int(line.split()[1]) for line in sent if line.startswith("Ahead")]
    past = weeks * 7 // every + 1
    assert [ahead.count(number) for number in range(past + 1, past + 6)] == [2] * 5


def test_a_booking_waits_for_the_end_of_a_pause_and_says_how_long_there_is_left(db: Database) -> None:
    regimen = replace(plan(30, None), injector=Injector.CLINIC)
    db.transact(regimens.enter, ANNA, Entered(regimen, book_weeks=4), MONDAY)
    db.transact(patients.pause, ANNA, DUE + 12 * DAY, MONDAY)
    assert told(db, MONDAY, DUE + 12 * DAY - HOUR) == []
    sent = [one.telling for one in claimed(db, DUE + 12 * DAY)]
    assert [one.weeks for one in sent if isinstance(one, Ahead)] == [3]


def test_a_pause_that_is_over_is_not_waited_for_while_the_chat_is_closed(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(patients.pause, ANNA, MONDAY + HOUR, MONDAY)

    def block(session: object) -> None:
        row = session.exec(select(PatientRow).where(PatientRow.chat == ANNA)).one()  # type: ignore[attr-defined]
        row.unreachable_since = MONDAY

    db.transact(block)
    assert claimed(db, DUE) == [], "it would be looked at for ever"
    assert in_line(db)[0] == ("due", "05 Mar 08")
