"""Updates are kept until they are done: through kills, hung handlers, floods, and without a database."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update

from bot.care.door import Unavailable
from bot.sandbox import Sandbox
from bot.storage.engine import Database
from tests.polled import ANNA, BRUNO, listening, nothing, poller_of, rows, run_until, words
from tests.polled import db as db
from tests.polled import sandbox as sandbox


async def hangs_at_one(update: Update) -> None:
    """A handler that never comes back from "one"."""
    if words(update) == "one":
        await asyncio.Event().wait()


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


async def killed(polling: Any, when: Callable[[], bool]) -> None:
    """Let it poll until then, and stop it without a word."""
    task = asyncio.create_task(polling.run())
    await until(when)
    task.cancel()
    await asyncio.wait([task])


async def test_what_was_not_done_when_the_program_died_is_done_first_after_the_next_start(
    sandbox: Sandbox, db: Database
) -> None:
    for chat, text in ((ANNA, "one"), (ANNA, "two"), (BRUNO, "three")):
        sandbox.say(chat, text)
    await killed(poller_of(sandbox, db, hangs_at_one), lambda: sandbox.world.updates.count() == 0)
    sandbox.say(ANNA, "four")
    heard: list[str] = []
    again = poller_of(sandbox, db, listening(heard))
    await again.catch_up()
    assert [text for text in heard if text != "three"] == ["one", "two", "four"]
    await again.finish(0)


async def test_what_was_done_before_a_polite_stop_does_not_come_again(sandbox: Sandbox, db: Database) -> None:
    heard: list[str] = []

    async def handle(update: Update) -> None:
        heard.append(words(update))
        await hangs_at_one(update)

    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    await run_until(poller_of(sandbox, db, handle), lambda: len(heard) == 2)
    await run_until(poller_of(sandbox, db, listening(heard)), lambda: len(heard) == 3)
    assert heard == ["one", "two", "one"]


async def test_a_flood_in_one_chat_delays_nobody_else(sandbox: Sandbox, db: Database) -> None:
    for number in range(1000):
        sandbox.say(ANNA, f"a{number}")
    sandbox.say(BRUNO, "b")
    heard: list[str] = []

    async def handle(update: Update) -> None:
        await asyncio.sleep(0.01)
        heard.append(words(update))

    # fewer in memory than wait, so that most are read from the inbox when their turn comes
    await run_until(poller_of(sandbox, db, handle, at_once=2, held=10), lambda: "b" in heard and len(heard) > 30)
    ahead = heard.index("b")
    assert ahead < 300, "fetching alone takes ten polls; Anna's turns go on meanwhile"
    assert [text for text in heard if text != "b"] == [f"a{number}" for number in range(len(heard) - 1)]


async def test_a_handler_that_hangs_holds_up_only_its_chat_and_only_for_a_while(sandbox: Sandbox, db: Database) -> None:
    heard: list[str] = []

    async def handle(update: Update) -> None:
        await hangs_at_one(update)
        heard.append(words(update))

    sandbox.say(ANNA, "one")
    for number in range(150):
        sandbox.say(ANNA, f"a{number}")
    sandbox.say(BRUNO, "b")
    await run_until(poller_of(sandbox, db, handle, patience=0.5), lambda: len(heard) == 151)
    assert heard[0] == "b", "more than Telegram hands out at a time waited before it"
    assert "one" not in heard


async def test_what_hangs_at_the_start_does_not_hold_up_the_start_for_ever(sandbox: Sandbox, db: Database) -> None:
    sandbox.say(ANNA, "one")
    polling = poller_of(sandbox, db, hangs_at_one, patience=0.2)
    async with asyncio.timeout(5):
        await polling.catch_up()
    await polling.finish(0)


async def test_what_is_done_leaves_the_inbox_within_a_second_though_nothing_new_comes(
    sandbox: Sandbox, db: Database
) -> None:
    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    polling = poller_of(sandbox, db, hangs_at_one)
    task = asyncio.create_task(polling.run())
    await until(lambda: rows(db) == [ANNA, BRUNO])
    await until(lambda: rows(db) == [ANNA], seconds=1)
    task.cancel()
    await asyncio.wait([task])
    await polling.finish(0)
    assert rows(db) == [ANNA]


async def test_an_update_that_was_erased_while_it_waited_is_passed_over(sandbox: Sandbox, db: Database) -> None:
    for number in range(3):
        sandbox.say(ANNA, f"a{number}")
    heard: list[str] = []

    async def handle(update: Update) -> None:
        heard.append(words(update))
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM inbox")

    await poller_of(sandbox, db, handle, held=1).catch_up()
    assert heard == ["a0"]


class Broken:
    """A door to a database that fails as often as it is told to."""

    def __init__(self, db: Database, times: float = float("inf")) -> None:
        self.db, self.times = db, times

    async def run(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        self.times -= 1
        if self.times >= 0:
            raise Unavailable("gone")
        return await self.db.run(act, *args, **kwargs)


async def test_without_a_database_updates_are_answered_and_confirmed_when_they_are_done(
    sandbox: Sandbox, db: Database
) -> None:
    heard: list[str] = []
    go_on = asyncio.Event()

    async def handle(update: Update) -> None:
        if words(update) == "one":
            await go_on.wait()
        heard.append(words(update))

    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    task = asyncio.create_task((polling := poller_of(sandbox, Broken(db), handle)).run())
    await until(lambda: heard == ["two"])
    await asyncio.sleep(0.1)
    assert sandbox.world.updates.count() == 2, "Telegram keeps what nobody else does"
    go_on.set()
    await until(lambda: sandbox.world.updates.count() == 0)
    assert heard == ["two", "one"]
    task.cancel()
    await asyncio.wait([task])
    await polling.finish(0)


@pytest.mark.parametrize("failures", [1, 2, 3])
async def test_a_database_that_comes_back_takes_over_what_memory_held(
    sandbox: Sandbox, db: Database, failures: int
) -> None:
    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    await killed(poller_of(sandbox, db, hangs_at_one), lambda: sandbox.world.updates.count() == 0)
    heard: list[str] = []

    async def handle(update: Update) -> None:
        await hangs_at_one(update)
        heard.append(words(update))

    sandbox.say(BRUNO, "three")
    polling = poller_of(sandbox, Broken(db, failures), handle)
    task = asyncio.create_task(polling.run())
    await until(lambda: "three" in heard and sandbox.world.updates.count() == 0 and rows(db) == [ANNA])
    task.cancel()
    await asyncio.wait([task])
    await polling.finish(0)


async def test_a_stop_without_a_database_is_no_trouble(sandbox: Sandbox, db: Database) -> None:
    sandbox.say(ANNA, "one")
    await run_until(poller_of(sandbox, Broken(db), nothing), lambda: sandbox.world.updates.count() == 0)
