"""What a typed prescription answers: raw answers to those of the questions after it that it leaves nothing to ask."""

from collections.abc import Iterator, Sequence

from bot.care.drafts import Answers
from bot.domain.amount import Amount, Unit
from bot.domain.regimen import Period, Route
from bot.domain.written import Measure, Span, TimeUnit, Timing, WrittenDose, WrittenPhase
from bot.domain.written_record import DAYS
from conversations import read
from conversations.dialogue import FILLED
from conversations.how_often import MOST, Way
from conversations.phases import LONGEST, MOST_PHASES
from conversations.read import Count

Told = Iterator[tuple[str, str]]

# what a plan counts in; a year is twelve months
PERIODS = {
    TimeUnit.DAY: Period.DAY,
    TimeUnit.WEEK: Period.WEEK,
    TimeUnit.MONTH: Period.MONTH,
    TimeUnit.YEAR: Period.MONTH,
}
MONTHS = 12

# what may be filled in of a phase, whichever it is
PARTS = tuple(
    f"{FILLED}phase{number}.{part}"
    for number in range(1, MOST_PHASES + 1)
    for part in ("same", "dose", "repeat", "days", "every", "at", "end", "count", "unit", "span", "last", "more")
)


def answers(phases: Sequence[WrittenPhase]) -> Answers:
    """The raw answers, under the names of what was filled in; what is never guessed is not among them."""
    return tuple((FILLED + name, raw) for name, raw in _answers(phases))


def fits(phases: Sequence[WrittenPhase]) -> bool:
    """Whether a plan has room for them all: after one that waits for a review, one more can be told."""
    open_ones = (place for place, phase in enumerate(phases) if phase.until_review or phase.for_life)
    waiting = next(open_ones, len(phases))
    return len(phases) <= min(MOST_PHASES, waiting + 2)


def route(phases: Sequence[WrittenPhase]) -> Route | None:
    """The one way of injecting; UNKNOWN where none was said, None where there are two."""
    told = {phase.route for phase in phases} - {Route.UNKNOWN}
    return None if len(told) > 1 else next(iter(told), Route.UNKNOWN)


def amount(dose: WrittenDose | None) -> Amount | None:
    """The amount of medicine; None where it was not said, or said in ampoules or vials: it is never worked out."""
    if dose is None or dose.unit in (Measure.AMPOULE, Measure.VIAL):
        return None
    return Amount(dose.value, Unit(dose.unit))


def _answers(phases: Sequence[WrittenPhase]) -> Told:
    yield from _dose("dose", phases[0].dose)
    one_route = route(phases)
    if one_route in (Route.INTRAMUSCULAR, Route.SUBCUTANEOUS):
        yield "route", str(one_route)
    for number, phase in enumerate(phases, start=1):
        name = f"phase{number}"
        if number > 1:
            same = phases[number - 2].dose == phase.dose
            yield f"{name}.same", "same" if same else "other"
            if not same:
                yield from _dose(f"{name}.dose", phase.dose)
        yield from rhythm(name, phase.timing)
        yield from end(name, phase)
        yield f"{name}.more", "yes" if number < len(phases) else "no"


def _dose(name: str, dose: WrittenDose | None) -> Told:
    value = amount(dose)
    if value is not None:
        yield f"{name}1", read.kept_amount(value)


def rhythm(name: str, timing: Timing) -> Told:
    """How often, and at what time where that was said; nothing where a plan cannot hold it as it is."""
    way = _way(timing)
    if way is None:
        return
    yield f"{name}.repeat1", str(way)
    if timing.weekdays:
        yield f"{name}.days1", "done" + "".join(map(str, timing.weekdays))
    elif way.way in list(Period):
        yield f"{name}.every1", read.kept_count(_months(timing.period, timing.period_most, timing.unit))
    if timing.at:
        yield f"{name}.at", read.kept_times(tuple(sorted(timing.at)))


def _way(timing: Timing) -> Way | None:
    period = PERIODS.get(timing.unit)
    if period is None or timing.frequency_most is not None:
        return None
    often, alone = timing.frequency, timing.period == 1 and timing.period_most is None
    if timing.weekdays:
        return Way("weekdays") if alone and often == len(timing.weekdays) else None
    if often == 1:
        return _one_each(timing, period)
    if alone and timing.unit is TimeUnit.WEEK and often <= len(DAYS):
        return Way("1d") if often == len(DAYS) else Way("weekdays", often)
    if alone and timing.unit is TimeUnit.DAY and often <= read.MOST_TIMES:
        return Way("1d", often)
    return None


def _one_each(timing: Timing, period: Period) -> Way | None:
    few, most = _months(timing.period, timing.period_most, timing.unit)
    if (most or few) > MOST[period] or (most is not None and not few < most < 2 * few):
        return None
    return Way(f"1{period}") if (few, most) == (1, None) else Way(str(period))


def end(name: str, phase: WrittenPhase) -> Told:
    """When it ends; nothing where none was said, or one that a plan cannot hold as it is."""
    if phase.count is not None:
        yield f"{name}.end", "count"
        yield f"{name}.count", read.kept_count((phase.count, phase.count_most))
    elif phase.lasting is not None:
        yield from _span(name, phase.lasting)
    elif phase.until is not None:
        yield f"{name}.end", "date"
        yield f"{name}.last", read.kept_day(phase.until)
    elif phase.until_review or phase.for_life:
        yield f"{name}.end", "review"


def _span(name: str, span: Span) -> Told:
    period, (few, most) = PERIODS.get(span.unit), _months(span.length, span.most, span.unit)
    if period is not None and (most or few) <= LONGEST[period]:
        yield f"{name}.end", "span"
        yield f"{name}.unit", str(period)
        yield f"{name}.span", read.kept_count((few, most))


def _months(few: int, most: int | None, unit: TimeUnit) -> Count:
    """Years in months, which is what a plan counts in; all else as it is."""
    times = MONTHS if unit is TimeUnit.YEAR else 1
    return few * times, None if most is None else most * times
