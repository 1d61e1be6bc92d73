"""Medical emergency numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.emergency import BY_COUNTRY, Numbers, medical_numbers


@pytest.mark.parametrize(
    ("country", "numbers"),
    [("GB", ("999", "112")), ("gb", ("999", "112")), ("US", ("911",)), ("FR", ("15", "112")), ("JP", ("119",))],
)
def test_a_country_has_its_medical_numbers(country: str, numbers: tuple[str, ...]) -> None:
    assert medical_numbers(country) == numbers


@pytest.mark.parametrize("country", [None, "", "XX", "NG", "IN", "ID", "PK", "United Kingdom"])
def test_where_sources_differ_or_are_missing_there_is_no_number(country: str | None) -> None:
    assert medical_numbers(country) == ()


@pytest.mark.parametrize("row", BY_COUNTRY.values(), ids=list(BY_COUNTRY))
def test_every_row_is_digits_from_two_sources_with_a_date(row: Numbers) -> None:
    assert row.medical
    assert all(number.isascii() and number.isdigit() and 2 <= len(number) <= 6 for number in row.medical)
    assert len(set(row.sources)) == 2
    assert row.checked_on >= date(2026, 1, 1)
    assert len(row.country) == 2
    assert row.country.isupper()


@pytest.mark.parametrize(
    ("country", "not_medical"),
    [
        ("BR", {"190", "193"}),
        ("CN", {"110", "119"}),
        ("EG", {"122", "180"}),
        ("JP", {"110", "118"}),
        ("RU", {"101", "102"}),
        ("SA", {"998", "999"}),
        ("TR", {"110", "155"}),
    ],
)
def test_no_row_holds_a_number_of_police_or_fire_alone(country: str, not_medical: set[str]) -> None:
    assert not_medical.isdisjoint(medical_numbers(country))


@given(st.text())
def test_no_text_breaks_it(country: str) -> None:
    assert isinstance(medical_numbers(country), tuple)
