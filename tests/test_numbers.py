"""The table of emergency numbers as it is delivered, and what a start does without a good one."""

from pathlib import Path

import pytest

from bot.numbers import read_numbers
from bot.settings import Refusal
from tests.cast import LOCALES

FILE = LOCALES / "emergency.toml"
GOOD = """
[sources]
one = "the one"
two = "the other"

[country.FR]
numbers = ["15", "112"]
sources = ["one", "two"]
checked_on = 2026-11-23
"""


def refusal(file: Path) -> str:
    """What a start says where this is the table."""
    with pytest.raises(Refusal) as refused:
        read_numbers(file)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return str(refused.value)


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("[sources]", "[sources", "line 2"),
        ("[sources]", "[source]", "[sources]"),
        ('"the one"', "1", "[sources]"),
        ("country.FR", "land.FR", "[country]"),
        ("[country.FR]", "[country]\nFR = 1\n[other]", "FR: a country is a table"),
        ("country.FR", "country.fr", "fr: a country is two capital letters"),
        ("checked_on", "checked", "FR: checked means nothing here"),
        ("checked_on = 2026-11-23", "", "FR: 'checked_on' is missing"),
        ("2026-11-23", "2026-11-23T00:00:00", "FR: checked_on is a date"),
        ("2026-11-23", '"yesterday"', "FR: checked_on is a date"),
        ('["15", "112"]', "[15, 112]", "FR: numbers is a list of texts"),
        ('["15", "112"]', '"112"', "FR: numbers is a list of texts"),
        ('"112"', '"0033"\nnote = ["x"]', "cannot be read"),
        ('["one", "two"]', '["one", "two"]\nnote = 1', "FR: note and exception are texts"),
        ('["one", "two"]', '["one", "three"]', "FR: 'three' is missing"),
        ('["one", "two"]', '["one"]', "FR: a row has two different sources"),
        ('"112"', '"+33"', "FR: a number is 2 to 6 digits"),
    ],
)
def test_a_table_that_cannot_be_relied_on_is_refused_by_its_name(good: str, bad: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "emergency.toml"
    file.write_text(GOOD.replace(good, bad, 1), encoding="utf-8")
    said = refusal(file)
    assert str(file) in said
    assert why in said
    assert "\n" not in said


def test_a_missing_table_is_refused_by_its_name(tmp_path: Path) -> None:
    assert str(tmp_path / "emergency.toml") in refusal(tmp_path / "emergency.toml")


def test_a_table_that_is_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "emergency.toml").write_bytes(b"\xff\xfe\x00")
    assert str(tmp_path / "emergency.toml") in refusal(tmp_path / "emergency.toml")


def test_a_table_is_read_with_its_sources_spelt_out(tmp_path: Path) -> None:
    file = tmp_path / "emergency.toml"
    file.write_text(GOOD, encoding="utf-8")
    rows = read_numbers(file)
    assert rows["FR"].medical == ("15", "112")
    assert rows["FR"].sources == ("the one", "the other")
