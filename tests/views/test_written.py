"""What is read back of a written prescription: plain words, both units, and the same when it is typed again."""

import html
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings

from bot.domain.prescription import parse
from bot.domain.prescription.grammar import LONGEST
from bot.domain.regimen import Route
from bot.domain.written import AskBack, Measure, Span, TimeUnit, Timing, Why, Written, WrittenDose, WrittenPhase
from bot.i18n import Languages, Translator
from bot.views.ask_written import back
from bot.views.written import in_words, phase, rhythm, unused, why
from tests.cast import LOCALES
from tests.domain.written import prescriptions

LANGUAGES = Languages(LOCALES)
EN = LANGUAGES.of("en")
TODAY = date(2026, 3, 2)
MG = WrittenDose(Decimal(1), Measure.MG)
# "cada 8 días" is every week to many who say it, so it is asked back
WEEK_OF_EIGHT: dict[str, Any] = {"unit": TimeUnit.DAY, "period": 8, "period_most": None}
DAY, WEEK, MONTH, YEAR, HOUR = TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR, TimeUnit.HOUR


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_read_back_is_understood_as_the_same(language: str) -> None:
    t = LANGUAGES.of(language)

    @settings(max_examples=60)
    @given(prescriptions())
    def same(phases: tuple[WrittenPhase, ...]) -> None:
        assume(language != "es" or not any(told.timing == replace(told.timing, **WEEK_OF_EIGHT) for told in phases))
        typed = html.unescape(in_words(t, phases))
        found = parse(typed, t.vocabulary, TODAY)
        if len(typed) <= LONGEST:
            assert isinstance(found, Written), (typed, found)
            assert (found.phases, found.unused) == (phases, ()), typed

    same()


def test_each_phase_is_a_line_in_both_units() -> None:
    told = (
        WrittenPhase(MG, Timing(3, 1, WEEK), Route.INTRAMUSCULAR, lasting=Span(1, WEEK, 2)),
        WrittenPhase(WrittenDose(Decimal(500), Measure.MCG), Timing(1, 2, MONTH, period_most=3), for_life=True),
    )
    assert in_words(EN, told) == (
        "• 1\u00a0mg (1,000\u00a0mcg), into the muscle, 3 times a week, for 1 to 2 weeks\n"
        "• then 500\u00a0mcg (0.5\u00a0mg), every 2 to 3 months, for life"
    )


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1", Measure.AMPOULE, "1 ampoule, every week"),
        ("2", Measure.AMPOULE, "2 ampoules, every week"),
        ("0.5", Measure.VIAL, "0.5 vials, every week"),
        ("10000", Measure.MCG, "10,000\u00a0mcg (10\u00a0mg), every week"),
    ],
)
def test_an_amount_is_said_in_what_it_was_counted_in(value: str, unit: Measure, said: str) -> None:
    assert phase(EN, WrittenPhase(WrittenDose(Decimal(value), unit), Timing(1, 1, WEEK))) == said


@pytest.mark.parametrize(
    ("timing", "said"),
    [
        (Timing(1, 12, HOUR), "every 12 hours"),
        (Timing(1, 6, HOUR, period_most=8), "every 6 to 8 hours"),
        (Timing(2, 1, DAY), "2 times a day"),
        (Timing(1, 1, DAY, at=(time(9),)), "every day at 09:00"),
        (Timing(2, 1, DAY, at=(time(9), time(21))), "every day at 09:00 and 21:00"),
        (Timing(2, 1, WEEK, weekdays=(0, 3)), "every week on Monday and Thursday"),
        (Timing(1, 2, WEEK, weekdays=(0,)), "every 2 weeks on Monday"),
        (Timing(2, 1, WEEK, frequency_most=3), "2 to 3 times a week"),
        (Timing(2, 3, WEEK), "2 times every 3 weeks"),
        (Timing(2, 3, WEEK, frequency_most=4), "2 to 4 times every 3 weeks"),
        (Timing(2, 1, HOUR), "2 times every hour"),
        (Timing(2, 1, HOUR, frequency_most=3), "2 to 3 times every hour"),
        (Timing(4, 1, YEAR), "4 times a year"),
        (Timing(4, 1, YEAR, frequency_most=6), "4 to 6 times a year"),
        (Timing(2, 1, MONTH), "2 times a month"),
        (Timing(2, 1, MONTH, frequency_most=3), "2 to 3 times a month"),
        (Timing(2, 1, DAY, frequency_most=3), "2 to 3 times a day"),
        (Timing(1, 1, YEAR), "every year"),
        (Timing(1, 2, YEAR, period_most=3), "every 2 to 3 years"),
    ],
)
def test_how_often_is_said_in_plain_words(timing: Timing, said: str) -> None:
    assert rhythm(EN, timing) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(1, YEAR), "for 1 year"),
        (Span(1, YEAR, 2), "for 1 to 2 years"),
        (Span(48, HOUR), "for 48 hours"),
        (Span(24, HOUR, 48), "for 24 to 48 hours"),
    ],
)
def test_how_long_is_said_in_plain_words(span: Span, said: str) -> None:
    assert phase(EN, WrittenPhase(None, Timing(1, 1, DAY), lasting=span)) == f"every day, {said}"


def test_nothing_is_counted_in_minutes() -> None:
    with pytest.raises(ValueError, match="so short"):
        rhythm(EN, Timing(1, 5, TimeUnit.MINUTE))
    with pytest.raises(ValueError, match="so short"):
        phase(EN, WrittenPhase(MG, Timing(1, 1, DAY), lasting=Span(5, TimeUnit.SECOND)))


@pytest.mark.parametrize("reason", Why)
def test_each_question_back_says_what_to_do_in_a_few_words(reason: Why) -> None:
    told = why(EN, AskBack(reason))
    assert told.endswith((".", "?"))
    assert all(len(sentence.split()) <= 20 for sentence in told.replace("?", ".").split("."))
    assert len({why(EN, AskBack(each)) for each in Why}) == len(Why), "each has its own"


def test_a_question_back_quotes_the_piece_as_it_was_typed() -> None:
    assert why(EN, AskBack(Why.NOT_POSITIVE, "0 <b>mcg\n")).startswith("It is about “0 &lt;b&gt;mcg”.\n")


def test_step_by_step_is_always_offered() -> None:
    assert [choice.label for row in back(EN, AskBack(Why.NO_END)).rows for choice in row] == ["Step by step"]


@pytest.mark.parametrize(
    ("t", "pieces", "said"),
    [
        (EN, ("as directed",), "I did not use: “as directed”."),
        (EN, ("as <directed>", "Rotate sites"), "I did not use: “as &lt;directed&gt;” and “Rotate sites”."),
    ],
)
def test_what_is_not_used_is_quoted(t: Translator, pieces: tuple[str, ...], said: str) -> None:
    assert unused(t, pieces) == said
