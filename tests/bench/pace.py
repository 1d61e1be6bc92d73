"""Row 2: how many messages go out in any one second, what a strict server says to it, and how long they take."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.bench import hurry, seed
from tests.bench.counting import busiest, lost
from tests.bench.report import Row
from tests.bench.stage import Stage, Telegram

MANY, CROWD = 1_000, 10_000
USUAL_RATE, OUR_RATE = 30.0, 28.0
GOAL, SLACK = 30, 1.05


@dataclass(frozen=True)
class Flow:
    """Messages in the busiest second, answers 429, seconds from the first to the last, messages never sent."""

    busiest: int
    refused: int
    took: float
    lost: int


async def measure(stage: Stage) -> AsyncIterator[Row]:
    """The usual way on a server that takes everything, and on a strict one; ours on a strict one."""
    easy, usual, ours = await asyncio.gather(_usual(stage, strict=False), _usual(stage, strict=True), _ours(stage))
    ideal_usual, ideal = MANY / USUAL_RATE, MANY / OUR_RATE
    yield Row(
        "2a",
        f"most messages in any one second, {MANY:,} due at once",
        f"{easy.busiest} at 30/s",
        f"{ours.busiest} at {OUR_RATE:.0f}/s",
        f"at most {GOAL}",
        ours.busiest <= GOAL,
    )
    yield Row(
        "2b",
        "429 on a strict server, and what is lost by them",
        f"{usual.refused:,} x 429, {usual.lost:,} of {MANY:,} lost",
        f"{ours.refused:,} x 429, {ours.lost:,} of {MANY:,} lost",
        "no 429",
        ours.refused == 0 and ours.lost == 0,
    )
    yield Row(
        "2c",
        f"{MANY:,} sent, against the set rate",
        f"{easy.took:.1f} s = {easy.took / ideal_usual:.3f} x",
        f"{ours.took:.1f} s = {ours.took / ideal:.3f} x",
        f"within {SLACK} x",
        ours.took <= SLACK * ideal,
    )

    left = await hurry.times(CROWD, OUR_RATE)
    took, ideal = max(left), CROWD / OUR_RATE
    yield Row(
        "2d",
        f"{CROWD:,} sent: the pace alone, on a clock that jumps",
        "",
        f"{took:.1f} s = {took / ideal:.3f} x, {busiest(left)} in any one second",
        f"within {SLACK} x",
        took <= SLACK * ideal and busiest(left) <= GOAL,
    )


async def _usual(stage: Stage, strict: bool) -> Flow:
    telegram = await stage.telegram(strict=strict)
    await stage.program("usual", api_url=telegram.url, rate=USUAL_RATE, jobs=MANY, due_in=3.0, grace=True)
    return await _flow(telegram, range(MANY))


async def _ours(stage: Stage) -> Flow:
    telegram = await stage.telegram(strict=True)
    file = stage.file("ours.db")
    chats = seed.reminders(file, MANY, datetime.now(UTC) + timedelta(seconds=6))
    await stage.program("ours", api_url=telegram.url, database=seed.url_of(file))
    return await _flow(telegram, chats)


async def _flow(telegram: Telegram, chats: range) -> Flow:
    await telegram.until(lambda counts: counts["messages"] >= len(chats), 1.3 * MANY / OUR_RATE)
    await telegram.quiet(20)
    calls, _ = await telegram.seen()
    tries = [call for call in calls if call.is_message]
    times = [call.at for call in tries] or [0.0]
    refused = sum(1 for call in tries if call.status == 429)
    return Flow(busiest(times), refused, max(times) - min(times), lost(calls, chats))
