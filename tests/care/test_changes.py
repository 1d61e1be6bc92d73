"""Changes to a plan: confirmed by dates, counted once, and taken back within a day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.care import changes, doses, export, regimens
from bot.care.changes import Changed, Had, Move, Overtaken, TooLate, Undone, UndoneBefore
from bot.care.past import Kind
from bot.care.regimens import Entered, Saved
from bot.domain.dose import State, When
from bot.domain.regimen import AfterSpan, Counting, OnDate, Period, Regimen
from bot.storage.engine import Database
from bot.storage.tables import DoseRow, NudgeRow
from tests.care.given import ANNA, BRUNO, DAY, DUE, HOUR, about, claimed, plan, tap
from tests.cast import MONDAY


def counted(every: int = 7, count: int = 4) -> Regimen:
    """Each date counts from the injection given."""
    told = plan(every, count)
    return replace(told, phases=(replace(told.phases[0], counting=Counting.INJECTION),))


def days(saved: Saved | None) -> list[str]:
    assert saved is not None
    return [f"{one.local:%d %b %H:%M}" for one in saved.coming]


def coming(db: Database, now: datetime = MONDAY) -> list[str]:
    return days(db.transact(regimens.current, ANNA, now))


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour)  # noqa: DTZ001


def second(to: datetime, following: bool = False) -> Move:
    return Move(1, 1, 2, at(10), to, following)


def changed(outcome: object) -> Changed:
    assert isinstance(outcome, Changed)
    return outcome


def dose_ids(db: Database) -> list[int]:
    """The ids of all planned doses, the first due first."""
    return db.transact(lambda session: [row.id for row in session.exec(select(DoseRow).order_by(col(DoseRow.due_at)))])


def in_line(db: Database) -> list[tuple[str, str]]:
    """What waits to be sent about injections and reviews: its kind and when."""
    announced = col(NudgeRow.kind).in_(("ending", "questions", "reaction", "improvement"))
    waiting = select(NudgeRow).where(NudgeRow.state == "waiting", ~announced).order_by(col(NudgeRow.due_at))
    return db.transact(lambda session: [(row.kind, f"{row.due_at:%d %b %H}") for row in session.exec(waiting)])


def test_one_injection_moves_alone_and_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = changed(db.transact(changes.move, ANNA, second(at(12, 18)), MONDAY))
    assert days(done.saved) == ["03 Mar 09:00", "12 Mar 18:00", "17 Mar 09:00"]
    assert in_line(db)[:2] == [("due", "03 Mar 08"), ("due", "12 Mar 17")]
    back = db.transact(changes.undo, ANNA, done.change, MONDAY + HOUR)
    assert isinstance(back, Undone)
    assert (back.kind, days(back.saved)) == (Kind.SHIFT, ["03 Mar 09:00", "10 Mar 09:00", "17 Mar 09:00"])
    assert isinstance(db.transact(changes.undo, ANNA, done.change, MONDAY + HOUR), UndoneBefore)


def test_all_from_one_on_move_together_and_shifts_add_up(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    first = changed(db.transact(changes.move, ANNA, second(at(12), following=True), MONDAY))
    assert days(first.saved) == ["03 Mar 09:00", "12 Mar 09:00", "19 Mar 09:00"]
    second_one = changed(db.transact(changes.move, ANNA, Move(1, 1, 3, at(19), at(20), True), MONDAY))
    assert days(second_one.saved) == ["03 Mar 09:00", "12 Mar 09:00", "20 Mar 09:00"]
    db.transact(changes.undo, ANNA, first.change, MONDAY)
    assert coming(db) == ["03 Mar 09:00", "10 Mar 09:00", "18 Mar 09:00"]


@pytest.mark.parametrize(
    "wanted",
    [
        Move(1, 1, 2, at(11), at(12), False),
        Move(1, 1, 2, at(10), at(1), False),
        Move(7, 1, 2, at(10), at(12), False),
        Move(1, 1, 9, at(10), at(12), False),
        Move(1, 0, 1, at(10), at(12), False),
    ],
)
def test_a_plan_that_is_no_longer_as_it_was_seen_does_not_move(db: Database, wanted: Move) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert isinstance(db.transact(changes.move, ANNA, wanted, MONDAY), Overtaken)
    assert coming(db) == ["03 Mar 09:00", "10 Mar 09:00", "17 Mar 09:00"]


def test_an_injection_that_was_had_meanwhile_does_not_move(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(doses.take, tap(dose_ids(db)[1], MONDAY), When.NOW)
    assert isinstance(db.transact(changes.move, ANNA, second(at(12)), MONDAY), Overtaken)


def test_where_dates_count_from_the_injection_a_late_one_moves_the_rest_and_undo_moves_them_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(), MONDAY)
    first = dose_ids(db)[0]
    db.transact(doses.take, tap(first, DUE + 2 * DAY), When.NOW)
    assert coming(db, DUE + 2 * DAY) == ["12 Mar 09:00", "19 Mar 09:00", "26 Mar 09:00"]
    assert in_line(db)[0] == ("due", "12 Mar 08")
    db.transact(doses.undo, tap(first, DUE + 2 * DAY + HOUR))
    assert coming(db, DUE + 2 * DAY + HOUR) == ["10 Mar 09:00", "17 Mar 09:00", "24 Mar 09:00"]


def test_a_date_on_which_a_phase_ends_takes_injections_out_and_in_as_they_move(db: Database) -> None:
    told = counted()
    ends = replace(told, phases=(replace(told.phases[0], end=OnDate(date(2026, 3, 18))),))
    db.transact(regimens.confirm, ANNA, ends, MONDAY)
    first = dose_ids(db)[0]
    assert coming(db) == ["03 Mar 09:00", "10 Mar 09:00", "17 Mar 09:00"]
    db.transact(doses.take, tap(first, DUE + 2 * DAY), When.NOW)
    assert coming(db, DUE + 2 * DAY) == ["12 Mar 09:00"]
    db.transact(doses.undo, tap(first, DUE + 2 * DAY))
    assert coming(db, DUE + 2 * DAY) == ["10 Mar 09:00", "17 Mar 09:00"]


def test_an_edit_keeps_what_was_due_open_unless_the_new_version_covers_its_day(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 4), MONDAY)
    evening = replace(plan(1, 4), phases=(replace(plan(1, 4).phases[0], at=(at(1, 8).time(),)),))
    edited = db.transact(regimens.enter, ANNA, Entered(evening, replaces=1), DUE + HOUR)
    assert days(edited) == ["04 Mar 08:00", "05 Mar 08:00", "06 Mar 08:00"]
    assert [one.dose.number for one in db.transact(doses.today, ANNA, DUE + HOUR).waiting] == [1]
    assert [about(o).dose.number for o in claimed(db, DUE + HOUR)] == [1]
    assert edited.change is not None
    back = db.transact(changes.undo, ANNA, edited.change, DUE + 2 * HOUR)
    assert isinstance(back, Undone)
    assert days(back.saved) == ["04 Mar 09:00", "05 Mar 09:00", "06 Mar 09:00"]


def test_a_day_whose_injection_is_on_record_is_not_asked_for_by_a_new_version(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 4), MONDAY)
    db.transact(doses.take, tap(dose_ids(db)[0], DUE))
    evening = replace(plan(1, 4), phases=(replace(plan(1, 4).phases[0], at=(at(1, 20).time(),)),))
    db.transact(regimens.enter, ANNA, Entered(evening, replaces=1), DUE + HOUR)
    assert in_line(db)[0] == ("due", "04 Mar 19")


def test_two_medicines_stand_side_by_side_and_end_alone(db: Database) -> None:
    db.transact(regimens.enter, ANNA, Entered(plan()), MONDAY)
    other = db.transact(regimens.enter, ANNA, Entered(replace(plan(1, 2), medicine="Folate")), MONDAY)
    assert [one.regimen.medicine for one in db.transact(regimens.running, ANNA, MONDAY)] == [
        "Methylcobalamin",
        "Folate",
    ]
    change = db.transact(regimens.end, ANNA, other.version, MONDAY)
    assert [one.regimen.medicine for one in db.transact(regimens.running, ANNA, MONDAY)] == ["Methylcobalamin"]
    assert change is not None
    assert isinstance(db.transact(changes.undo, ANNA, change, MONDAY + HOUR), Undone)
    assert len(db.transact(regimens.running, ANNA, MONDAY)) == 2
    assert other.change is not None
    gone = db.transact(changes.undo, ANNA, other.change, MONDAY + HOUR)
    assert gone == Undone(Kind.ENTERED, None)


def test_an_end_that_is_taken_back_asks_on_about_what_was_due(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert len(claimed(db, DUE)) == 1
    change = db.transact(regimens.end, ANNA, 1, DUE + HOUR)
    assert change is not None
    assert db.transact(doses.today, ANNA, DUE + HOUR).waiting == ()
    db.transact(changes.undo, ANNA, change, DUE + 2 * HOUR)
    assert [one.dose.state for one in db.transact(doses.today, ANNA, DUE + 2 * HOUR).waiting] == [State.OPEN]
    again = db.transact(regimens.end, ANNA, 1, DUE + 3 * HOUR)
    assert again is not None
    db.transact(changes.undo, ANNA, again, DUE + 3 * HOUR + DAY)
    assert isinstance(db.transact(changes.undo, ANNA, change, DUE), UndoneBefore)


def test_the_export_tells_every_change_and_when_it_was_taken_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = changed(db.transact(changes.move, ANNA, second(at(12)), MONDAY))
    db.transact(changes.undo, ANNA, done.change, MONDAY + HOUR)
    told = db.transact(export.export, ANNA, MONDAY)["changes"]
    assert [(one["kind"], one["undone_at"]) for one in told] == [
        ("entered", None),
        ("shift", "2026-03-02T09:00:00+00:00"),
    ]


def test_a_change_stands_after_a_day_and_is_nobody_elses(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    done = changed(db.transact(changes.move, ANNA, second(at(12)), MONDAY))
    assert db.transact(changes.undo, BRUNO, done.change, MONDAY) is None
    assert isinstance(db.transact(changes.undo, ANNA, done.change, MONDAY + DAY + HOUR), TooLate)


def test_an_injection_from_before_is_the_plans_own_of_its_day_or_one_before_the_plan(db: Database) -> None:
    began = replace(plan(), phases=(replace(plan().phases[0], start=date(2026, 2, 24)),))
    db.transact(regimens.confirm, ANNA, began, MONDAY)
    own = changed(db.transact(changes.had, ANNA, Had(1, datetime(2026, 2, 24, 10)), MONDAY))  # noqa: DTZ001
    before = changed(db.transact(changes.had, ANNA, Had(1, datetime(2026, 2, 10, 10)), MONDAY))  # noqa: DTZ001
    again = db.transact(changes.had, ANNA, Had(1, datetime(2026, 2, 10, 18)), MONDAY)  # noqa: DTZ001
    assert isinstance(again, Overtaken), "that day has its record"
    assert isinstance(db.transact(changes.had, ANNA, Had(1, at(3)), MONDAY), Overtaken), "it lies ahead"
    assert isinstance(db.transact(changes.had, ANNA, Had(5, at(1)), MONDAY), Overtaken), "no such plan"
    last = db.transact(doses.today, ANNA, MONDAY).last
    assert last is not None
    assert (last.dose.phase, last.dose.number, last.amount is None) == (1, 1, False)
    db.transact(changes.undo, ANNA, own.change, MONDAY + HOUR)
    last = db.transact(doses.today, ANNA, MONDAY).last
    assert last is not None
    assert (last.dose.phase, last.dose.number, last.amount) == (0, 1, None)
    db.transact(changes.undo, ANNA, before.change, MONDAY + HOUR)
    assert db.transact(doses.today, ANNA, MONDAY).last is None


def test_a_missed_dose_that_was_had_after_all_is_missed_again_when_that_is_undone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, counted(), MONDAY)
    late = DUE + 3 * DAY
    claimed(db, late)
    done = changed(db.transact(changes.had, ANNA, Had(1, at(3, 12)), late))
    assert coming(db, late) == ["10 Mar 09:00", "17 Mar 09:00", "24 Mar 09:00"]
    first = db.transact(doses.today, ANNA, late).last
    assert first is not None
    db.transact(changes.undo, ANNA, done.change, late)
    looked = db.transact(doses.look, ANNA, first.dose.id)
    assert looked is not None
    assert looked.dose.state is State.MISSED


def test_a_reminder_on_the_day_before_comes_on_request_and_goes_again(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert db.transact(regimens.set_wishes, ANNA, 1, True, MONDAY)
    assert not db.transact(regimens.set_wishes, ANNA, 9, True, MONDAY)
    assert in_line(db)[:3] == [("before", "02 Mar 08"), ("due", "03 Mar 08"), ("before", "09 Mar 08")]
    db.transact(regimens.set_wishes, ANNA, 1, False, MONDAY)
    assert {kind for kind, _ in in_line(db)} == {"due"}
    db.transact(regimens.set_wishes, ANNA, 1, True, MONDAY)
    assert in_line(db)[:3] == [("before", "02 Mar 08"), ("due", "03 Mar 08"), ("before", "09 Mar 08")]


def test_spans_of_weeks_end_where_they_say_through_a_shift(db: Database) -> None:
    told = plan()
    spans = replace(told, phases=(replace(told.phases[0], end=AfterSpan(3, Period.WEEK)),))
    db.transact(regimens.confirm, ANNA, spans, MONDAY)
    done = changed(db.transact(changes.move, ANNA, second(at(15), following=True), MONDAY))
    assert days(done.saved) == ["03 Mar 09:00", "15 Mar 09:00", "22 Mar 09:00"]
    assert done.saved.coming[-1].at - done.saved.coming[0].at == timedelta(days=19)
