"""What the dialogue of a schedule can be told: every one of these plays back from its own answers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.care.regimens import Entered
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    Injector,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.domain.rhythm import can_count, last_day
from tests.domain.strategies import amounts, labels, times_of_day

words = st.text("abc 123 é<&", min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
ranges = st.integers(2, 12).flatmap(lambda few: st.tuples(st.just(few), st.none() | st.integers(few + 1, 2 * few - 1)))
periods = st.sampled_from(Period)
repeats = st.one_of(
    st.builds(Repeat, st.just(1), periods),
    st.builds(lambda count, period: Repeat(count[0], period, most=count[1]), ranges, periods),
    st.builds(
        lambda days: Repeat(1, Period.WEEK, tuple(sorted(days))), st.sets(st.integers(0, 6), min_size=1, max_size=6)
    ),
)
counts = st.integers(1, 30).flatmap(lambda few: st.tuples(st.just(few), st.none() | st.integers(few + 1, 40)))


@st.composite
def phases(draw: st.DrawFn, before: Phase | None) -> Phase:
    """One phase that fits after the one before; while that waits for a review, it has no start."""
    repeat = draw(repeats)
    times = draw(st.sets(times_of_day, min_size=1, max_size=1 if repeat.most else 3))
    start: date | None = None
    if before is None:
        start = draw(st.dates(date(2024, 4, 1), date(2028, 2, 1)))
    elif not isinstance(before.end, UntilReview):
        ended = last_day(before)
        assert ended is not None
        start = ended + timedelta(days=draw(st.integers(1, 60)))
    if start is not None and repeat.weekdays:
        start += timedelta(days=next(n for n in range(7) if (start + timedelta(days=n)).weekday() in repeat.weekdays))
    first = start or date(2027, 1, 1)
    later = st.integers(0, 900).map(lambda days: first + timedelta(days=days))
    end = draw(
        st.one_of(
            counts.map(lambda count: AfterCount(*count)),
            st.builds(lambda count, period: AfterSpan(count[0], period, count[1]), counts, periods),
            later.map(OnDate),
            st.builds(UntilReview, st.none() | later),
        )
    )
    kind, dose = draw(st.sampled_from(PhaseKind)), draw(amounts if before is None else amounts | st.just(before.dose))
    return Phase(kind, dose, repeat, tuple(sorted(times)), start, end)


@st.composite
def entered(draw: st.DrawFn) -> Entered:
    """Whatever a patient can enter, with what they wish beside it."""
    told = [draw(phases(None))]
    while len(told) < draw(st.integers(1, 4)) and told[-1].start is not None:
        told.append(draw(phases(told[-1])))
    each = [replace(one, late=draw(st.none() | words)) for one in told]
    each = [replace(one, counting=draw(st.sampled_from(Counting))) if can_count(one) else one for one in each]
    injector = draw(st.sampled_from(Injector))
    label = draw(labels)
    text = draw(st.none() | words)
    regimen = Regimen(draw(words), replace(label, text=text), draw(st.sampled_from(Route)), tuple(each), injector)
    weeks = draw(st.sampled_from((None, 1, 2, 4))) if injector is Injector.CLINIC else None
    return Entered(regimen, None, draw(st.booleans()), weeks)
