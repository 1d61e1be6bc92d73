"""Where injections must fall, worked out without a recurrence library: plain counting on the calendar."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from bot.domain.regimen import Period, Repeat


def days(repeat: Repeat, start: date) -> Iterator[date]:
    """The days of a recurrence, without end."""
    if repeat.period is Period.MONTH:
        return (in_month(start, number * repeat.every) for number in count())
    if repeat.weekdays:
        monday = start - timedelta(days=start.weekday())
        every_day = (start + timedelta(days=number) for number in count())
        return (
            day
            for day in every_day
            if day.weekday() in repeat.weekdays and (day - monday).days // 7 % repeat.every == 0
        )
    step = repeat.every * (7 if repeat.period is Period.WEEK else 1)
    return (start + timedelta(days=number * step) for number in count())


def in_month(start: date, months: int) -> date:
    """So many months on; the month's last day where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
