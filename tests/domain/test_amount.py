"""Amounts: read strictly, never guessed, and converted in one way only."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amount import (
    Amount,
    NeedsUnit,
    Unclear,
    Unit,
    Unreadable,
    Volume,
    is_unusual,
    parse_amount,
    parse_stored,
)


def mcg(number: str) -> Amount:
    return Amount(Decimal(number), Unit.MCG)


def mg(number: str) -> Amount:
    return Amount(Decimal(number), Unit.MG)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1000 mcg", mcg("1000")),
        ("1000mcg", mcg("1000")),
        ("1000 micrograms", mcg("1000")),
        ("1000 microgramos", mcg("1000")),
        ("1000 µg", mcg("1000")),
        ("1000 μg", mcg("1000")),
        ("1000 ug", mcg("1000")),
        ("1 mg", mg("1")),
        ("1 MG", mg("1")),
        ("0.5 mg", mg("0.5")),
        ("0,5 mg", mg("0.5")),
        ("1,5 mg", mg("1.5")),
        ("0.500 mg", mg("0.500")),
        ("10 000 mcg", mcg("10000")),
        ("10\u202f000 mcg", mcg("10000")),
        ("10,000 mcg", mcg("10000")),
        ("1,000,000 mcg", mcg("1000000")),
        ("1,000.5 mcg", mcg("1000.5")),
        ("1.000,5 mcg", mcg("1000.5")),
        ("my dose is 1000 mcg", mcg("1000")),
        ("10 mg (10000 mcg)", mg("10")),
    ],
)
def test_a_clear_amount_is_read_in_its_own_unit(text: str, meant: Amount) -> None:
    assert parse_amount(text, grouping=",") == meant


@pytest.mark.parametrize(
    ("text", "grouping", "options"),
    [
        ("10.000 mcg", ",", (mcg("10000"), mcg("10.000"))),
        ("1.000 mg", ",", (mg("1000"), mg("1.000"))),
        ("1,000 mcg", "", (mcg("1000"), mcg("1.000"))),
        ("1.000 mcg", "", (mcg("1000"), mcg("1.000"))),
    ],
)
def test_a_separator_with_two_meanings_is_asked_about(text: str, grouping: str, options: tuple[Amount, ...]) -> None:
    assert parse_amount(text, grouping) == Unclear(options)


def test_a_number_without_a_unit_is_asked_about() -> None:
    assert parse_amount("500") == NeedsUnit((mcg("500"), mg("500")))
    assert parse_amount("1.000") == NeedsUnit((mcg("1000"), mg("1000"), mcg("1.000"), mg("1.000")))


@pytest.mark.parametrize("text", ["1 ml", "1mL of 1000 mcg", "0.5 cc", "1000 mcg/ml", "1000 mcg per mL"])
def test_a_volume_is_not_an_amount_of_medicine(text: str) -> None:
    assert parse_amount(text, ",") == Volume()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "0",
        "0 mcg",
        "-5 mg",
        "1000 to 2000 mcg",
        "1000-2000 mcg",
        "5000 IU",
        "1 g",
        "2 amps of 1000 mcg",
        "1.2.3 mg",
        "1,00,000 mcg",
        "1000 mcg and 2 mg",
        "1.000,5,5 mcg",
        "12345,678.9 mcg",
        "1 000 000 000 000 mcg",
        "1010,000 mcg",
        "1000.000 mcg",
    ],
)
def test_what_is_not_one_positive_amount_is_not_guessed(text: str) -> None:
    assert parse_amount(text, ",") == Unreadable()


def test_both_units_tell_the_same_amount() -> None:
    assert (mg("10").mcg, mg("10").mg) == (Decimal("10000"), Decimal("10"))
    assert (mcg("500").mcg, mcg("500").mg) == (Decimal("500"), Decimal("0.5"))


@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity"])
def test_an_amount_is_positive(value: str) -> None:
    with pytest.raises(ValueError, match="positive"):
        mg(value)


@pytest.mark.parametrize(("amount", "unusual"), [(mcg("99"), True), (mcg("100"), False), (mg("50"), False)])
def test_what_no_label_states_is_asked_once_more(amount: Amount, unusual: bool) -> None:
    assert is_unusual(amount) is unusual


def test_far_too_much_is_unusual() -> None:
    assert is_unusual(mg("1000"))


@pytest.mark.parametrize("text", ["", "1000", "1e3 mcg", "x mcg", "1000 g", "0 mg"])
def test_only_what_was_stored_reads_back(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_stored(text)


amounts = st.builds(
    Amount, st.decimals(min_value="0.001", max_value="1000000", places=3).filter(bool), st.sampled_from(Unit)
)


@given(amounts)
def test_a_stored_amount_reads_back_as_itself(amount: Amount) -> None:
    assert parse_stored(str(amount)) == amount
    assert parse_stored(str(amount)).unit is amount.unit


@given(st.text(), st.sampled_from(["", ",", "."]))
def test_no_text_raises(text: str, grouping: str) -> None:
    parse_amount(text, grouping)


@given(st.integers(1, 9_999_999), st.sampled_from(Unit))
def test_a_plain_whole_number_is_never_a_thousand_times_off(number: int, unit: Unit) -> None:
    assert parse_amount(f"{number} {unit}") == Amount(Decimal(number), unit)
    assert parse_amount(f"{number:,} {unit}", ",") == Amount(Decimal(number), unit)
