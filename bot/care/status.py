"""How the reminders are doing, for the operator: numbers only, nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.care.door import Session
from bot.care.outbox import TICK
from bot.storage import beats, tallies

# A tick comes every 20 seconds, and while it sends, every few; without one for so long, nobody is sending.
SILENT = timedelta(minutes=2)
# Enough for a lag that means something, and quickly read.
NEWEST = 10_000


@dataclass(frozen=True)
class Status:
    """Messages `due` now or overdue, `waiting` for their time, `sent_today` (UTC), and `broken`; the rest in words.

    `late` is by how much the oldest due one is overdue, in seconds. `unreachable` counts patients. `last_tick` is None
    where there was none yet. The lags are seconds from the due time to having been sent, of today's messages that
    nothing had put off: half of them were quicker than `lag_p50`, 99 of 100 than `lag_p99`; None where there are none.
    """

    due: int
    waiting: int
    sent_today: int
    late: float
    unreachable: int
    last_tick: datetime | None
    lag_p50: float | None
    lag_p99: float | None
    broken: int
    silent: bool


def look(session: Session, now: datetime) -> Status:
    """How the reminders are doing now; `silent` says that something is due and no tick has come for two minutes."""
    last_tick = beats.last(session, TICK)
    # a sandbox's clock may run ahead of the real one: then it is as late as its last tick
    now = now if last_tick is None else max(now, last_tick)
    due, since = tallies.due(session, now)
    today = datetime.combine(now.date(), time(), now.tzinfo)
    lags = sorted((sent - at).total_seconds() for at, sent in tallies.punctual(session, today, NEWEST))
    return Status(
        due=due,
        waiting=tallies.waiting(session, now),
        sent_today=tallies.sent_since(session, today),
        late=0.0 if since is None else (now - since).total_seconds(),
        unreachable=tallies.unreachable(session),
        last_tick=last_tick,
        lag_p50=_quantile(lags, 50),
        lag_p99=_quantile(lags, 99),
        broken=tallies.broken(session),
        silent=due > 0 and (last_tick is None or now - last_tick > SILENT),
    )


def _quantile(ordered: list[float], percent: int) -> float | None:
    """The smallest value that so many in a hundred do not exceed."""
    if not ordered:
        return None
    return ordered[max((len(ordered) * percent + 99) // 100, 1) - 1]
