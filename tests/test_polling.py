"""Polling: each chat in order, chats side by side, and nothing confirmed before it is done."""

import asyncio

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.client import Client, Json
from bot.clock import Clock
from bot.polling import Poller, Taken
from bot.sandbox import InProcess, Sandbox
from bot.storage.engine import Database
from tests.polled import ANNA, BRUNO, nothing, poller_of, run_until, words
from tests.polled import db as db
from tests.polled import sandbox as sandbox


async def test_each_chats_updates_keep_their_order_while_chats_run_side_by_side(sandbox: Sandbox, db: Database) -> None:
    for number in range(5):
        sandbox.say(ANNA, f"a{number}")
        sandbox.say(BRUNO, f"b{number}")
    heard: list[str] = []
    held = asyncio.Event()

    async def handle(update: Update) -> None:
        text = words(update)
        if text == "a0":
            await held.wait()
        heard.append(text)
        if text == "b4":
            held.set()

    await run_until(poller_of(sandbox, db, handle), lambda: len(heard) == 10)
    assert [text for text in heard if text[0] == "a"] == ["a0", "a1", "a2", "a3", "a4"]
    assert heard[:5] == ["b0", "b1", "b2", "b3", "b4"], "Bruno never waits for Anna"


async def test_an_update_that_fails_is_over_and_the_next_one_comes(sandbox: Sandbox, db: Database) -> None:
    heard: list[int] = []

    async def handle(update: Update) -> None:
        heard.append(update.update_id)
        raise RuntimeError("a bug")

    sandbox.say(ANNA, "one")
    sandbox.say(ANNA, "two")
    await run_until(poller_of(sandbox, db, handle), lambda: len(heard) == 2)
    assert len(set(heard)) == 2


@pytest.mark.parametrize("fault", ["500", "502", "429", "cut_before", "cut_after"])
async def test_trouble_on_the_way_is_waited_out(sandbox: Sandbox, db: Database, fault: str) -> None:
    heard: list[int] = []

    async def handle(update: Update) -> None:
        heard.append(update.update_id)

    sandbox.say(ANNA, "one")
    sandbox.fail("getUpdates", fault, times=2, retry_after=1)
    await run_until(poller_of(sandbox, db, handle), lambda: len(heard) == 1)


class RevokedBot(Client):
    """A bot whose token was revoked while it ran."""

    async def fetch(self, *_: object, **__: object) -> list[Json]:
        raise InvalidToken


async def test_a_token_that_was_revoked_is_not_waited_out(sandbox: Sandbox, db: Database) -> None:
    with pytest.raises(InvalidToken):
        await Poller(RevokedBot("1:right", request=InProcess(sandbox)), nothing, db, Clock()).run()


async def test_of_two_programs_the_newcomer_gives_way(sandbox: Sandbox, db: Database) -> None:
    first = asyncio.create_task(poller_of(sandbox, db, nothing, newcomer=0.0).run())
    await asyncio.sleep(0.05)
    second = asyncio.create_task(poller_of(sandbox, db, nothing).run())
    done, _ = await asyncio.wait([first, second], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    assert done == {second}
    assert isinstance(second.exception(), Taken)
    first.cancel()
    await asyncio.wait([first])


async def test_what_waits_at_the_start_is_done_before_anything_else(sandbox: Sandbox, db: Database) -> None:
    heard: list[str] = []

    async def handle(update: Update) -> None:
        await asyncio.sleep(0.2)
        heard.append(words(update))

    for text in ("one", "two"):
        sandbox.say(ANNA, text)
    sandbox.say(BRUNO, "three")
    await poller_of(sandbox, db, handle).catch_up()
    assert sorted(heard) == ["one", "three", "two"]


async def test_trouble_at_the_start_is_left_to_the_polling(sandbox: Sandbox, db: Database) -> None:
    async def handle(_update: Update) -> None:
        raise AssertionError("nothing comes")

    sandbox.fail("getUpdates", "502", times=1)
    await poller_of(sandbox, db, handle).catch_up()
