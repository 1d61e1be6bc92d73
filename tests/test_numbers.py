"""The table of emergency numbers as it is delivered: what it rests on, and that it is looked at again each year."""

import ast
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from phonenumbers.shortnumberinfo import is_emergency_number

from bot.domain.emergency import Number, medical_numbers
from bot.numbers import read_numbers
from tests.cast import LOCALES

ROOT = Path(__file__).parents[1]
TABLE = read_numbers(LOCALES / "emergency.toml")
# country -> number -> what Android's table says that it is for
ANDROID = tomllib.loads((ROOT / "tests" / "android_numbers.toml").read_text(encoding="utf-8"))
EACH = [(row.country, number) for row in TABLE.values() for number in row.numbers]
NAMES = [f"{country}-{number.digits}" for country, number in EACH]
AMBULANCE = "ambulance"


def accepted(country: str, number: Number) -> bool:
    """Whether libphonenumber takes it for an emergency number of that country; it does not know of which kind."""
    return is_emergency_number(number.digits, country)


def not_medical(country: str, number: Number) -> bool:
    """Whether Android's table has it for police or fire or another service, and not for an ambulance."""
    typed = ANDROID.get(country, {}).get(number.digits, AMBULANCE)
    return AMBULANCE not in typed.split()


@pytest.mark.parametrize(("country", "number"), EACH, ids=NAMES)
def test_libphonenumber_accepts_each_number_or_its_exception_is_written_down(country: str, number: Number) -> None:
    assert accepted(country, number) or number.exception


@pytest.mark.parametrize(("country", "number"), EACH, ids=NAMES)
def test_no_number_is_police_or_fire_alone_unless_its_exception_is_written_down(country: str, number: Number) -> None:
    assert not not_medical(country, number) or number.exception


@pytest.mark.parametrize(("country", "number"), EACH, ids=NAMES)
def test_an_exception_stands_only_where_one_is_needed(country: str, number: Number) -> None:
    assert not number.exception or not accepted(country, number) or not_medical(country, number)


@pytest.mark.parametrize(("country", "number"), EACH, ids=NAMES)
def test_a_source_that_we_can_ask_says_what_it_is_cited_for(country: str, number: Number) -> None:
    cited = " ".join(source.partition(",")[0] for source in number.sources)
    if "Android" in cited:
        assert AMBULANCE in ANDROID[country][number.digits].split()
    if "libphonenumber" in cited:
        assert accepted(country, number)


def test_every_source_is_cited_and_says_where_it_is() -> None:
    sources = tomllib.loads((LOCALES / "emergency.toml").read_text(encoding="utf-8"))["sources"]
    assert set(sources.values()) == {source for _, number in EACH for source in number.sources}
    read_by_machine = {sources["aosp"], sources["libphonenumber"]}
    assert [text for text in sources.values() if "http" not in text and text not in read_by_machine] == []


def test_the_exceptions_are_few_and_known() -> None:
    excepted = {name for name, (_, number) in zip(NAMES, EACH, strict=True) if number.exception}
    few = {"GT-122", "HN-911", "HT-116", "IQ-911", "KR-119", "LK-1990", "MA-150", "NG-112", "PE-106"}
    assert excepted == few | {"PY-141", "RS-194", "SN-1515", "SV-132", "TT-811", "UY-105", "UZ-103"}


def test_there_are_many_countries_and_those_where_most_people_live() -> None:
    populous = {"IN", "CN", "US", "ID", "PK", "NG", "BR", "BD", "RU", "MX", "JP", "EG", "PH", "VN", "TR", "IR", "DE"}
    assert populous <= TABLE.keys()
    assert len(TABLE) >= 50


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("GB", ("999", "112")),
        ("US", ("911",)),
        ("ES", ("112",)),
        ("FR", ("15", "112")),
        ("IN", ("112", "108")),
        ("NO", ("113",)),
        ("TH", ("1669",)),
        ("ZA", ("112", "10177")),
    ],
)
def test_the_best_number_comes_first(country: str, numbers: tuple[str, ...]) -> None:
    assert medical_numbers(TABLE, country) == numbers


@pytest.mark.parametrize("country", ["BO", "ET", "MM", "KP", "XX"])
def test_a_country_without_two_good_sources_has_no_row(country: str) -> None:
    assert medical_numbers(TABLE, country) == ()


def test_every_row_was_checked_within_a_year_of_the_real_today_which_this_test_alone_reads() -> None:
    # fails by the calendar, and means to: docs/decisions.md, "Emergency numbers", says what to do then
    today = datetime.now(UTC).date()
    assert [row.country for row in TABLE.values() if today - row.checked_on > timedelta(days=365)] == []


def test_the_bot_never_imports_the_package_that_its_tests_ask() -> None:
    guilty = [
        path.relative_to(ROOT).as_posix()
        for room in ("bot", "conversations")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(
            name.partition(".")[0] == "phonenumbers"
            for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        )
    ]
    assert guilty == []
    assert "phonenumbers" not in (ROOT / "requirements.txt").read_text(encoding="utf-8")
