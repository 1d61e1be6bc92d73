"""`python -m bot status`: how the reminders are doing, in lines for people or as JSON."""

import json
from dataclasses import asdict
from datetime import datetime

from bot.care.status import Status


def as_json(status: Status) -> str:
    """The status as one JSON object; instants in ISO 8601, spans in seconds."""
    last_tick = None if status.last_tick is None else status.last_tick.isoformat()
    return json.dumps(asdict(status) | {"last_tick": last_tick})


def as_lines(status: Status, now: datetime) -> str:
    """The status as aligned lines."""
    lines = {
        "due": str(status.due),
        "waiting": str(status.waiting),
        "sent today": f"{status.sent_today} (since 00:00 UTC)",
        "late": _span(status.late),
        "unreachable": f"{status.unreachable} patients",
        "last tick": "none yet" if status.last_tick is None else _ago(status.last_tick, now),
        "lag": "none sent today" if status.lag_p50 is None or status.lag_p99 is None else _lag(status),
        "broken": str(status.broken),
    }
    told = [f"{name:<12} {value}" for name, value in lines.items()]
    silent = ["Messages are due and nobody sends them: is the bot running?"] if status.silent else []
    return "\n".join([*told, *silent])


def _ago(instant: datetime, now: datetime) -> str:
    return f"{_span(max((now - instant).total_seconds(), 0.0))} ago"


def _lag(status: Status) -> str:
    return f"{status.lag_p50:.2f} s for half, {status.lag_p99:.2f} s for 99 of 100"


def _span(seconds: float) -> str:
    """5.2 s; 3 min; 2.5 h."""
    if seconds < 120:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"
