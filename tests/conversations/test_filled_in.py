"""Whatever is typed of a phase is kept as it is, or asked for step by step: never bent into what a plan can hold."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amount import Amount, Unit
from bot.domain.regimen import AfterCount, AfterSpan, End, OnDate, Period, Phase, Repeat, UntilReview
from bot.domain.written import Measure, Span, TimeUnit, Timing, WrittenDose, WrittenPhase
from bot.i18n import Languages
from conversations import typed
from conversations.dialogue import Asking, Done, Scene, replay
from conversations.how_often import DAILY
from conversations.phases import phases
from tests.cast import LOCALES, PLACES
from tests.domain import written

LANGUAGES = Languages(LOCALES)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SCENE = Scene(LANGUAGES.of("en"), {"zone": "Europe/Berlin"}, NOW, PLACES, LANGUAGES.countries)
DOSE = Amount(Decimal(1), Unit.MG)
MG = WrittenDose(Decimal(1), Measure.MG)
DAY, WEEK, MONTH, YEAR, HOUR = TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR, TimeUnit.HOUR
TIMES = ("06:00", "10:00", "14:00", "18:00")
PERIODS = {DAY: Period.DAY, WEEK: Period.WEEK, MONTH: Period.MONTH, YEAR: Period.MONTH}


def play(told: WrittenPhase) -> Asking | Done[tuple[Phase, ...]]:
    """One phase of which all is answered that may have to be asked, but for how often it is and when it ends."""
    timing = told.timing
    first = date(2026, 3, 2)
    if timing.weekdays:
        first += timedelta(days=(timing.weekdays[0] - first.weekday()) % 7)
    filled = dict(typed.answers((told,)))
    said = {
        "phase1.kind": "unnamed",
        "phase1.days1": "done" + "0123456"[: timing.frequency],
        "phase1.daily1": "yes",
        "phase1.at": ", ".join(TIMES[: timing.frequency if timing.unit is DAY else 1]),
        "phase1.times1": "yes",
        "phase1.start": f"={first}",
        "phase1.review": "unknown",
    }
    asked = {name: raw for name, raw in said.items() if f"~{name}" not in filled}
    return replay(phases(SCENE, DOSE), (*filled.items(), *asked.items()))


def kept_rhythm(told: Repeat, times: int, timing: Timing) -> bool:
    """Whether a plan's rhythm says what was typed, no more and no less."""
    scale = 12 if timing.unit is YEAR else 1
    most = None if timing.period_most is None else timing.period_most * scale
    if timing.weekdays:
        return told == Repeat(timing.period, Period.WEEK, timing.weekdays)
    if timing.unit is WEEK and timing.frequency > 1:
        return timing.period == 1 and (
            len(told.weekdays) == timing.frequency or (timing.frequency == 7 and told == DAILY)
        )
    plain = told == Repeat(timing.period * scale, PERIODS[timing.unit], most=most)
    return plain and times == timing.frequency


def kept_end(told: End, phase: WrittenPhase) -> bool:
    """The same of its end."""
    if phase.count is not None:
        return told == AfterCount(phase.count, phase.count_most)
    if phase.lasting is not None:
        scale = 12 if phase.lasting.unit is YEAR else 1
        most = None if phase.lasting.most is None else phase.lasting.most * scale
        return told == AfterSpan(phase.lasting.length * scale, PERIODS[phase.lasting.unit], most)
    if phase.until is not None:
        return told == OnDate(phase.until)
    return told == UntilReview()


@given(st.one_of(written.phases(st.just(MG), ends=True), written.phases(st.just(MG), ends=False)))
def test_a_typed_phase_becomes_what_it_says_or_is_asked_for(told: WrittenPhase) -> None:
    match play(told):
        case Done((phase,)):
            assert kept_rhythm(phase.repeat, len(phase.at), told.timing), (phase.repeat, told.timing)
            assert kept_end(phase.end, told)
        case Asking(question, _) if question.name == "phase1.repeat1":
            assert not any(typed.rhythm("phase1", told.timing)), question.name
        case Asking(question, _):
            assert question.name == "phase1.end", question.name
            no_end = told.count is None and told.until is None and not told.until_review and not told.for_life
            assert no_end


@pytest.mark.parametrize(
    "timing",
    [
        Timing(1, 12, HOUR),
        Timing(2, 1, WEEK, frequency_most=3),
        Timing(8, 1, WEEK),
        Timing(2, 2, WEEK),
        Timing(1, 2, WEEK, weekdays=(0,)),
        Timing(3, 1, WEEK, weekdays=(0, 3)),
        Timing(5, 1, DAY),
        Timing(2, 2, DAY),
        Timing(2, 1, MONTH),
        Timing(4, 1, YEAR),
        Timing(1, 3, YEAR),
        Timing(1, 400, DAY),
        Timing(1, 1, DAY, period_most=2),
    ],
)
def test_a_rhythm_that_a_plan_cannot_hold_is_asked_for(timing: Timing) -> None:
    assert not any(typed.rhythm("phase1", timing))


def test_an_end_that_a_plan_cannot_hold_is_asked_for() -> None:
    for span in (Span(48, HOUR), Span(11, YEAR), Span(9, YEAR, 11)):
        assert not any(typed.end("phase1", WrittenPhase(MG, Timing(1, 1, WEEK), lasting=span)))


@pytest.mark.parametrize(
    ("reviewed", "count", "fits"), [(None, 6, True), (None, 7, False), (0, 2, True), (0, 3, False), (4, 6, True)]
)
def test_a_plan_has_room_for_so_many_phases(reviewed: int | None, count: int, fits: bool) -> None:
    told = [
        WrittenPhase(MG, Timing(1, 1, WEEK), count=None if n == reviewed else 4, until_review=n == reviewed)
        for n in range(count)
    ]
    assert typed.fits(told) is fits
