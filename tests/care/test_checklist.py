"""The checklist keeps all that was ever said, visits follow one another, and each is seen by its patient alone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.care import checklist, export, patients, visits
from bot.care.patients import NoPatient
from bot.domain.checklist import CORE, Answer, Entry, Item, Status, Visit, open_items
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO, DAY, HOUR
from tests.cast import MONDAY

CAUSE = Entry(Item.CAUSE, Status.ANSWERED, MONDAY, Answer(("malabsorption",), "stomach"), "Dr Roth")
TO_ASK = Entry(Item.MONITORING, Status.TO_ASK, MONDAY)
FRIDAY = MONDAY + 4 * DAY


def counted(db: Database) -> tuple[object, object]:
    with db.engine.connect() as connection:
        found = [connection.execute(text(f"SELECT count(*) FROM {t}")).scalar() for t in ("checklist_answer", "visit")]
    return found[0], found[1]


def test_what_was_said_is_looked_at_as_it_stands(db: Database) -> None:
    assert db.transact(checklist.look, ANNA, MONDAY) == {}
    noted = db.transact(checklist.note, ANNA, [CAUSE, TO_ASK], MONDAY)
    assert noted == db.transact(checklist.look, ANNA, MONDAY) == {Item.CAUSE: CAUSE, Item.MONITORING: TO_ASK}
    assert open_items(noted) == tuple(item for item in CORE if item is not Item.CAUSE)


def test_an_answer_that_changes_keeps_its_history(db: Database) -> None:
    later = MONDAY + DAY
    changed = Entry(Item.CAUSE, Status.ANSWERED, later, Answer(("diet",)))
    db.transact(checklist.note, ANNA, [CAUSE, TO_ASK], MONDAY)
    db.transact(checklist.note, ANNA, [changed], later)
    assert db.transact(checklist.look, ANNA, later)[Item.CAUSE] == changed
    assert db.transact(checklist.history, ANNA, Item.CAUSE) == (CAUSE, changed)


def test_the_same_said_twice_is_kept_once_as_of_the_first_time(db: Database) -> None:
    for now in (MONDAY, MONDAY + HOUR):
        db.transact(checklist.note, ANNA, [CAUSE], now)
    assert db.transact(checklist.history, ANNA, Item.CAUSE) == (CAUSE,)


def test_nobody_sees_anothers_checklist_or_visit(db: Database) -> None:
    db.transact(checklist.note, ANNA, [CAUSE], MONDAY)
    visit = db.transact(visits.note, ANNA, FRIDAY, "Dr Roth", MONDAY)
    assert db.transact(checklist.look, BRUNO, MONDAY) == {}
    assert db.transact(checklist.history, BRUNO, Item.CAUSE) == ()
    assert db.transact(visits.coming, BRUNO, MONDAY) is None
    assert db.transact(visits.cancel, BRUNO, visit.id, MONDAY) is False
    assert db.transact(visits.closed, BRUNO, visit.id, FRIDAY) is False
    with pytest.raises(NoPatient):
        db.transact(checklist.look, 999, MONDAY)
    with pytest.raises(NoPatient):
        db.transact(visits.coming, 999, MONDAY)


def test_a_visit_is_coming_until_its_time(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, "Dr Roth", MONDAY)
    assert (visit.at, visit.whom) == (FRIDAY, "Dr Roth")
    assert db.transact(visits.coming, ANNA, FRIDAY - HOUR) == visit
    assert db.transact(visits.coming, ANNA, FRIDAY) is None


def test_a_visit_noted_anew_takes_the_place_of_the_one_ahead(db: Database) -> None:
    first = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    moved = db.transact(visits.note, ANNA, FRIDAY + DAY, None, MONDAY)
    again = db.transact(visits.note, ANNA, FRIDAY + DAY, None, MONDAY + HOUR)
    assert db.transact(visits.coming, ANNA, MONDAY) == moved == again != first
    assert db.transact(visits.closed, ANNA, first.id, MONDAY) is False, "it is cancelled"


def test_a_visit_may_have_a_day_without_a_time(db: Database) -> None:
    day_only = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY, timed=False)
    assert db.transact(visits.coming, ANNA, MONDAY) == Visit(day_only.id, FRIDAY, None, timed=False)
    timed = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert timed.timed
    assert timed != day_only


def test_a_visit_that_is_over_stays_when_the_next_is_noted(db: Database) -> None:
    first = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    after = FRIDAY + HOUR
    following = db.transact(visits.note, ANNA, FRIDAY + timedelta(weeks=8), None, after)
    assert db.transact(visits.coming, ANNA, after) == following
    assert db.transact(visits.closed, ANNA, first.id, after) is True
    assert db.transact(visits.closed, ANNA, first.id, after) is False


def test_a_visit_is_cancelled_once_and_only_the_one_that_was_meant(db: Database) -> None:
    visit = db.transact(visits.note, ANNA, FRIDAY, None, MONDAY)
    assert db.transact(visits.cancel, ANNA, visit.id + 1, MONDAY) is False
    assert db.transact(visits.cancel, ANNA, visit.id, MONDAY) is True
    assert db.transact(visits.cancel, ANNA, visit.id, MONDAY) is False
    assert db.transact(visits.coming, ANNA, MONDAY) is None
    assert isinstance(db.transact(visits.note, ANNA, FRIDAY, None, MONDAY), Visit)


def test_the_export_holds_every_answer_and_visit(db: Database) -> None:
    db.transact(checklist.note, ANNA, [CAUSE, TO_ASK], MONDAY)
    db.transact(visits.note, ANNA, FRIDAY, "Dr Roth", MONDAY)
    record = db.transact(export.export, ANNA, MONDAY)
    cause, to_ask = record["checklist"]
    assert cause["answer"] == {"picked": ["malabsorption"], "words": "stomach"}
    assert (cause["item"], cause["status"], cause["by_whom"]) == ("cause", "answered", "Dr Roth")
    assert to_ask["answer"] is None
    assert [(one["whom"], datetime.fromisoformat(one["at"])) for one in record["visits"]] == [("Dr Roth", FRIDAY)]
    assert db.transact(export.export, BRUNO, MONDAY)["checklist"] == []


def test_erasing_removes_both_and_leaves_those_of_others(db: Database) -> None:
    for chat in (ANNA, BRUNO):
        db.transact(checklist.note, chat, [CAUSE], MONDAY)
        db.transact(visits.note, chat, FRIDAY, None, MONDAY)
    db.transact(patients.erase, ANNA)
    assert counted(db) == (1, 1)
    assert db.transact(checklist.look, BRUNO, MONDAY) == {Item.CAUSE: CAUSE}
