"""Row 1: reminders that never come, or come twice, after trouble."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.bench import seed
from tests.bench.counting import lost, repeated
from tests.bench.report import Row
from tests.bench.stage import Child, Stage, Telegram

# SOME are few enough for the usual way to look at them all within the second after which it drops them
FEW, SOME, CROWD = 200, 90, 10_000
DOWN, STALL = 600.0, 1.5
# so long a program takes to start, at the most
STARTING = 12.0
# a message that may have arrived is repeated after two minutes at the most
PATIENCE = 130.0
AT_ONCE = 3


@dataclass(frozen=True)
class Fate:
    """Of so many reminders: never sent, sent again, and refused with 429 on the way."""

    of: int
    lost: int
    repeats: int
    refused: int = 0

    def told(self) -> str:
        """For the table."""
        again = f", {self.repeats} repeated" if self.repeats else ""
        refused = f", {self.refused} x 429" if self.refused else ""
        return f"{self.lost / self.of:.0%} lost ({self.lost:,} of {self.of:,}){again}{refused}"


async def measure(stage: Stage) -> AsyncIterator[Row]:
    """Each trouble for the usual way and for ours; all that counts here is counts, so a few run at a time."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(scenario: Callable[[Stage], Awaitable[Fate]]) -> Fate:
        async with turns:
            return await scenario(stage)

    scenarios = (usual_kill, our_kill, usual_down, our_down, usual_stall, our_stall, usual_429, our_429, usual_crowd)
    fates = await asyncio.gather(*(one(scenario) for scenario in scenarios))
    found = dict(zip(scenarios, fates, strict=True))
    crowd = found[usual_crowd]
    yield _row("1a", "reminders lost: off for 10 min", found[usual_down], found[our_down])
    yield _row("1b", f"lost: the event loop stalls {STALL} s at the due time", found[usual_stall], found[our_stall])
    yield _row(
        "1c",
        "lost: kill -9 half-way, started again (the usual way with misfire_grace_time=None)",
        found[usual_kill],
        found[our_kill],
        repeats=3,
    )
    yield Row("1d", f"lost: {CROWD:,} due in one second", crowd.told(), "see 8b", "0 lost", None)
    yield _row("1e", "lost: 429 on a strict server that also floods once", found[usual_429], found[our_429])


def _row(number: str, what: str, usual: Fate, ours: Fate, repeats: int = 0) -> Row:
    goal = "0 lost" + (f", at most {repeats} repeated" if repeats else "")
    return Row(number, what, usual.told(), ours.told(), goal, ours.lost == 0 and ours.repeats <= repeats)


async def _fate(telegram: Telegram, chats: range, patience: float, still: float = 2.0) -> Fate:
    """Wait until each has a message, or nothing moves any more, or patience is over."""
    await telegram.until(lambda counts: counts["messages"] >= len(chats), patience)
    await telegram.quiet(10, still)
    calls, _ = await telegram.seen()
    refused = sum(1 for call in calls if call.status == 429)
    return Fate(len(chats), lost(calls, chats), repeated(calls, chats), refused)


async def usual_down(stage: Stage) -> Fate:
    """Its jobs are kept in SQLite and were due while it was off."""
    telegram = await stage.telegram()
    store = seed.url_of(stage.file("jobs.db"))
    await stage.program("usual", api_url=telegram.url, jobs=FEW, due_in=-DOWN / 2, rate=30, store=store)
    return await _fate(telegram, range(FEW), patience=5)


async def usual_stall(stage: Stage) -> Fate:
    """A handler that blocks, a slow disk, a laptop's lid."""
    telegram = await stage.telegram()
    child, due = await _usual(stage, telegram, jobs=FEW, due_in=3.0)
    await _stall(child, due)
    return await _fate(telegram, range(FEW), patience=5)


async def usual_kill(stage: Stage) -> Fate:
    """Its jobs are kept in SQLite; all are due at once, half are sent, and it starts again."""
    telegram = await stage.telegram()
    store = seed.url_of(stage.file("jobs.db"))
    child, _ = await _usual(stage, telegram, jobs=SOME, due_in=8.0, store=store, grace=True)
    await telegram.until(lambda counts: counts["messages"] >= SOME // 2, 30, every=0.01)
    await child.kill()
    await _usual(stage, telegram, jobs=0, store=store)
    return await _fate(telegram, range(SOME), patience=5)


async def usual_429(stage: Stage) -> Fate:
    """AIORateLimiter as it comes."""
    telegram = await stage.telegram(strict=True, flood_after=50)
    await _usual(stage, telegram, jobs=FEW, due_in=2.0)
    return await _fate(telegram, range(FEW), patience=15)


async def usual_crowd(stage: Stage) -> Fate:
    """A job a reminder, all of 09:00."""
    telegram = await stage.telegram()
    child, due = await _usual(stage, telegram, jobs=CROWD, due_in=12.0)
    await child.gauges()
    await _until(due)
    return await _fate(telegram, range(CROWD), patience=12)


async def our_down(stage: Stage) -> Fate:
    """Due while it was off."""
    telegram = await stage.telegram()
    chats, _ = await _ours(stage, telegram, FEW, -DOWN / 2)
    return await _fate(telegram, chats, PATIENCE)


async def our_stall(stage: Stage) -> Fate:
    """The same stall, in our own event loop."""
    telegram = await stage.telegram()
    due = asyncio.get_running_loop().time() + STARTING
    chats, child = await _ours(stage, telegram, FEW, STARTING)
    await _stall(child, due)
    return await _fate(telegram, chats, PATIENCE)


async def our_kill(stage: Stage) -> Fate:
    """Killed half-way through, and started again on the same file."""
    telegram = await stage.telegram()
    file = stage.file("ours.db")
    chats = seed.reminders(file, SOME, datetime.now(UTC))
    child = await stage.program("ours", api_url=telegram.url, database=seed.url_of(file))
    await telegram.until(lambda counts: counts["messages"] >= SOME // 2, 60, every=0.01)
    await child.kill()
    await stage.program("ours", api_url=telegram.url, database=seed.url_of(file))
    return await _fate(telegram, chats, PATIENCE, still=4)


async def our_429(stage: Stage) -> Fate:
    """A strict server; and a flood wait in the middle that is no fault of ours."""
    telegram = await stage.telegram(strict=True, flood_after=50)
    chats, _ = await _ours(stage, telegram, FEW, 0)
    return await _fate(telegram, chats, PATIENCE)


async def _usual(stage: Stage, telegram: Telegram, **more: object) -> tuple[Child, float]:
    child = await stage.program("usual", api_url=telegram.url, rate=30, **more)
    return child, float(child.began["due"])


async def _ours(stage: Stage, telegram: Telegram, patients: int, due_in: float) -> tuple[range, Child]:
    file = stage.file("ours.db")
    chats = seed.reminders(file, patients, datetime.now(UTC) + timedelta(seconds=due_in))
    return chats, await stage.program("ours", api_url=telegram.url, database=seed.url_of(file))


async def _stall(child: Child, due: float) -> None:
    await _until(due - 0.1)
    child.order(f"stall {STALL}")
    await asyncio.sleep(STALL)


async def _until(instant: float) -> None:
    """Wait until an instant of the machine's monotonic clock."""
    await asyncio.sleep(max(instant - asyncio.get_running_loop().time(), 0))
