"""Row 7: how many taps a second are answered, and whether each typed answer reaches the question it is for."""

import json
import random
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.views.buttons import Begin, Take
from bot.views.codec import encode
from tests.bench import seed
from tests.bench.report import Row
from tests.bench.stage import Json, Stage, Telegram

ROUND_TRIP = 0.05
# a pace that holds nothing up: what is measured is the program, not the limit that Telegram sets
FREE = 2_000
TAPS, USUAL_TAPS, FEW_TAPS = 2_000, 750, 60
# so many taps come in a second: more at once makes the usual way's connection pool drop most of them
OFFERED_USUAL, OFFERED = 300, 600
PEOPLE = 200
GOAL = 400
# an answer follows the one before after so many seconds at the most, whether the question was seen or not
HASTE = 1.0
SEED = 7
USUAL_ANSWERS = 10
# what people type, the question it is for, and how that question keeps it
ANSWERS = (
    ("Methylcobalamin", "medicine", "Methylcobalamin"),
    ("Box of {}", "label", "Box of {}"),
    ("I do not have it here", "strength.kind0", "none"),
    ("Step by step", "written", "step"),
    ("1000 mcg", "dose1", "=1000 mcg"),
    ("yes", "dose1.check", "yes"),
    ("into the muscle", "route", "im"),
)


async def measure(stage: Stage) -> AsyncIterator[Row]:
    """Taps first, then answers; the usual way one by one and side by side, and ours."""
    one_by_one = await _usual_taps(stage, FEW_TAPS, concurrent=False)
    side_by_side = await _usual_taps(stage, USUAL_TAPS, concurrent=True)
    ours = await _our_taps(stage, rate=None)
    free = await _our_taps(stage, rate=FREE)
    yield Row(
        "7a",
        "button taps answered in a second, 50 ms round trip",
        f"{one_by_one:.1f} one by one, {side_by_side:.0f} side by side",
        f"{free:.0f} ({ours:.0f} at the pace of reminders)",
        f"{GOAL}",
        free >= GOAL,
        free / one_by_one,
    )
    wrong, of = await _usual_answers(stage)
    our_wrong, our_of = await _our_answers(stage)
    yield Row(
        "7b",
        f"typed answers that reach the wrong question, each 0 to {HASTE:.0f} s after the last",
        f"{wrong / of:.1%} side by side ({wrong:,} of {of:,})",
        f"{our_wrong / our_of:.1%} ({our_wrong:,} of {our_of:,})",
        "none",
        our_wrong == 0,
    )


async def _usual_taps(stage: Stage, count: int, concurrent: bool) -> float:
    telegram = await stage.telegram(round_trip=ROUND_TRIP)
    child = await stage.program("usual", api_url=telegram.url, concurrent=concurrent)
    told = [
        {"after": chat / OFFERED_USUAL, "chat": chat, "data": "Taken:1", "message_id": chat + 1}
        for chat in range(count)
    ]
    rate = await _rate(telegram, told)
    await child.kill()
    return rate


async def _our_taps(stage: Stage, rate: float | None) -> float:
    """Each patient taps Taken under a reminder of theirs; `rate` is the pace, our own where it is None."""
    count = FEW_TAPS if rate is None else TAPS
    telegram = await stage.telegram(round_trip=ROUND_TRIP)
    file = stage.file("ours.db")
    chats = seed.reminders(file, count, datetime.now(UTC) - timedelta(minutes=1), told=True)
    child = await stage.program("ours", api_url=telegram.url, database=seed.url_of(file), rate=rate)
    await telegram.quiet(20)
    told = [
        {"after": n / OFFERED, "chat": chat, "data": encode(Take(chat - seed.BASE)), "message_id": chat}
        for n, chat in enumerate(chats)
    ]
    answered = await _rate(telegram, told)
    await child.stop()
    return answered


async def _rate(telegram: Telegram, told: Sequence[Json]) -> float:
    """Taps a second, from the first tap to the last change of a card; of what was answered within half a minute."""
    await telegram.says(told)
    edits = len(told)
    before = (await telegram.count())["calls"]
    await telegram.until(lambda counts: counts["calls"] >= before + 2 * edits, 30)
    calls, born = await telegram.seen()
    changed = [call.at for call in calls if call.method == "editmessagetext" and call.status == 200]
    return len(changed) / (max(changed) - min(at for _, at in born)) if changed else 0.0


async def _usual_answers(stage: Stage) -> tuple[int, int]:
    telegram = await stage.telegram(round_trip=ROUND_TRIP)
    child = await stage.program("usual", api_url=telegram.url, concurrent=True)
    answers = [f"answer {number}" for number in range(USUAL_ANSWERS)]
    await telegram.says(list(_hasty(range(PEOPLE), {"text": "/start"}, [answers] * PEOPLE)))
    await _answered(telegram)
    wrong, of = (await child.gauges())["misrouted"]
    await child.kill()
    return wrong, of


async def _our_answers(stage: Stage) -> tuple[int, int]:
    telegram = await stage.telegram(round_trip=ROUND_TRIP)
    file = stage.file("ours.db")
    seed.reminders(file, 0, datetime.now(UTC), PEOPLE)
    people = seed.chatters(0, PEOPLE)
    child = await stage.program("ours", api_url=telegram.url, database=seed.url_of(file), rate=FREE)
    await telegram.quiet(20)
    typed = [[said.format(chat) for said, _, _ in ANSWERS] for chat in people]
    await telegram.says(list(_hasty(people, {"data": encode(Begin("schedule"))}, typed)))
    await _answered(telegram)
    await child.stop()
    return misrouted(file, people), len(ANSWERS) * PEOPLE


async def _answered(telegram: Telegram) -> None:
    await telegram.until(lambda counts: not counts["feeding"], USUAL_ANSWERS * HASTE + 10)
    # on a busy machine what was typed may wait for long, and would count as wrong
    await telegram.quiet(60)


def _hasty(chats: range, opening: Json, answers: Sequence[Sequence[str]]) -> Iterator[Json]:
    """Each opens the dialogue, waits two seconds, and then types one answer after the other."""
    dice = random.Random(SEED)
    for chat, texts in zip(chats, answers, strict=True):
        yield {"after": 0, "chat": chat, **opening}
        at = 2.0
        for text in texts:
            at += dice.uniform(0, HASTE)
            yield {"after": at, "chat": chat, "text": text}


def misrouted(file: Path, people: Sequence[int]) -> int:
    """How many of the people's answers our database does not hold under the question they were for."""
    with sqlite3.connect(file) as connection:
        kept = dict(connection.execute("SELECT chat, answers FROM draft WHERE script = 'schedule'").fetchall())
    wrong = 0
    for chat in people:
        found = dict(json.loads(kept.get(chat, "[]")))
        wrong += sum(found.get(name) != raw.format(chat) for _, name, raw in ANSWERS)
    return wrong
