"""Plans of many shapes for simulated patients: dense at first, then sparse for years. Shapes only, not advice."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import (
    AfterCount,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)

DAY, WEEK, MONTH = Period.DAY, Period.WEEK, Period.MONTH


@dataclass(frozen=True)
class Stretch:
    """One phase before it has a date: how often, how many (None: until review), how often a day, on which weekdays."""

    every: int
    period: Period
    injections: int | None
    a_day: int = 1
    weekdays: tuple[int, ...] = ()


# sparse in the end, so that ten years of a hundred patients stay a matter of two minutes
SHAPES: tuple[tuple[Stretch, ...], ...] = (
    (Stretch(1, DAY, 4), Stretch(2, DAY, 2), Stretch(12, MONTH, None)),
    (Stretch(1, WEEK, 4, weekdays=(0, 2, 4)), Stretch(6, MONTH, 4), Stretch(12, MONTH, None)),
    (Stretch(2, DAY, 4), Stretch(12, MONTH, None)),
    (Stretch(1, WEEK, 3), Stretch(24, WEEK, 6), Stretch(12, MONTH, None)),
    (Stretch(12, WEEK, 4), Stretch(12, MONTH, None)),
    (Stretch(24, WEEK, 4), Stretch(12, MONTH, None)),
    (Stretch(12, MONTH, None),),
    (Stretch(1, WEEK, 4, weekdays=(1, 4)), Stretch(12, MONTH, None)),
    (Stretch(1, DAY, 6, a_day=3), Stretch(12, MONTH, None)),
    (Stretch(1, MONTH, 6),),
)
TIMES = (time(6, 30), time(8), time(9), time(13, 15), time(19), time(21, 45), time(22, 30), time(2, 30))
THRICE = (time(8), time(13, 15), time(19))


@dataclass(frozen=True)
class Plan:
    """A prescription and what is known of it beforehand: how many injections each phase has."""

    regimen: Regimen
    counts: tuple[int | None, ...]


def draw(dice: Random, first: date) -> Plan:
    """A plan by chance that begins on that day."""
    shape = dice.choice(SHAPES)
    amount = Amount(Decimal(1000), Unit.MCG)
    phases, start = [], first
    for number, stretch in enumerate(shape):
        kind = PhaseKind.MAINTENANCE if number == len(shape) - 1 else PhaseKind.REPLETION
        phases.append(_phase(stretch, kind, amount, start, dice))
        start += _length(stretch)
    regimen = Regimen("Hydroxocobalamin", Label(), Route.INTRAMUSCULAR, tuple(phases))
    return Plan(regimen, tuple(stretch.injections for stretch in shape))


def _phase(stretch: Stretch, kind: PhaseKind, amount: Amount, start: date, dice: Random) -> Phase:
    last_of_month = start.replace(day=monthrange(start.year, start.month)[1])
    day = last_of_month if stretch.period is MONTH and dice.random() < 0.4 else start
    end = UntilReview() if stretch.injections is None else AfterCount(stretch.injections)
    at = THRICE if stretch.a_day == 3 else (dice.choice(TIMES),)
    return Phase(kind, amount, Repeat(stretch.every, stretch.period, stretch.weekdays), at, day, end)


def _length(stretch: Stretch) -> timedelta:
    """At least as long as the stretch takes."""
    days = {DAY: 1, WEEK: 7, MONTH: 31}[stretch.period] * stretch.every
    return timedelta(days=days * ((stretch.injections or 0) + 1))
