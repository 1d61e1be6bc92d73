"""What is kept of updates: until they are done, and not after their chat was erased; one that comes twice."""

from bot.care import drafts, inbox, patients
from bot.care.drafts import Draft
from bot.care.inbox import Arrived
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO
from tests.cast import MONDAY


def said(number: int, chat: int = ANNA) -> Arrived:
    return Arrived(number, chat, {"update_id": number, "message": {"text": "I feel ñ \u2764"}})


def test_what_arrived_is_kept_in_order_and_once(db: Database) -> None:
    db.transact(inbox.keep, [said(12, BRUNO), said(11)], (), MONDAY)
    db.transact(inbox.keep, [said(11), said(13)], (), MONDAY)
    assert db.transact(inbox.waiting) == [(11, ANNA), (12, BRUNO), (13, ANNA)]
    assert db.transact(inbox.read, 12) == said(12).body
    assert db.transact(inbox.read, 99) is None


def test_what_is_done_goes_in_the_same_step_or_by_itself(db: Database) -> None:
    db.transact(inbox.keep, [said(number) for number in range(5)], (), MONDAY)
    db.transact(inbox.keep, [said(5)], {0, 1, 77}, MONDAY)
    assert [number for number, _ in db.transact(inbox.waiting)] == [2, 3, 4, 5]
    db.transact(inbox.let_go, {2, 3})
    db.transact(inbox.let_go, ())
    assert [number for number, _ in db.transact(inbox.waiting)] == [4, 5]
    db.transact(inbox.keep, [], {4}, MONDAY)
    assert [number for number, _ in db.transact(inbox.waiting)] == [5]


def test_who_is_erased_leaves_nothing_but_the_update_that_asks_for_it(db: Database) -> None:
    db.transact(inbox.keep, [said(1), said(2), said(3), said(4, BRUNO)], (), MONDAY)
    assert db.transact(patients.erase, ANNA, 2) is True
    assert db.transact(inbox.waiting) == [(2, ANNA), (4, BRUNO)]
    assert db.transact(patients.erase, ANNA) is False
    assert db.transact(inbox.waiting) == [(4, BRUNO)]
    db.transact(patients.erase_everybody)
    assert db.transact(inbox.waiting) == []


def test_an_update_that_begins_a_dialogue_and_comes_again_finds_it_as_it_was(db: Database) -> None:
    begun = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7)
    kept = db.transact(drafts.keep, begun, (("medicine", "Methylcobalamin"),), MONDAY, 8)
    assert db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7) == kept
    assert isinstance(kept, Draft)
    anew = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 9)
    assert (anew.answers, anew.revision > kept.revision) == ((), True)
