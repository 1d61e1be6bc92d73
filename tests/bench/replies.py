"""Row 3: how long somebody waits for an answer while thousands of reminders are in line."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from tests.bench import seed
from tests.bench.counting import Call, percentile
from tests.bench.report import Row
from tests.bench.stage import Stage

QUEUED, MORE = 3_000, 10_000
ROUND_TRIP = 0.05
GOAL = 0.05
# so many people each ask once, one after the other
PEOPLE, EVERY = 160, 0.25
USUAL_PEOPLE = 20
SETTLED = 4.0


async def measure(stage: Stage) -> AsyncIterator[Row]:
    """The usual way takes as long as its queue does: it was begun in the background, and ours waits for its end."""
    usual: list[float] = await stage.begun["replies"]
    ours = await _ours(stage)
    yield _row("3a", 0.5, "half of the replies", usual, ours)
    yield _row("3b", 0.99, "99 % of the replies", usual, ours)


def _row(number: str, share: float, what: str, usual: Sequence[float], ours: Sequence[float]) -> Row:
    slow, quick = percentile(usual, share), percentile(ours, share)
    return Row(
        number,
        f"{what}, beyond the round trip, while reminders are in line",
        f"{slow:.1f} s ({QUEUED:,} in line)",
        f"{quick * 1000:.0f} ms ({MORE:,} in line)",
        f"p99 within {GOAL * 1000:.0f} ms",
        quick <= GOAL if share == 0.99 else None,
        slow / max(quick, 0.001),
        why=f"{len(usual)} and {len(ours)} replies",
    )


async def usual(stage: Stage) -> list[float]:
    """How long people wait for the usual way's replies, in seconds; nothing here needs a quiet machine."""
    telegram = await stage.telegram(round_trip=ROUND_TRIP)
    child = await stage.program("usual", api_url=telegram.url, rate=30, jobs=QUEUED, due_in=6.0, grace=True)
    await asyncio.sleep(max(float(child.began["due"]) - asyncio.get_running_loop().time(), 0) + SETTLED)
    people = range(QUEUED, QUEUED + USUAL_PEOPLE)
    await telegram.says([{"after": n * EVERY, "chat": chat, "text": "hello"} for n, chat in enumerate(people)])
    await telegram.until(lambda counts: counts["messages"] >= QUEUED + USUAL_PEOPLE, 1.2 * QUEUED / 30)
    return waits(*await telegram.seen(), asyncio.get_running_loop().time())


async def _ours(stage: Stage) -> list[float]:
    telegram = await stage.telegram(round_trip=ROUND_TRIP, strict=True)
    file = stage.file("ours.db")
    seed.reminders(file, MORE, datetime.now(UTC), PEOPLE)
    await stage.program("ours", api_url=telegram.url, database=seed.url_of(file))
    await telegram.until(lambda counts: counts["messages"] >= 30, 60)
    await asyncio.sleep(SETTLED)
    people = seed.chatters(MORE, PEOPLE)
    await telegram.says([{"after": n * EVERY, "chat": chat, "text": "/today"} for n, chat in enumerate(people)])
    await asyncio.sleep(PEOPLE * EVERY)
    await telegram.quiet(2, still=1.0)
    return waits(*await telegram.seen(), asyncio.get_running_loop().time())


def waits(calls: Sequence[Call], born: Sequence[tuple[int, float]], now: float) -> list[float]:
    """Of each who spoke, seconds until they had an answer, less the round trip; who has none yet waits until now."""
    answered: dict[int, float] = {}
    spoke = dict(born)
    for call in calls:
        if call.delivered and call.chat in spoke and call.at >= spoke[call.chat]:
            answered.setdefault(call.chat, call.at)
    return [answered.get(chat, now) - at - ROUND_TRIP for chat, at in born]
