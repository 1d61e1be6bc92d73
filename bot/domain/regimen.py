"""An ordered list of phases as a clinician prescribed them, and the instants on which their injections fall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import assert_never
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from bot.domain.amount import Amount


class PhaseKind(StrEnum):
    """What the clinician called the phase; `unnamed` where nobody said."""

    REPLETION = "repletion"
    MAINTENANCE = "maintenance"
    UNNAMED = "unnamed"


class Period(StrEnum):
    """A unit of recurrence, in FHIR's letters; all are counted on the patient's wall calendar."""

    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"


class Route(StrEnum):
    """How the clinician said it is given."""

    INTRAMUSCULAR = "im"
    SUBCUTANEOUS = "subcut"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Repeat:
    """Every `every` periods; `weekdays` (Monday is 0) only with weeks."""

    every: int
    period: Period
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class AfterCount:
    """The phase ends with its Nth injection."""

    injections: int


@dataclass(frozen=True)
class OnDate:
    """The phase ends with this day, itself included."""

    last_day: date


@dataclass(frozen=True)
class AfterWeeks:
    """The phase lasts this many weeks from its first injection."""

    weeks: int


@dataclass(frozen=True)
class UntilReview:
    """The phase goes on until the clinician reviews it; no phase may follow unasked."""


End = AfterCount | OnDate | AfterWeeks | UntilReview


@dataclass(frozen=True)
class Phase:
    """One stretch of the prescription; `start` is the day of its first injection, `at` wall-clock times of day."""

    kind: PhaseKind
    dose: Amount
    repeat: Repeat
    at: tuple[time, ...]
    start: date
    end: End


@dataclass(frozen=True)
class Label:
    """What the product's label says, each number in its own field; None where the patient left it open."""

    text: str | None = None
    per_ml: Amount | None = None
    per_ampoule: Amount | None = None
    per_vial: Amount | None = None


@dataclass(frozen=True)
class Regimen:
    """A prescription as told: the medicine in the patient's words, its label, its route and its phases in order."""

    medicine: str
    label: Label
    route: Route
    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class Occurrence:
    """One injection that falls due: its phase and number (both from 1), on the wall clock and as an instant."""

    phase: int
    number: int
    local: datetime
    at: datetime


def occurrences(regimen: Regimen, zone: str) -> Iterator[Occurrence]:
    """Every injection in order, without end where a phase runs until review."""
    for index, phase in enumerate(regimen.phases, start=1):
        for number, local in enumerate(wall_times(phase), start=1):
            yield Occurrence(index, number, local, place(local, zone))


def upcoming(regimen: Regimen, zone: str, after: datetime, limit: int) -> list[Occurrence]:
    """The first `limit` injections that fall due later than the instant `after`."""
    return list(islice((o for o in occurrences(regimen, zone) if o.at > after), limit))


def wall_times(phase: Phase) -> Iterator[datetime]:
    """The phase's injections on the wall clock, naive, in order, cut where its end says."""
    every_time = (datetime.combine(day, at) for day in _days(phase) for at in sorted(phase.at))
    match phase.end:
        case AfterCount(injections):
            return islice(every_time, injections)
        case _:
            return every_time


def place(local: datetime, zone: str) -> datetime:
    """The instant (aware, UTC) of a naive wall-clock time in an IANA zone.

    A time that a DST gap swallows moves forward by the gap; a time that happens twice is taken the first time:
    both are what fold=0 means to zoneinfo.
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall(instant: datetime, zone: str) -> datetime:
    """The naive wall-clock time of an instant in an IANA zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def total(phase: Phase) -> int | None:
    """How many injections the phase has; None while it runs until review."""
    if isinstance(phase.end, UntilReview):
        return None
    return sum(1 for _ in wall_times(phase))


def last_day(phase: Phase) -> date | None:
    """The day of the phase's last injection; None while it runs until review, or where it has none."""
    if isinstance(phase.end, UntilReview):
        return None
    return max((moment.date() for moment in wall_times(phase)), default=None)


def _days(phase: Phase) -> Iterator[date]:
    start = datetime.combine(phase.start, time())
    until = _last_possible(phase)
    for moment in _rule(phase.repeat, start, until):
        yield moment.date()


def _last_possible(phase: Phase) -> datetime | None:
    match phase.end:
        case OnDate(last_day):
            return datetime.combine(last_day, time())
        case AfterWeeks(weeks):
            return datetime.combine(phase.start + timedelta(weeks=weeks, days=-1), time())
        case _:
            return None


def _rule(repeat: Repeat, start: datetime, until: datetime | None) -> rrule:
    match repeat.period:
        case Period.DAY:
            return rrule(DAILY, dtstart=start, interval=repeat.every, until=until)
        case Period.WEEK:
            days = repeat.weekdays or (start.weekday(),)
            return rrule(WEEKLY, dtstart=start, interval=repeat.every, byweekday=days, until=until)
        case Period.MONTH:
            # RFC 5545's way to say "the 31st, or the month's last day": the last of these days that the month has
            days = tuple(range(28, start.day + 1)) if start.day > 28 else (start.day,)
            return rrule(MONTHLY, dtstart=start, interval=repeat.every, bymonthday=days, bysetpos=-1, until=until)
        case _:
            assert_never(repeat.period)
