"""Which messages a dose needs and when: the reminder, two follow-ups, the closing note; quiet hours and retries.

All spans here are about messages, not about medicine: they say when the bot speaks, never when to inject.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.domain.dose import Dose, State
from bot.domain.regimen import place, wall


class Kind(StrEnum):
    """What a waiting message is for."""

    DUE = "due"
    AGAIN = "again"
    LATER = "later"
    CLOSE = "close"


@dataclass(frozen=True)
class Nudge:
    """One message about a dose; `key` is unique, so that it is never planned twice."""

    key: str
    kind: Kind
    at: datetime


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` on the patient's wall clock, across midnight where `start` is the later; none if equal."""

    start: time
    end: time


@dataclass(frozen=True)
class Circumstances:
    """What about the patient decides whether a nudge may go out."""

    zone: str
    quiet: QuietHours
    paused: bool = False
    paused_until: datetime | None = None
    reachable: bool = True


@dataclass(frozen=True)
class Remind:
    """Send the reminder or the follow-up."""


@dataclass(frozen=True)
class Miss:
    """The window is over: note it as missed (or paused) and say so if `tell`."""

    tell: bool
    paused: bool


@dataclass(frozen=True)
class Hold:
    """Not now, at `until`."""

    until: datetime


@dataclass(frozen=True)
class Drop:
    """Not wanted any more."""


Verdict = Remind | Miss | Hold | Drop

LONGEST_WINDOW = timedelta(hours=48)
FOLLOW_UPS = 2
# A first reminder goes out at the time the patient chose even in quiet hours, if it is no later than this.
PUNCTUAL = timedelta(minutes=10)


def closes(due: datetime, next_due: datetime | None) -> datetime:
    """When the bot stops asking about a dose: after two days, or three quarters of the way to the next one."""
    if next_due is None:
        return due + LONGEST_WINDOW
    return due + min(LONGEST_WINDOW, (next_due - due) * 3 / 4)


def first(dose: Dose) -> Nudge:
    """The reminder at the due time."""
    return Nudge(f"dose:{dose.id}:{Kind.DUE}", Kind.DUE, dose.due)


def later(dose: Dose, at: datetime, times: int) -> Nudge:
    """The reminder that the patient asked for; `times` is how often they have asked, this one included."""
    return Nudge(f"dose:{dose.id}:{Kind.LATER}:{times}", Kind.LATER, at)


def after(dose: Dose, sent: int, now: datetime) -> Nudge:
    """What follows `sent` unanswered reminders: a follow-up while the window allows one, else the closing note.

    Follow-ups stand at a sixteenth and a half of the window (3 and 24 hours of two days), never in the past.
    """
    window = dose.closes - dose.due
    planned = {1: dose.due + window / 16, 2: dose.due + window / 2}
    if 1 <= sent <= FOLLOW_UPS:
        at = max(planned[sent], now + window / 16)
        if at < dose.closes:
            return Nudge(f"dose:{dose.id}:{Kind.AGAIN}:{sent}", Kind.AGAIN, at)
    return Nudge(f"dose:{dose.id}:{Kind.CLOSE}", Kind.CLOSE, max(dose.closes, now))


def judge(kind: Kind, at: datetime, dose: Dose, now: datetime, who: Circumstances) -> Verdict:
    """What to do with a nudge that was planned for `at` and whose time has come.

    At a time that the patient chose, be it the dose's or their Later, quiet hours do not hold it; all else they do.
    """
    if dose.state is not State.OPEN:
        return Drop()
    over = now >= dose.closes
    if not who.reachable or who.paused:
        return Miss(tell=False, paused=who.paused) if over else Hold(min(dose.closes, who.paused_until or dose.closes))
    if kind is Kind.CLOSE and not over:
        return Hold(dose.closes)
    on_time = now - at <= PUNCTUAL and kind in (Kind.DUE, Kind.LATER)
    free = now if on_time else end_of_quiet(now, who.quiet, who.zone)
    if free > now:
        return Hold(free)
    return Miss(tell=True, paused=False) if over else Remind()


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


def retry_at(attempt: int, now: datetime) -> datetime:
    """When to try again after the network or Telegram failed: 2 s, doubling, at most 5 minutes."""
    return now + timedelta(seconds=min(2.0 ** min(attempt, 10), 300.0))


class Later(StrEnum):
    """The choices under Later."""

    HOUR = "hour"
    EVENING = "evening"
    TOMORROW = "tomorrow"


EVENING = time(19)


def later_choices(dose: Dose, now: datetime, zone: str, next_due: datetime | None) -> tuple[Later, ...]:
    """The choices that make sense now: no "this evening" once it is 18:00, and none that reaches the next dose."""
    evening = (Later.EVENING,) if wall(now, zone).time() < time(18) else ()
    offered = (Later.HOUR, *evening, Later.TOMORROW)
    return tuple(c for c in offered if next_due is None or later_at(c, dose, now, zone) < next_due)


def later_at(choice: Later, dose: Dose, now: datetime, zone: str) -> datetime:
    """The instant the patient chose: an hour on, 19:00 today, or tomorrow at the dose's own time of day."""
    today = wall(now, zone).date()
    match choice:
        case Later.HOUR:
            return now + timedelta(hours=1)
        case Later.EVENING:
            return max(place(datetime.combine(today, EVENING), zone), now + timedelta(hours=1))
        case Later.TOMORROW:
            return place(datetime.combine(today + timedelta(days=1), wall(dose.due, zone).time()), zone)
        case _:
            assert_never(choice)
