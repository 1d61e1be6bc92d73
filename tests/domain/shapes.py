"""The shapes of prescriptions that labels and guidelines name, from a given first day on. Shapes only, not advice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    End,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.domain.rhythm import last_day, later

DOSE = Amount(Decimal(1000), Unit.MCG)
NINE = time(9)
Stretch = tuple[Repeat, End]


def phase(repeat: Repeat, start: date | None, end: End, *at: time) -> Phase:
    return Phase(PhaseKind.REPLETION, DOSE, repeat, at or (NINE,), start, end)


def regimen(*phases: Phase) -> Regimen:
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, phases)


def chain(start: date, *stretches: Stretch, at: time = NINE) -> Regimen:
    """Each phase begins one of its own intervals after the one before has ended; after a review it has no day yet."""
    told: list[Phase] = []
    first: date | None = start
    for repeat, end in stretches:
        if told and first is not None:
            before = last_day(told[-1])
            first = None if before is None else _fitting(later(before, repeat.every, repeat.period), repeat)
        elif first is not None:
            first = _fitting(first, repeat)
        told.append(phase(repeat, first, end, at))
    return regimen(*told)


def _fitting(day: date, repeat: Repeat) -> date:
    """The day itself, or the next of the weekdays that were told."""
    while repeat.weekdays and day.weekday() not in repeat.weekdays:
        day += timedelta(days=1)
    return day


def counted(told: Regimen) -> Regimen:
    """The same, but each date counts from the injection given."""
    return replace(told, phases=tuple(replace(one, counting=Counting.INJECTION) for one in told.phases))


def shapes(start: date, at: time = NINE) -> Mapping[str, Regimen]:
    """Every shape by its name."""
    day, week, month = Period.DAY, Period.WEEK, Period.MONTH
    four = chain(
        start,
        (Repeat(1, day), AfterCount(6, 7)),
        (Repeat(2, day), AfterCount(7)),
        (Repeat(3, day, most=4), AfterSpan(2, week, 3)),
        (Repeat(1, month), UntilReview()),
        at=at,
    )
    weekly = chain(start, (Repeat(1, week), AfterCount(4)), (Repeat(1, month), UntilReview()), at=at)
    thrice = Repeat(1, week, (0, 2, 4))
    review = UntilReview(start + timedelta(days=90))
    loaded = chain(start, (thrice, AfterSpan(2, week)), (Repeat(2, month, most=3), UntilReview()), at=at)
    return {
        "four phases": four,
        "four phases, counted": counted(four),
        "three a week, then every two to three months": loaded,
        "alternate days until review": chain(start, (Repeat(2, day), review), (Repeat(2, month), UntilReview()), at=at),
        "weekly, then monthly": weekly,
        "weekly, then monthly, counted": counted(weekly),
        "every 12 weeks": chain(start, (Repeat(12, week), UntilReview()), at=at),
        "every 24 weeks, counted": counted(chain(start, (Repeat(24, week), UntilReview()), at=at)),
        "every 3 months on the 31st": chain(start.replace(month=1, day=31), (Repeat(3, month), UntilReview()), at=at),
        "monthly on the 29th": chain(start.replace(month=1, day=29), (Repeat(1, month), UntilReview()), at=at),
        "monthly on the 30th": chain(start.replace(month=1, day=30), (Repeat(1, month), UntilReview()), at=at),
        "twice a week": chain(start, (Repeat(1, week, (1, 4)), UntilReview()), at=at),
        "twice a day": regimen(phase(Repeat(1, day), start, AfterSpan(3, day), time(8), time(20))),
    }
