"""Quiet hours on the patient's wall clock: whether it is quiet, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.regimen import place, wall


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` on the patient's wall clock, across midnight where `start` is the later; none if equal."""

    start: time
    end: time


def end_of_quiet(instant: datetime, quiet: QuietHours, zone: str) -> datetime:
    """The instant itself outside quiet hours, else their end."""
    local = wall(instant, zone)
    if not is_quiet(local.time(), quiet):
        return instant
    ends = datetime.combine(local.date(), quiet.end)
    placed = place(ends if ends > local else ends + timedelta(days=1), zone)
    # where the clock is put back, quiet hours that end in the doubled hour end with its second turn
    return placed if placed > instant else ends.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)


def is_quiet(at: time, quiet: QuietHours) -> bool:
    """Whether a wall-clock time lies in the quiet hours; their end does not."""
    if quiet.start <= quiet.end:
        return quiet.start <= at < quiet.end
    return at >= quiet.start or at < quiet.end
