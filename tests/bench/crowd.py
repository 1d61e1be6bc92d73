"""Rows 1d, 4 and 8: ten thousand reminders due in one second."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from tests.bench import seed
from tests.bench.counting import Call, lost, repeated
from tests.bench.report import Row
from tests.bench.stage import Child, Json, Stage, Telegram

CROWD, FEW = 10_000, 3_000
FAST = 300
STARTING = 10.0
FIRST_GOAL, STALL_GOAL = 0.1, 0.02
CPU_GOAL = 1.0
WATCHED = 5.0


async def measure(stage: Stage) -> AsyncIterator[Row]:
    """First how soon and how smoothly, then how much work, each with nothing else running."""
    usual_first, usual_stall = await _usual_first(stage)
    first, stall = await _our_first(stage)
    yield Row(
        "4a",
        f"first reminder after the due second, {CROWD:,} due",
        f"{usual_first:.2f} s (with misfire_grace_time=None, else never)",
        f"{first * 1000:.0f} ms",
        f"{FIRST_GOAL * 1000:.0f} ms",
        first <= FIRST_GOAL,
        usual_first / first,
    )
    yield Row(
        "4b",
        f"longest stall of the event loop, {CROWD:,} due",
        f"{usual_stall * 1000:,.0f} ms",
        f"{stall * 1000:.0f} ms",
        f"{STALL_GOAL * 1000:.0f} ms",
        stall <= STALL_GOAL,
        usual_stall / stall,
    )
    async for row in _work(stage):
        yield row


async def _work(stage: Stage) -> AsyncIterator[Row]:
    usual_cpu = await _usual_cpu(stage)
    cpu, never, again, took = await _our_cpu(stage)
    yield Row(
        "8a",
        f"CPU a reminder: claimed, worded, sent, marked, at {FAST}/s",
        f"{usual_cpu:.2f} ms ({FEW:,} sent; nothing marked)",
        f"{cpu:.2f} ms ({CROWD:,} sent)",
        f"{CPU_GOAL} ms",
        cpu <= CPU_GOAL,
        usual_cpu / cpu,
    )
    yield Row(
        "8b",
        f"lost: {CROWD:,} due in one second, at {FAST}/s",
        "see 1d",
        f"{never / CROWD:.0%} lost ({never:,} of {CROWD:,}), {again:,} repeated, {took:.1f} s",
        "0 lost",
        never == 0,
    )


async def _usual_first(stage: Stage) -> tuple[float, float]:
    telegram = await stage.telegram()
    more = {"jobs": CROWD, "due_in": STARTING, "rate": 30, "grace": True, "ticking": True}
    child = await stage.program("usual", api_url=telegram.url, **more)
    due = float(child.began["due"])
    await _until(due - 0.2)
    await child.gauges()
    await _until(due)
    # with its loop held up, it cannot be asked before it is done with the worst
    told = await _watched(telegram, child)
    calls, _ = await telegram.seen()
    await child.kill()
    return _first(calls) - due, float(told["stall"])


async def _our_first(stage: Stage) -> tuple[float, float]:
    telegram = await stage.telegram()
    file = stage.file("ours.db")
    due = asyncio.get_running_loop().time() + STARTING
    seed.reminders(file, CROWD, datetime.now(UTC) + timedelta(seconds=due - asyncio.get_running_loop().time()))
    child = await stage.program("ours", api_url=telegram.url, database=seed.url_of(file), ticking=True)
    await _until(due - 0.2)
    await child.gauges()
    await _until(due)
    told = await _watched(telegram, child)
    calls, _ = await telegram.seen()
    await child.stop()
    return _first(calls) - due, float(told["stall"])


async def _usual_cpu(stage: Stage) -> float:
    telegram = await stage.telegram()
    more = {"jobs": FEW, "due_in": 6.0, "rate": FAST, "spread": FAST}
    child = await stage.program("usual", api_url=telegram.url, **more)
    await _until(float(child.began["due"]) - 0.5)
    before = await child.gauges()
    await telegram.until(lambda counts: counts["messages"] >= FEW, 4 * FEW / FAST)
    after = await child.gauges()
    calls, _ = await telegram.seen()
    await child.kill()
    return _milliseconds(before, after, calls)


async def _our_cpu(stage: Stage) -> tuple[float, int, int, float]:
    """CPU milliseconds a reminder; how many were lost and repeated; seconds from the first to the last."""
    telegram = await stage.telegram()
    file = stage.file("ours.db")
    due = asyncio.get_running_loop().time() + STARTING
    chats = seed.reminders(file, CROWD, datetime.now(UTC) + timedelta(seconds=STARTING))
    child = await stage.program("ours", api_url=telegram.url, database=seed.url_of(file), rate=FAST)
    await _until(due - 0.5)
    before = await child.gauges()
    await telegram.until(lambda counts: counts["messages"] >= CROWD, 2 * CROWD / FAST)
    await telegram.quiet(4, still=1.0)
    after = await child.gauges()
    calls, _ = await telegram.seen()
    await child.stop()
    times = [call.at for call in calls if call.delivered]
    return _milliseconds(before, after, calls), lost(calls, chats), repeated(calls, chats), max(times) - min(times)


async def _watched(telegram: Telegram, child: Child) -> Json:
    """What the gauges say once messages have gone out for a while."""
    await telegram.until(lambda counts: counts["messages"] > 0, 30, every=0.05)
    await asyncio.sleep(WATCHED)
    return await child.gauges()


def _first(calls: list[Call]) -> float:
    return min((call.at for call in calls if call.is_message), default=float("inf"))


def _milliseconds(before: Json, after: Json, calls: list[Call]) -> float:
    sent = sum(1 for call in calls if call.delivered)
    return 1000 * (float(after["cpu"]) - float(before["cpu"])) / max(sent, 1)


async def _until(instant: float) -> None:
    await asyncio.sleep(max(instant - asyncio.get_running_loop().time(), 0))
