"""An amount in both units settles what a sign in it may mean; a comma before a number makes no time of day of it."""

from datetime import date, time
from decimal import Decimal

import pytest

from bot.domain.prescription import parse
from bot.domain.written import AskBack, Measure, Why, Written, WrittenDose
from bot.i18n import Languages
from tests.cast import LOCALES

LANGUAGES = Languages(LOCALES)
TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "1,505 mcg (1.505 mg) weekly", "1505", Measure.MCG),
        ("en", "10.000 mcg (10 mg) weekly", "10000", Measure.MCG),
        ("en", "1.000 mcg (1.000 mg) weekly", "1000", Measure.MCG),
        ("es", "1,505 mg (1505 mcg) cada semana", "1.505", Measure.MG),
        ("es", "1.000 mcg (1 mg) cada semana", "1000", Measure.MCG),
    ],
)
def test_of_a_pair_the_reading_that_agrees_is_meant(language: str, text: str, value: str, unit: Measure) -> None:
    found = parse(text, LANGUAGES.of(language).vocabulary, TODAY)
    assert isinstance(found, Written), found
    assert found.phases[0].dose == WrittenDose(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.505 mcg (2 mg) weekly", Why.UNCLEAR_AMOUNT),
        ("1.505 mg (1.505 mg) weekly", Why.UNCLEAR_AMOUNT),
        ("1.50.5 mcg (1.505 mg) weekly", Why.UNCLEAR_AMOUNT),
        ("1 ampoule of 1.505 mg weekly", Why.UNCLEAR_AMOUNT),
        ("75.000 mcg (75 mg) weekly", Why.UNUSUAL_AMOUNT),
    ],
)
def test_a_pair_that_settles_nothing_is_asked_about(text: str, why: Why) -> None:
    found = parse(text, LANGUAGES.of("en").vocabulary, TODAY)
    assert isinstance(found, AskBack), found
    assert found.why is why


def test_a_count_after_a_comma_is_no_time_of_day() -> None:
    found = parse("1 mg every day at 18:00, 19 injections", LANGUAGES.of("en").vocabulary, TODAY)
    assert isinstance(found, Written), found
    assert (found.phases[0].timing.at, found.phases[0].count) == ((time(18),), 19)


def test_several_times_may_stand_with_commas() -> None:
    found = parse("1 mg every day at 08:00, 14:00 and 20:00", LANGUAGES.of("en").vocabulary, TODAY)
    assert isinstance(found, Written), found
    assert found.phases[0].timing.at == (time(8), time(14), time(20))
