"""Regimens of every kind that can be entered, for properties."""

from datetime import date, time
from decimal import Decimal

from hypothesis import strategies as st

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    Injector,
    Label,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)

amounts = st.builds(
    Amount, st.decimals(min_value=Decimal("0.001"), max_value=Decimal(1_000_000), places=3), st.sampled_from(Unit)
)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
times_of_day = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def _ranged(every: int, spare: int | None, period: Period) -> Repeat:
    return Repeat(every, period, most=None if spare is None else every + min(spare, every - 1))


repeats = st.one_of(
    st.builds(_ranged, st.integers(2, 30), st.none() | st.integers(1, 9), st.sampled_from(Period)),
    st.builds(Repeat, st.integers(1, 30), st.sampled_from((Period.DAY, Period.MONTH))),
    st.builds(Repeat, st.integers(1, 24), st.just(Period.WEEK)),
    st.builds(
        Repeat,
        st.just(1),
        st.just(Period.WEEK),
        st.sets(st.integers(0, 6), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    ),
)
more = st.none() | st.integers(61, 70)
ends = st.one_of(
    st.builds(AfterCount, st.integers(1, 60), more),
    st.builds(OnDate, days),
    st.builds(AfterSpan, st.integers(1, 60), st.sampled_from(Period), more),
    st.builds(UntilReview, st.none() | days),
)
starts = st.none() | days
times = st.sets(times_of_day, min_size=1, max_size=3).map(lambda chosen: tuple(sorted(chosen)))
words = st.none() | st.text(min_size=1)


def _phases(start: st.SearchStrategy[date | None]) -> st.SearchStrategy[Phase]:
    kinds, counting = st.sampled_from(PhaseKind), st.sampled_from(Counting)
    return st.builds(Phase, kinds, amounts, repeats, times, start, ends, counting, words)


phases = _phases(days)
labels = st.builds(
    Label, st.none() | st.text(min_size=1), st.none() | amounts, st.none() | amounts, st.none() | amounts
)
regimens = st.builds(
    Regimen,
    st.text(min_size=1),
    labels,
    st.sampled_from(Route),
    st.lists(_phases(starts), min_size=1, max_size=4).map(tuple),
    st.sampled_from(Injector),
)
