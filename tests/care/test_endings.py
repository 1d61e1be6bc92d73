"""The end of a phase is announced in good time, whatever the rhythm, and moves, ends and goes quiet with its plan."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from operator import itemgetter

import pytest
from sqlmodel import col, select

from bot.care import changes, checklist, doses, endings, patients, planning, regimens, travel
from bot.care.changes import Move
from bot.care.messages import Ending, Remind, Result
from bot.care.regimens import Entered
from bot.domain.checklist import Answer, Entry, Item, Status
from bot.domain.dose import When
from bot.domain.notices import Spans
from bot.domain.notices import endings as announcements
from bot.domain.regimen import AfterCount, Counting, PhaseKind, UntilReview
from bot.domain.timeline import occurrences
from bot.storage import regimens as storage
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow, RegimenRow
from tests.care.given import ANNA, BRUNO, DAY, HOUR, all_claimed, noticed, plan, settled, tap
from tests.cast import MONDAY
from tests.domain.shapes import shapes

BERLIN = "Europe/Berlin"
# Three weeks from Tuesday 3 March on, at 09:00: the last is on 17 March. Announced at 10:00 there.
LAST = date(2026, 3, 17)
TEN = datetime.fromisoformat("2026-03-17T09:00Z")
AHEAD = {days: TEN - days * DAY for days in (14, 7, 1)}


def told(db: Database, now: datetime) -> list[Ending]:
    """What is announced then of phases, and arrives."""
    found: list[Ending] = []
    while ids := db.transact(planning.due, now):
        db.transact(planning.plan_some, ids, now)
    for one in noticed(db, now):
        settled(db, one, Result.SENT, now, 5)
        found += [one.telling] if isinstance(one.telling, Ending) else []
    return found


def days(found: list[Ending]) -> list[int]:
    return [one.days for one in found]


def in_line(db: Database) -> list[tuple[str, datetime]]:
    """The announcements that wait: so many days ahead, and when."""
    rows = select(NudgeRow).where(NudgeRow.kind == "ending", NudgeRow.state == "waiting").order_by(col(NudgeRow.due_at))
    return db.transact(lambda session: [(row.key.rsplit(":", 1)[1], row.due_at) for row in session.exec(rows)])


def test_an_end_is_announced_14_7_and_1_days_ahead(db: Database) -> None:
    regimen = plan()
    db.transact(regimens.confirm, ANNA, regimen, MONDAY)
    for ahead, at in AHEAD.items():
        assert told(db, at - timedelta(minutes=1)) == []
        assert told(db, at) == [Ending(1, regimen, 1, LAST, ahead)]
    assert told(db, AHEAD[1] + 40 * DAY) == []


def test_a_review_day_is_announced_too(db: Database) -> None:
    regimen = replace(plan(), phases=(replace(plan().phases[0], end=UntilReview(date(2026, 3, 20))),))
    db.transact(regimens.confirm, ANNA, regimen, MONDAY)
    assert [(one.day, one.days) for one in told(db, MONDAY + 11 * DAY + HOUR)] == [(date(2026, 3, 20), 7)]


@pytest.mark.parametrize(("back", "ahead"), [(AHEAD[7] - DAY, 8), (AHEAD[7], 7), (AHEAD[1] + HOUR, 1)])
def test_after_a_time_switched_off_only_the_newest_announcement_is_made(
    db: Database, back: datetime, ahead: int
) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert days(told(db, back)) == [ahead]


def test_on_the_day_itself_nothing_is_announced(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert told(db, AHEAD[1] + 22 * HOUR) == []


def test_what_lies_behind_when_the_plan_is_entered_is_not_announced(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), AHEAD[14] + HOUR)
    assert in_line(db) == [("7", AHEAD[7]), ("1", AHEAD[1])]


@pytest.mark.parametrize("name", ["four phases", "four phases, counted", "weekly, then monthly", "rare"])
@pytest.mark.parametrize("at", [time(0, 30), time(9), time(23, 45)], ids=str)
def test_every_announcement_is_in_line_before_its_time_whatever_the_rhythm(db: Database, name: str, at: time) -> None:
    every = shapes(date(2026, 3, 3), at)
    rare = replace(plan(), phases=(replace(every["every 24 weeks, counted"].phases[0], end=AfterCount(3)),))
    regimen = {**every, "rare": rare}[name]
    spans = Spans()
    assert list(takewhile(lambda one: one.at < MONDAY + 700 * DAY, spans.walk(occurrences(regimen, BERLIN))))
    db.transact(regimens.confirm, ANNA, regimen, MONDAY)
    while (now := db.transact(storage.next_plan)) is not None and now < MONDAY + 600 * DAY:
        db.transact(planning.plan_some, db.transact(planning.due, now), now)
    version = db.transact(lambda session: session.exec(select(RegimenRow.id)).one())
    expected = announcements(version, spans, regimen, BERLIN)
    assert expected
    assert in_line(db) == sorted(((one.key.rsplit(":", 1)[1], one.at) for one in expected), key=itemgetter(1))


def test_an_end_that_moves_takes_its_announcements_along_and_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    before = in_line(db)
    assert before == [("14", AHEAD[14]), ("7", AHEAD[7]), ("1", AHEAD[1])]
    wanted = Move(1, 1, 2, datetime(2026, 3, 10, 9), datetime(2026, 3, 11, 9), True)  # noqa: DTZ001
    moved = db.transact(changes.move, ANNA, wanted, MONDAY)
    assert isinstance(moved, changes.Changed)
    assert in_line(db) == [("14", AHEAD[14] + DAY), ("7", AHEAD[7] + DAY), ("1", AHEAD[1] + DAY)]
    db.transact(changes.undo, ANNA, moved.change, MONDAY + HOUR)
    assert in_line(db) == before


def test_an_end_that_hangs_on_a_late_injection_moves_with_it(db: Database) -> None:
    counted = replace(plan().phases[0], counting=Counting.INJECTION)
    db.transact(regimens.confirm, ANNA, replace(plan(), phases=(counted,)), MONDAY)
    assert len(in_line(db)) == 3
    dose = db.transact(doses.today, ANNA, MONDAY).coming
    assert dose is not None
    db.transact(doses.take, tap(dose.dose.id, MONDAY + 8 * DAY), When.NOW)
    assert in_line(db) == [(str(n), AHEAD[n] + 7 * DAY) for n in (14, 7, 1)]
    assert [days(told(db, AHEAD[n] + 7 * DAY)) for n in (14, 7, 1)] == [[14], [7], [1]]


def test_an_end_that_comes_nearer_is_announced_at_once(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, 5), MONDAY)
    assert in_line(db) == []
    shorter = Move(1, 1, 3, datetime(2026, 3, 17, 9), datetime(2026, 3, 11, 9), True)  # noqa: DTZ001
    assert isinstance(db.transact(changes.move, ANNA, shorter, AHEAD[7] + DAY - 5 * HOUR), changes.Changed)
    assert days(told(db, AHEAD[7] + DAY)) == [14]


def test_what_was_announced_and_then_moves_is_not_announced_twice(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert days(told(db, AHEAD[14])) == [14]
    wanted = Move(1, 1, 2, datetime(2026, 3, 10, 9), datetime(2026, 3, 13, 9), True)  # noqa: DTZ001
    db.transact(changes.move, ANNA, wanted, AHEAD[14])
    assert told(db, AHEAD[14] + 3 * DAY) == []
    assert days(told(db, AHEAD[7] + 3 * DAY)) == [7]


def test_another_zone_moves_them_to_ten_there(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(travel.set_zone, ANNA, travel.Move("Asia/Tokyo", frozenset({1})), MONDAY)
    assert in_line(db)[0] == ("14", AHEAD[14] - 8 * HOUR)


def test_a_plan_that_ends_announces_nothing_until_its_end_is_taken_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    before = in_line(db)
    change = db.transact(regimens.end, ANNA, 1, MONDAY)
    assert change is not None
    assert in_line(db) == []
    db.transact(changes.undo, ANNA, change, MONDAY + HOUR)
    assert in_line(db) == before


def test_an_edited_plan_announces_its_own_ends_alone(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    longer = replace(plan(), phases=(replace(plan().phases[0], end=AfterCount(4)),))
    db.transact(regimens.enter, ANNA, Entered(longer, replaces=1), MONDAY)
    assert told(db, AHEAD[14]) == []
    assert [(one.version, one.days) for one in told(db, AHEAD[14] + 7 * DAY)] == [(2, 14)]


def test_still_so_silences_the_rest_of_that_phase_for_good(db: Database) -> None:
    second = replace(plan().phases[0], kind=PhaseKind.MAINTENANCE, start=date(2026, 3, 24), end=AfterCount(3))
    db.transact(regimens.confirm, ANNA, replace(plan(), phases=(*plan().phases, second)), MONDAY)
    assert days(told(db, AHEAD[14])) == [14]
    assert db.transact(endings.still_so, ANNA, 1, 1, AHEAD[14] + HOUR) is True
    assert db.transact(endings.still_so, ANNA, 1, 1, AHEAD[14] + HOUR) is True, "tapped twice"
    wanted = Move(1, 1, 2, datetime(2026, 3, 10, 9), datetime(2026, 3, 11, 9), True)  # noqa: DTZ001
    db.transact(changes.move, ANNA, wanted, AHEAD[14] + 2 * HOUR)
    assert told(db, AHEAD[7] + DAY) == told(db, AHEAD[1] + DAY) == []
    assert [one.phase for one in told(db, datetime.fromisoformat("2026-03-25T09:00Z"))] == [2]


def test_still_so_is_for_ones_own_plan_in_force_and_its_phases(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    for chat, version, phase in ((BRUNO, 1, 1), (ANNA, 2, 1), (ANNA, 1, 0), (ANNA, 1, 2)):
        assert db.transact(endings.still_so, chat, version, phase, MONDAY) is False
    assert len(in_line(db)) == 3


@pytest.mark.parametrize("before", [None, Entry(Item.SCHEDULE, Status.ANSWERED, MONDAY, Answer(words="weekly"), "she")])
def test_what_is_not_known_becomes_a_question_and_keeps_what_was_answered(db: Database, before: Entry | None) -> None:
    if before is not None:
        db.transact(checklist.note, ANNA, [before], MONDAY)
    for _ in range(2):
        db.transact(endings.ask_at_visit, ANNA, MONDAY + DAY)
    now = db.transact(checklist.look, ANNA, MONDAY)[Item.SCHEDULE]
    assert (now.status, now.answer) == (Status.TO_ASK, before and before.answer)
    assert len(db.transact(checklist.history, ANNA, Item.SCHEDULE)) == (2 if before else 1)


def test_a_pause_holds_an_announcement_as_long_as_it_is_worth_it(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(patients.pause, ANNA, AHEAD[14] + 2 * DAY, MONDAY)
    assert told(db, AHEAD[14]) == []
    assert days(told(db, AHEAD[14] + 2 * DAY)) == [12]
    db.transact(patients.pause, ANNA, AHEAD[7] + 6 * DAY, AHEAD[7] - HOUR)
    assert told(db, AHEAD[7]) == []
    assert days(told(db, AHEAD[1])) == [1], "the one before it is worth nothing any more"


def test_what_a_pause_holds_does_not_outlive_a_move(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(patients.pause, ANNA, AHEAD[14] + 2 * DAY, MONDAY)
    assert told(db, AHEAD[14]) == []
    wanted = Move(1, 1, 2, datetime(2026, 3, 10, 9), datetime(2026, 3, 19, 9), True)  # noqa: DTZ001
    db.transact(changes.move, ANNA, wanted, AHEAD[14] + HOUR)
    assert told(db, AHEAD[14] + 2 * DAY) == []
    assert days(told(db, AHEAD[14] + 9 * DAY)) == [14]


def test_a_closed_chat_hears_of_it_when_its_patient_is_back(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    (one,) = noticed(db, AHEAD[14])
    settled(db, one, Result.GONE, AHEAD[14])
    assert told(db, AHEAD[14] + DAY) == []
    db.transact(patients.heard_from, ANNA, AHEAD[14] + 3 * DAY)
    assert days(told(db, AHEAD[14] + 3 * DAY)) == [11]


def test_what_is_announced_lets_the_doses_of_that_moment_go_first(db: Database) -> None:
    at_ten = replace(plan(), phases=(replace(plan().phases[0], at=(time(10),)),))
    db.transact(regimens.confirm, ANNA, at_ten, MONDAY)
    all_claimed(db, AHEAD[14] + HOUR)
    kinds = [type(one.telling) for one in all_claimed(db, AHEAD[7])]
    assert (Remind in kinds, Ending in kinds) == (True, False)
    assert told(db, AHEAD[7] + HOUR - timedelta(minutes=1)) == []
    assert days(told(db, AHEAD[7] + HOUR)) == [7]
