"""What a row of the table of emergency numbers may be, and how a country finds its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.emergency import Number, Numbers, medical_numbers

DAY = date(2026, 11, 23)


def number(digits: str) -> Number:
    return Number(digits, ("one", "other"))


TABLE = {
    "FR": Numbers("FR", (number("15"), number("112")), DAY),
    "US": Numbers("US", (number("911"),), DAY, "a note"),
}


@pytest.mark.parametrize(("country", "numbers"), [("FR", ("15", "112")), ("fr", ("15", "112")), ("US", ("911",))])
def test_a_country_has_its_numbers_best_first(country: str, numbers: tuple[str, ...]) -> None:
    assert medical_numbers(TABLE, country) == numbers


@pytest.mark.parametrize("country", [None, "", "XX", "F", "FRA", "France"])
def test_a_country_without_a_row_has_no_number(country: str | None) -> None:
    assert medical_numbers(TABLE, country) == ()


@given(st.text())
def test_no_text_breaks_it(country: str) -> None:
    assert isinstance(medical_numbers(TABLE, country), tuple)


@pytest.mark.parametrize("country", ["", "F", "fr", "FRA", "F1", "ÄÖ"])
def test_a_country_is_two_capital_letters(country: str) -> None:
    with pytest.raises(ValueError, match="two capital letters"):
        Numbers(country, (number("112"),), DAY)


@pytest.mark.parametrize("digits", [(), ("112", "112")])
def test_a_country_has_a_number_and_each_once(digits: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at least one number"):
        Numbers("FR", tuple(number(each) for each in digits), DAY)


@pytest.mark.parametrize("digits", ["", "1", "1234567", "+112", "11 2", "११२", "112\n"])
def test_a_number_is_two_to_six_plain_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="2 to 6 digits"):
        number(digits)


@pytest.mark.parametrize("sources", [(), ("one",), ("one", "one")])
def test_a_number_needs_two_different_sources(sources: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="112 needs two different sources"):
        Number("112", sources)
