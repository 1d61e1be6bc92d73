"""Written prescriptions of every kind that can be written out, for properties."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from hypothesis import strategies as st

from bot.domain.regimen import Route
from bot.domain.written import Measure, Span, TimeUnit, Timing, WrittenDose, WrittenPhase

LONG = (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR)

# what labels state, from 100 to 50,000 mcg
in_mcg = st.one_of(st.integers(100, 50_000), st.sampled_from((250, 500, 1000, 1500, 5000, 10_000))).map(Decimal)
in_mg = st.one_of(
    st.integers(1, 50).map(Decimal),
    st.integers(1, 500).map(lambda tenths: Decimal(tenths) / 10),
    st.just(Decimal("0.25")),
)
containers = st.one_of(st.integers(1, 4).map(Decimal), st.just(Decimal("0.5")), st.just(Decimal("1.5")))
doses = st.one_of(
    st.builds(WrittenDose, in_mcg, st.just(Measure.MCG)),
    st.builds(WrittenDose, in_mg, st.just(Measure.MG)),
    st.builds(WrittenDose, containers, st.sampled_from((Measure.AMPOULE, Measure.VIAL))),
)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 5, 15, 30, 59)))


def ranges(low: int, high: int) -> st.SearchStrategy[tuple[int, int | None]]:
    """A number, or one with a greater one beside it."""
    return st.integers(low, high).flatmap(
        lambda few: st.tuples(st.just(few), st.none() | st.integers(few + 1, high + 1))
    )


@st.composite
def _every(draw: st.DrawFn) -> Timing:
    """Every 2 to 3 weeks, at a time or without; from every day on is no range, and none is over a year."""
    unit = draw(st.sampled_from((*LONG, TimeUnit.HOUR)))
    if unit is TimeUnit.HOUR:
        return Timing(1, draw(st.sampled_from((6, 8, 12))), unit)
    few = 1 if unit is TimeUnit.YEAR else draw(st.integers(1, 12))
    ranged = unit is not TimeUnit.YEAR and (few, unit) != (1, TimeUnit.DAY)
    most = draw(st.none() | st.integers(few + 1, 3 * few)) if ranged else None
    at = draw(st.just(()) | clocks.map(lambda one: (one,))) if most is None else ()
    return Timing(1, few, unit, period_most=most, at=at)


@st.composite
def _on_weekdays(draw: st.DrawFn) -> Timing:
    days = tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=6))))
    every = draw(st.integers(1, 2)) if len(days) == 1 else 1
    return Timing(len(days), every, TimeUnit.WEEK, weekdays=days, at=draw(st.just(()) | clocks.map(lambda one: (one,))))


@st.composite
def _several(draw: st.DrawFn) -> Timing:
    """3 times a week, 2 to 3 times a month; at most four a day."""
    unit = draw(st.sampled_from(LONG))
    few, most = draw(ranges(2, 3 if unit is TimeUnit.DAY else 6))
    return Timing(few, 1, unit, frequency_most=most)


def _at_times(times: set[time]) -> Timing:
    return Timing(len(times), 1, TimeUnit.DAY, at=tuple(sorted(times)))


timings = st.one_of(_every(), _on_weekdays(), _several(), st.builds(_at_times, st.sets(clocks, min_size=2, max_size=3)))


@st.composite
def phases(draw: st.DrawFn, dose: st.SearchStrategy[WrittenDose | None], ends: bool) -> WrittenPhase:
    """One phase, which must have an end where another follows."""
    kinds = ["count", "lasting", "until", "review"] if ends else ["count", "lasting", "until", "review", "life", "none"]
    kind = draw(st.sampled_from(kinds))
    count = draw(ranges(1, 40)) if kind == "count" else (None, None)
    span = draw(ranges(1, 30)) if kind == "lasting" else None
    return WrittenPhase(
        dose=draw(dose),
        timing=draw(timings),
        route=Route.UNKNOWN,
        count=count[0],
        count_most=count[1],
        lasting=None if span is None else Span(span[0], draw(st.sampled_from(LONG)), span[1]),
        until=draw(st.dates(date(2026, 4, 1), date(2029, 12, 31))) if kind == "until" else None,
        until_review=kind == "review",
        for_life=kind == "life",
    )


@st.composite
def prescriptions(draw: st.DrawFn, whole: bool = True) -> tuple[WrittenPhase, ...]:
    """Up to four phases; without `whole` the first of them may want their amount.

    What was said of one goes for those after it, and a route for those before it too.
    """
    size = draw(st.integers(1, 4))
    unsaid, known = 0 if whole else draw(st.integers(0, size)), draw(st.booleans())
    routes = st.sampled_from((Route.INTRAMUSCULAR, Route.SUBCUTANEOUS)) if known else st.just(Route.UNKNOWN)
    told = [draw(phases(st.none() if number < unsaid else doses, ends=number < size - 1)) for number in range(size)]
    return tuple(replace(one, route=draw(routes)) for one in told)
