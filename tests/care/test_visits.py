"""What is said about a visit: ahead of it the open questions, afterwards what was answered, and never in a burst."""

from datetime import datetime, timedelta

import pytest

from bot.care import checklist, export, patients, visits
from bot.care.messages import Outgoing, Result, Visiting
from bot.domain.checklist import CORE, Answer, Entry, Item, Status, Waiting
from bot.domain.nudge import Kind
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO, DAY, HOUR, noticed, settled
from tests.cast import MONDAY

# Friday 15:00 in Berlin, and when it is told of.
FRIDAY = MONDAY + 4 * DAY + 6 * HOUR
BEFORE, MORNING, AFTER = MONDAY + 3 * DAY + HOUR, MONDAY + 4 * DAY - 1.5 * HOUR, FRIDAY + 2 * HOUR
MOMENTS = (BEFORE, MORNING, AFTER)


def told(db: Database, now: datetime) -> list[Visiting]:
    """What is said then about visits, and arrives."""
    found: list[Visiting] = []
    for one in noticed(db, now):
        assert isinstance(one.telling, Visiting)
        settled(db, one, Result.SENT, now, 7)
        found.append(one.telling)
    return found


def kinds(db: Database, *moments: datetime) -> list[list[Kind]]:
    """What is said about visits at each moment."""
    return [[one.when for one in told(db, now)] for now in moments]


def all_answered(db: Database, chat: int = ANNA) -> None:
    entries = [Entry(item, Status.ANSWERED, MONDAY, Answer(words="yes")) for item in CORE]
    db.transact(checklist.note, chat, entries, MONDAY)


def first(found: list[Outgoing]) -> Outgoing:
    (one,) = found
    return one


def test_open_questions_come_the_day_before_and_on_the_morning_and_afterwards_what_was_answered(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, "Dr Roth", MONDAY)
    for kind, now in zip((Kind.VISIT_BEFORE, Kind.VISIT_DAY, Kind.VISIT_AFTER), MOMENTS, strict=True):
        assert noticed(db, now - timedelta(minutes=1)) == []
        assert told(db, now) == [Visiting(kind, visit, Waiting(CORE))]
    assert noticed(db, FRIDAY + 40 * DAY) == []


def test_only_what_is_open_is_listed(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    all_answered(db)
    db.transact(checklist.note, ANNA, [Entry(Item.STORAGE, Status.TO_ASK, MONDAY)], MONDAY)
    assert [one.waiting.items for one in told(db, BEFORE)] == [(Item.STORAGE,)]


def test_with_nothing_open_nothing_is_said_ahead_and_afterwards_it_still_asks(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    all_answered(db)
    assert kinds(db, BEFORE, MORNING, AFTER) == [[], [], [Kind.VISIT_AFTER]]


def test_what_opens_after_the_day_before_is_listed_on_the_morning(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    all_answered(db)
    assert kinds(db, BEFORE) == [[]]
    db.transact(checklist.note, ANNA, [Entry(Item.CAUSE, Status.ASKED, BEFORE)], BEFORE)
    assert [one.waiting.items for one in told(db, MORNING)] == [(Item.CAUSE,)]


def test_a_visit_that_is_moved_is_told_of_at_its_new_time_alone(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    moved = db.transact(visits.note, ANNA, FRIDAY + 7 * DAY, None, MONDAY)
    assert kinds(db, *MOMENTS) == [[], [], []]
    assert [one.visit for one in told(db, BEFORE + 7 * DAY)] == [moved]


def test_a_visit_that_is_cancelled_is_told_of_no_more(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert kinds(db, BEFORE) == [[Kind.VISIT_BEFORE]]
    db.transact(visits.cancel, ANNA, visit.id, BEFORE)
    assert kinds(db, MORNING, AFTER) == [[], []]


def test_a_visit_of_which_all_was_told_is_asked_about_no_more(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert kinds(db, BEFORE, MORNING) == [[Kind.VISIT_BEFORE], [Kind.VISIT_DAY]]
    assert db.transact(visits.closed, ANNA, visit.id, FRIDAY + HOUR)
    assert kinds(db, AFTER) == [[]]


def test_one_that_is_closed_while_its_message_is_on_its_way_is_not_asked_about_again(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    kinds(db, BEFORE, MORNING)
    (one,) = noticed(db, AFTER)
    db.transact(visits.closed, ANNA, visit.id, AFTER)
    settled(db, one, Result.LATER, AFTER, again_at=AFTER + HOUR)
    assert kinds(db, AFTER + HOUR) == [[]]


@pytest.mark.parametrize(("back", "kind"), [(FRIDAY - HOUR, Kind.VISIT_DAY), (FRIDAY + DAY, Kind.VISIT_AFTER)])
def test_after_a_time_switched_off_only_what_is_still_worth_it_is_said(
    db: Database, back: datetime, kind: Kind
) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert kinds(db, back) == [[kind]]


def test_a_month_later_nobody_is_asked_about_a_visit(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert kinds(db, FRIDAY + 31 * DAY) == [[]]


def test_a_pause_holds_it_until_it_ends(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    db.transact(patients.pause, ANNA, FRIDAY + DAY, MONDAY)
    assert kinds(db, *MOMENTS, FRIDAY + DAY) == [[], [], [], [Kind.VISIT_AFTER]]


def test_quiet_hours_hold_it(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    night, seven = FRIDAY + 9 * HOUR, FRIDAY + 16 * HOUR
    assert kinds(db, night, seven - timedelta(minutes=1), seven) == [[], [], [Kind.VISIT_AFTER]]


def test_a_closed_chat_is_told_when_its_patient_is_back(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    settled(db, first(noticed(db, BEFORE)), Result.GONE, BEFORE)
    assert kinds(db, MORNING, AFTER) == [[], []]
    db.transact(patients.heard_from, ANNA, AFTER + HOUR)
    assert kinds(db, AFTER + HOUR) == [[Kind.VISIT_AFTER]]


def test_what_may_not_have_arrived_is_repeated_once_and_says_so(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    settled(db, first(noticed(db, BEFORE)), Result.UNSURE, BEFORE)
    again = first(noticed(db, BEFORE + HOUR))
    assert again.repeat
    settled(db, again, Result.UNSURE, BEFORE + HOUR)
    assert noticed(db, BEFORE + 2 * HOUR) == []


def test_each_hears_of_their_own_visit_and_the_export_says_what_was_sent(db: Database) -> None:
    db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    db.transact(visits.note, BRUNO, FRIDAY, None, MONDAY)
    both = noticed(db, BEFORE)
    assert sorted(one.patient.chat for one in both) == [ANNA, BRUNO]
    for one in both:
        settled(db, one, Result.SENT, BEFORE, 7)
    record = db.transact(export.export, ANNA, MONDAY)
    assert [[sent["kind"] for sent in one["reminders"]] for one in record["visits"]] == [["visit-before"]]
