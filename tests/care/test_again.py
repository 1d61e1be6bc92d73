"""The schedule that ended last, and a dialogue that begins with answers."""

from bot.care import drafts, regimens
from bot.care.regimens import Entered
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO, DAY, plan
from tests.cast import MONDAY


def test_the_schedule_that_ended_last_is_known_while_none_is_in_force(db: Database) -> None:
    assert db.transact(regimens.ended_last, ANNA, MONDAY) is None
    first = db.transact(regimens.enter, ANNA, Entered(plan()), MONDAY)
    second = db.transact(regimens.enter, ANNA, Entered(plan(14), day_before=True), MONDAY)
    db.transact(regimens.end, ANNA, second.version, MONDAY)
    assert db.transact(regimens.ended_last, ANNA, MONDAY) is None, "the other goes on"
    db.transact(regimens.end, ANNA, first.version, MONDAY + DAY)
    last = db.transact(regimens.ended_last, ANNA, MONDAY + DAY)
    assert last is not None
    assert (last.version, last.regimen) == (first.version, plan())
    assert db.transact(regimens.ended_last, BRUNO, MONDAY + DAY) is None


def test_a_dialogue_can_begin_with_answers(db: Database) -> None:
    begun = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7, (("medicine", "B12"),))
    assert begun.answers == (("medicine", "B12"),)
    assert db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7) == begun, "the same update begins nothing new"
