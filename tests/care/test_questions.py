"""Open questions come up at a phase's end or on a review day, once in thirty days, while no visit is noted."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.care import checklist, export, patients, planning, regimens, visits
from bot.care.messages import OpenQuestions, Result, Review
from bot.care.regimens import Entered
from bot.domain.checklist import CORE, Answer, Entry, Item, Status
from bot.domain.regimen import AfterCount, Regimen, UntilReview
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, HOUR, all_claimed, noticed, plan, settled
from tests.cast import MONDAY

# The last of three is on Tuesday 17 March: at 08:00 in Berlin.
EIGHT = datetime.fromisoformat("2026-03-17T07:00Z")


def told(db: Database, now: datetime) -> list[tuple[Item, ...]]:
    """The open questions that are brought up then, and arrive."""
    found = []
    while ids := db.transact(planning.due, now):
        db.transact(planning.plan_some, ids, now)
    for one in noticed(db, now):
        settled(db, one, Result.SENT, now, 5)
        found += [one.telling.waiting.items] if isinstance(one.telling, OpenQuestions) else []
    return found


def until(last: date) -> Regimen:
    return replace(plan(), phases=(replace(plan().phases[0], end=UntilReview(last)),))


def test_they_come_on_the_last_day_of_a_phase(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert told(db, EIGHT - timedelta(minutes=1)) == []
    assert told(db, EIGHT) == [CORE]
    assert told(db, EIGHT + 40 * DAY) == []


def test_they_come_the_day_after_a_review_day_which_has_its_own_question(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, until(date(2026, 3, 12)), MONDAY)
    assert told(db, EIGHT - 5 * DAY) == []
    for one in all_claimed(db, EIGHT - 5 * DAY + 2 * HOUR):
        assert isinstance(one.telling, Review)
        settled(db, one, Result.SENT, EIGHT - 5 * DAY + 2 * HOUR, 5)
    assert told(db, EIGHT - 5 * DAY + 3 * HOUR) == []
    assert told(db, EIGHT - 4 * DAY) == [CORE]


def test_only_what_is_open_is_brought_up_and_with_nothing_open_nothing_is(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(regimens.enter, ANNA, Entered(until(date(2026, 4, 20))), MONDAY)
    entries = [Entry(item, Status.ANSWERED, MONDAY, Answer(words="yes")) for item in CORE]
    db.transact(checklist.note, ANNA, [*entries, Entry(Item.LATE, Status.ASKED, MONDAY)], MONDAY)
    assert told(db, EIGHT) == [(Item.LATE,)]
    db.transact(checklist.note, ANNA, [Entry(Item.LATE, Status.ANSWERED, EIGHT, Answer(words="call"))], EIGHT)
    assert told(db, EIGHT + 35 * DAY) == []


def test_a_visit_that_is_noted_brings_them_up_itself(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(visits.note, ANNA, EIGHT + 10 * DAY, None, MONDAY)
    assert told(db, EIGHT) == []
    db.transact(regimens.set_wishes, ANNA, 1, True, EIGHT)
    assert told(db, EIGHT + DAY) == [], "that was decided, whatever is planned on"


def test_they_come_once_in_thirty_days_however_many_phases_end(db: Database) -> None:
    short = replace(plan().phases[0], end=AfterCount(1))
    phases = tuple(replace(short, start=date(2026, month, day)) for month, day in ((3, 10), (3, 24), (4, 7), (4, 21)))
    db.transact(regimens.confirm, ANNA, replace(plan(), phases=phases), MONDAY)
    days = [date(2026, 3, 1) + n * DAY for n in range(90)]
    noons = (datetime.fromisoformat(f"{day}T12:00Z") for day in days)
    assert [noon.date() for noon in noons if told(db, noon)] == [date(2026, 3, 10), date(2026, 4, 9)]


def test_two_plans_bring_them_up_once(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(regimens.enter, ANNA, Entered(replace(plan(7, 2), medicine="Other")), MONDAY)
    found = [len(told(db, MONDAY + n * DAY)) for n in range(40)]
    assert sum(found) == 1


def test_a_plan_that_ended_brings_nothing_up(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(regimens.end, ANNA, 1, MONDAY + HOUR)
    assert told(db, EIGHT) == []


def test_a_pause_holds_them_and_after_a_month_they_are_worth_nothing(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(patients.pause, ANNA, EIGHT + 5 * DAY, MONDAY)
    assert told(db, EIGHT + 4 * DAY) == []
    assert told(db, EIGHT + 5 * DAY) == [], "whether the phase has helped is asked first"
    assert told(db, EIGHT + 6 * DAY) == [CORE]


def test_what_came_up_while_the_program_was_off_comes_late_and_not_for_ever(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, 6), MONDAY)
    last = EIGHT + 21 * DAY
    assert told(db, last + 29 * DAY) == [CORE]
    db.transact(regimens.enter, ANNA, Entered(replace(plan(7, 6), medicine="Other")), MONDAY)
    assert told(db, last + 60 * DAY) == []


def test_the_export_says_that_they_were_brought_up(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert told(db, EIGHT) == [CORE]
    kinds = [one["kind"] for one in db.transact(export.export, ANNA, MONDAY)["regimens"][0]["reminders"]]
    assert "questions" in kinds
