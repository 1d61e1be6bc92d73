"""A table of emergency numbers that cannot be relied on is refused at start, by the name of its file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.numbers import read_numbers
from bot.settings import Refusal
from tests.running import environment, free_port

ROOT = Path(__file__).parents[1]
GOOD = """
[sources]
one = "the one"
two = "the other"

[country.FR]
numbers.15 = ["one", "two"]
numbers.112 = ["two", "one"]
exceptions.15 = "a reason"
checked_on = 2026-11-23
"""


def refusal(file: Path) -> str:
    """What a start says where this is the table."""
    with pytest.raises(Refusal) as refused:
        read_numbers(file)
    assert refused.value.__context__ is None
    return str(refused.value)


@pytest.mark.parametrize(
    ("good", "bad", "why"),
    [
        ("[sources]", "[sources", "line 2"),
        ("[sources]", "[source]", "[sources] must be text"),
        ('"the one"', "1", "[sources] must be text"),
        ("country.FR", "land.FR", "[country]"),
        ("[country.FR]", "[country]\nFR = 1\n[other]", "FR: a country is a table"),
        ("country.FR", "country.fr", "fr: a country is two capital letters"),
        ("checked_on", "checked", "FR: checked means nothing here"),
        ("checked_on = 2026-11-23", "", "FR: 'checked_on' is missing"),
        ("2026-11-23", "2026-11-23T00:00:00", "FR: checked_on is a date"),
        ("2026-11-23", '"yesterday"', "FR: checked_on is a date"),
        ("2026-11-23", "2026-11-23\nnote = 1", "FR: note must be text"),
        ('"a reason"', "1", "FR: exceptions must be text"),
        ("exceptions.15", "exceptions.18", "FR: 18 has an exception and is no number here"),
        ('numbers.15 = ["one", "two"]\nnumbers.112', "numbers", "FR: numbers name their sources"),
        ('["one", "two"]', '"one"', "FR: numbers name their sources"),
        ('["one", "two"]', '["one", "three"]', "FR: 'three' is missing"),
        ('["one", "two"]', '["one"]', "FR: 15 needs two different sources"),
        ("numbers.112", "numbers.x", "FR: a number is 2 to 6 digits"),
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


def test_a_table_is_read_in_its_order_with_its_sources_spelt_out(tmp_path: Path) -> None:
    file = tmp_path / "emergency.toml"
    file.write_text(GOOD, encoding="utf-8")
    row = read_numbers(file)["FR"]
    assert row.medical == ("15", "112")
    assert row.numbers[1].sources == ("the other", "the one")
    assert row.numbers[0].exception == "a reason"


def test_a_program_without_its_table_does_not_start_and_says_which_file_is_missing(tmp_path: Path) -> None:
    for room in ("bot", "conversations", "locales"):
        ignored = shutil.ignore_patterns("__pycache__", "emergency.toml")
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=environment(tmp_path / "data", free_port()),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2, ran.stderr
    assert str(tmp_path / "locales" / "emergency.toml") in ran.stderr
    assert "Traceback" not in ran.stderr
