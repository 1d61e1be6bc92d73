"""Where one phase falls on the wall calendar if all goes as told: RFC 5545's recurrence, and its ends."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import assert_never

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from bot.domain.regimen import AfterCount, AfterSpan, OnDate, Period, Phase, Repeat, UntilReview


def wall_times(phase: Phase, start: date | None = None) -> Iterator[datetime]:
    """The phase's injections on the wall clock, naive, in order, each at its earliest, cut where its end says.

    With `start` as if it began on that day instead. Without end where the phase runs until review.
    """
    first = start or phase.start
    if first is None:
        return iter(())
    every_time = (datetime.combine(day, at) for day in _days(phase.repeat, first) for at in sorted(phase.at))
    numbered = enumerate(every_time, start=1)
    return (local for _, local in takewhile(lambda one: not is_over(phase, first, *one), numbered))


def is_over(phase: Phase, first: date, number: int, local: datetime) -> bool:
    """Whether the phase that began on `first` has ended before its injection of that number at that wall-clock time."""
    match phase.end:
        case AfterCount(injections, most):
            return number > (most or injections)
        case OnDate(last_day):
            return local.date() > last_day
        case AfterSpan(length, period, most):
            return local.date() >= later(first, most or length, period)
        case UntilReview():
            return False
        case _:
            assert_never(phase.end)


def is_optional(phase: Phase, first: date, number: int, local: datetime) -> bool:
    """Whether that injection lies beyond the lesser number of a range such as "6 to 7", or "2 to 3 weeks"."""
    match phase.end:
        case AfterCount(injections):
            return number > injections
        case AfterSpan(length, period):
            return local.date() >= later(first, length, period)
        case _:
            return False


def latest(repeat: Repeat, local: datetime) -> datetime:
    """The end of the due window that opens at `local`: the same time of day, later by the span of the range."""
    spare = 0 if repeat.most is None else repeat.most - repeat.every
    return datetime.combine(later(local.date(), spare, repeat.period), local.time())


def later(day: date, count: int, period: Period) -> date:
    """The day so many periods on; a day that a month lacks is its last."""
    match period:
        case Period.DAY:
            return day + timedelta(days=count)
        case Period.WEEK:
            return day + timedelta(weeks=count)
        case Period.MONTH:
            return day + relativedelta(months=count)
        case _:
            assert_never(period)


@lru_cache(maxsize=4096)
def total(phase: Phase) -> int | None:
    """How many injections the phase has at most; None while it runs until review, or waits for one."""
    if isinstance(phase.end, AfterCount):
        return phase.end.most or phase.end.injections
    if isinstance(phase.end, UntilReview) or phase.start is None:
        return None
    return sum(1 for _ in wall_times(phase))


def can_count(phase: Phase) -> bool:
    """Whether later dates could hang on a late one: not on weekdays, several times a day, or in a phase of one."""
    return len(phase.at) == 1 and not phase.repeat.weekdays and total(phase) != 1


def last_day(phase: Phase) -> date | None:
    """The day of the phase's last injection if all goes as told; None while it runs until review, or has none."""
    if isinstance(phase.end, UntilReview):
        return None
    return max((moment.date() for moment in wall_times(phase)), default=None)


def _days(repeat: Repeat, start: date) -> Iterator[date]:
    return (moment.date() for moment in _rule(repeat, datetime.combine(start, time())))


def _rule(repeat: Repeat, start: datetime) -> rrule:
    match repeat.period:
        case Period.DAY:
            return rrule(DAILY, dtstart=start, interval=repeat.every)
        case Period.WEEK:
            days = repeat.weekdays or (start.weekday(),)
            return rrule(WEEKLY, dtstart=start, interval=repeat.every, byweekday=days)
        case Period.MONTH:
            # RFC 5545's way to say "the 31st, or the month's last day": the last of these days that the month has
            days = tuple(range(28, start.day + 1)) if start.day > 28 else (start.day,)
            return rrule(MONTHLY, dtstart=start, interval=repeat.every, bymonthday=days, bysetpos=-1)
        case _:
            assert_never(repeat.period)
