"""What the tests of polling share: a poller over a Telegram in memory, and letting it run."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Update

from bot.care.door import Door
from bot.client import Client
from bot.clock import Clock
from bot.polling import Limits, Poller
from bot.sandbox import InProcess, Sandbox
from bot.storage.engine import Database
from bot.storage.migrate import upgrade

ANNA, BRUNO = 7, 8
Handle = Callable[[Update], Awaitable[None]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Telegram in memory."""
    telegram = Sandbox(Clock(), token="1:right")
    yield telegram
    telegram.end_waits()
    telegram.close()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A migrated database."""
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(database.engine)
    yield database
    database.close()


async def nothing(_update: Update) -> None:
    """A handler with nothing to do."""


def listening(heard: list[str]) -> Handle:
    """A handler that notes what was typed."""

    async def handle(update: Update) -> None:
        heard.append(words(update))

    return handle


def poller_of(sandbox: Sandbox, db: Door, handle: Handle, **limits: Any) -> Poller:
    """A poller that waits little after trouble."""
    bot = Client("1:right", request=InProcess(sandbox), get_updates_request=InProcess(sandbox))
    return Poller(bot, handle, db, Clock(), Limits(retry=0.01, **limits))


async def run_until(polling: Poller, done: Callable[[], bool]) -> None:
    """Let it poll until then."""
    task = asyncio.create_task(polling.run())
    async with asyncio.timeout(10):
        while not done() and not task.done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    if task.done():
        task.result()
    task.cancel()
    await asyncio.wait([task])
    await polling.finish(0)


def words(update: Update) -> str:
    """What was typed."""
    return str(update.effective_message and update.effective_message.text)


def rows(db: Database) -> list[int]:
    """The chats of all that is in the inbox, in order."""
    with db.engine.connect() as connection:
        return list(connection.execute(text("SELECT chat FROM inbox ORDER BY update_id")).scalars())
