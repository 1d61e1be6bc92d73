"""Our database without the rest, measured: its first look, claims and marks, and planning while people write."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import func, select

from bot import reminders
from bot.care import marks, outbox, patients
from bot.care.door import Session
from bot.care.messages import Result, Told
from bot.storage import claims
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow
from tests.bench import seed
from tests.bench.counting import percentile
from tests.bench.gauge import options, resident, tell

PAUSE = 0.005
# one chat of several, so that no row is written twice in a moment
WRITERS = 10


def look(told: dict[str, Any]) -> dict[str, Any]:
    """How long the first looks into a large file take, after a small one has loaded all code; and what stays of it."""
    times: dict[str, Any] = {}
    for name in ("small", "large"):
        before, began = resident(), time.perf_counter()
        database = Database(told[name])
        database.transact(outbox.next_due)
        times["next"] = time.perf_counter() - began
        assert database.transact(outbox.claim, "bench-1", datetime.now(UTC), reminders.AT_ONCE).outgoing
        times["claim"] = time.perf_counter() - began
        times["grown"] = resident() - before
        database.close()
    return times


def claim(told: dict[str, Any]) -> dict[str, Any]:
    """Claim all that is due and mark it: being sent, then sent; nothing is asked about what it says."""
    database = Database(told["file"])
    now, until, done, began = datetime.now(UTC), datetime.now(UTC) + outbox.LEASE, 0, time.perf_counter()
    while True:
        owner = f"bench-{done}"
        taken = database.transact(claims.claim, claims.Claim(owner, now, until), told["size"])
        if not taken:
            return {"rows": done, "seconds": time.perf_counter() - began}
        database.transact(claims.begin, owner, [one.nudge for one in taken], until)
        sent = [{"nudge": one.nudge, "patient": one.patient, "message_id": one.nudge, "at": now} for one in taken]
        database.transact(claims.note_sent, sent)
        done += len(taken)


def deliver(told: dict[str, Any]) -> dict[str, Any]:
    """The same as the program does it: judged by what is true now, put together, its next message put in line."""
    database = Database(told["file"])
    now, done, results, began = datetime.now(UTC), 0, list[Told](), time.perf_counter()
    while True:
        batch = database.transact(outbox.claim, f"bench-{done}", now, reminders.AT_ONCE)
        assert all(database.transact(marks.mark, batch.outgoing, results, now))
        results = [Told(one, Result.SENT, now, message_id=one.nudges[0]) for one in batch.outgoing]
        if not batch.claimed:
            return {"rows": done, "seconds": time.perf_counter() - began}
        done += batch.claimed


def plan(told: dict[str, Any]) -> dict[str, Any]:
    """Plan all that is to be planned, as the tick does, while people change a setting of theirs."""
    return asyncio.run(_plan(told))


async def _plan(told: dict[str, Any]) -> dict[str, Any]:
    database = Database(told["file"])
    waits: list[float] = []
    writer = asyncio.create_task(_write(database, waits, told["patients"]))
    await asyncio.sleep(0.2)
    waits.clear()
    began = time.perf_counter()
    planning = asyncio.create_task(reminders.plan(database, datetime.now(UTC)))
    await asyncio.wait([planning], timeout=told["most"])
    took, over = time.perf_counter() - began, planning.done()
    planning.cancel()
    writer.cancel()
    await asyncio.gather(planning, writer, return_exceptions=True)
    rows = await database.run(_count)
    return {
        "rows": rows,
        "seconds": took,
        "over": over,
        "p99": percentile(waits, 0.99),
        "longest": max(waits),
        "writes": len(waits),
    }


async def _write(database: Database, waits: list[float], patients_before: int) -> None:
    number = 0
    while True:
        chat = seed.chatters(patients_before, WRITERS)[number % WRITERS]
        began = time.perf_counter()
        await database.run(patients.set_discreet, chat, number // WRITERS % 2 == 0)
        waits.append(time.perf_counter() - began)
        number += 1
        await asyncio.sleep(PAUSE)


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(NudgeRow)).one()


WORK: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "look": look,
    "claim": claim,
    "deliver": deliver,
    "plan": plan,
}

if __name__ == "__main__":
    asked = options()
    tell({"ready": True})
    tell(WORK[asked["work"]](asked))
