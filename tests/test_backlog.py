"""The first moments of a start with many reminders in line: people are answered meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.inprocess import InProcess
from tests.bench import seed
from tests.cast import SHARED

WAITING = 120


async def test_whoever_writes_while_a_backlog_goes_out_is_answered_before_its_end(tmp_path: Path) -> None:
    chats = seed.reminders(tmp_path / "bot.db", WAITING, datetime.now(UTC) - timedelta(minutes=5))
    sandbox = Sandbox(Clock())
    for chat in chats:
        # a bot may only write to people who have written before
        sandbox.say(chat, "hello")
    sandbox.take_updates()
    url = seed.url_of(tmp_path / "bot.db")

    def reminded() -> int:
        return sum(1 for chat in chats if sandbox.sent_to(chat))

    async with (
        asyncio.timeout(60),
        app.open_program(url, "1:sandbox", Clock(), InProcess(sandbox), shared=SHARED, pace=10) as program,
    ):
        running = asyncio.create_task(app.run(program))
        await until(reminded)
        sandbox.say(7, "/start")
        await until(lambda: sandbox.sent_to(7))
        assert reminded() < WAITING, "at ten a second the whole line takes twelve seconds"
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    sandbox.close()


async def until(condition: Callable[[], object]) -> None:
    """Wait for it; the test's own timeout ends that."""
    for _ in range(6000):
        if condition():
            return
        await asyncio.sleep(0.01)
