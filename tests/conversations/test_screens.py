"""Which message shows a dialogue's question: known at once, written soon, and never a reason to wait."""

import asyncio
from typing import Any

from bot.care import drafts
from bot.care.door import Unavailable
from bot.storage.engine import Database
from conversations.screens import Screens
from tests.care.conftest import db as db
from tests.care.given import ANNA, BRUNO
from tests.cast import MONDAY, Person


class Counting:
    """A door that counts, and can be shut."""

    def __init__(self, db: Database) -> None:
        self.db, self.turns, self.shut = db, 0, False

    async def run(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        self.turns += 1
        if self.shut:
            raise Unavailable("gone")
        return await self.db.run(act, *args, **kwargs)


def in_database(db: Database, chat: int) -> int | None:
    draft = db.transact(drafts.unfinished, chat, "schedule")
    assert draft is not None
    return draft.message_id


async def test_what_is_noted_is_known_at_once_and_written_in_one_turn_for_many(db: Database) -> None:
    door = Counting(db)
    screens = Screens(door, within=0.02)
    anna, bruno = (db.transact(drafts.begin, chat, "schedule", {}, MONDAY) for chat in (ANNA, BRUNO))
    assert screens.message_of(anna) is None
    for draft, message in ((anna, 4), (bruno, 5), (anna, 6)):
        screens.note(draft, message)
    assert (screens.message_of(anna), in_database(db, ANNA)) == (6, None)
    async with asyncio.timeout(5):
        while in_database(db, ANNA) is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert (in_database(db, ANNA), in_database(db, BRUNO), door.turns) == (6, 5, 1)
    await screens.aclose()


async def test_a_stop_writes_what_is_noted_where_it_can(db: Database) -> None:
    door = Counting(db)
    anna = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    screens = Screens(door)
    screens.note(anna, 4)
    door.shut = True
    await screens.aclose()
    assert (screens.message_of(anna), in_database(db, ANNA)) == (4, None)
    door.shut = False
    await screens.aclose()
    assert in_database(db, ANNA) == 4


async def test_a_message_of_a_question_that_was_answered_meanwhile_is_not_taken_for_the_next(db: Database) -> None:
    anna = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY)
    screens = Screens(db)
    screens.note(anna, 4)
    db.transact(drafts.keep, anna, (("medicine", "B12"),), MONDAY, 7)
    await screens.aclose()
    assert in_database(db, ANNA) is None


async def test_a_question_that_is_answered_in_words_loses_its_buttons(anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    question = anna.heard[-1]["message_id"]
    await anna.says("Methylcobalamin")
    (shown,) = [message for message in anna.heard if message["message_id"] == question]
    assert not shown["buttons"]
