"""Calendar days as people type them. Today is Monday, 2 March 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import DateWords, Unclear, parse_date

TODAY = date(2026, 3, 2)


def forms(names: str) -> tuple[tuple[str, ...], ...]:
    """Names and their three-letter abbreviations."""
    return tuple((name, name[:3]) for name in names.split())


ENGLISH = DateWords(
    months=forms("January February March April May June July August September October November December"),
    weekdays=forms("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    relative={"yesterday": -1, "today": 0, "tomorrow": 1, "in a week": 7},
    ahead={"in {0} day": 1, "in {0} days": 1, "in {0} weeks": 7},
    ignored=("next", "on", "of", "the", "st", "nd", "rd", "th"),
)
SPANISH = DateWords(
    months=forms(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    weekdays=forms("lunes martes miércoles jueves viernes sábado domingo"),
    relative={"hoy": 0, "mañana": 1, "pasado mañana": 2},
    ahead={"dentro de {0} días": 1},
    ignored=("el", "de", "del", "próximo"),
)


def read(text: str) -> date | Unclear[date] | None:
    return parse_date(text, TODAY, ENGLISH, day_first=False)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-03",
        "2026/3/3",
        "2026.03.03.",
        "3 March",
        "March 3",
        "March 3rd, 2026",
        "the 3rd of March",
        "3 mar 2026",
        "3 MAR 26",
        "2026 March 3",
        "Tuesday 3 March",
        "March 3, Tue",
        "3/3/2026",
        "3-3-26",
        "03\u201303\u20132026",
        "3.3.",
        "tomorrow",
        "Tomorow!",
        "Tuesday",
        "next tuesday",
        "tues",
        "Tuesdey",
        "in 1 day",
        "\u0663/\u0663",
    ],
)
def test_one_day_can_be_told_in_many_ways(text: str) -> None:
    assert read(text) == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoy", TODAY),
        ("Pasado manana", date(2026, 3, 4)),
        ("3 de marzo de 2026", date(2026, 3, 3)),
        ("el próximo miércoles", date(2026, 3, 4)),
        ("mar", date(2026, 3, 3)),
        ("mar 31 mar", date(2026, 3, 31)),
        ("dentro de 10 dias", date(2026, 3, 12)),
        ("31/12/2026", date(2026, 12, 31)),
        ("March 3", None),
    ],
)
def test_another_language_brings_its_own_words(text: str, expected: date | None) -> None:
    assert parse_date(text, TODAY, SPANISH, day_first=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 March", TODAY),
        ("1 March", date(2027, 3, 1)),
        ("Feb 29", date(2028, 2, 29)),
        ("25/12", date(2026, 12, 25)),
        ("12/25", date(2026, 12, 25)),
        ("1 Febuary 2027", date(2027, 2, 1)),
        ("5 sept", date(2026, 9, 5)),
    ],
)
def test_a_year_left_out_means_the_next_such_day(text: str, expected: date) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yesterday", date(2026, 3, 1)),
        ("in a week", date(2026, 3, 9)),
        ("in 2 weeks", date(2026, 3, 16)),
        ("in 0 days", TODAY),
        ("Sunday", date(2026, 3, 8)),
    ],
)
def test_days_are_counted_from_today(text: str, expected: date) -> None:
    assert read(text) == expected


def test_a_numeric_date_with_two_readings_is_unclear_the_language_s_way_first() -> None:
    april, march = date(2026, 4, 3), date(2026, 3, 4)
    assert parse_date("3/4/2026", TODAY, ENGLISH, day_first=True) == Unclear((april, march))
    assert parse_date("3/4/2026", TODAY, ENGLISH, day_first=False) == Unclear((march, april))
    assert parse_date("3/4", TODAY, ENGLISH, day_first=True) == Unclear((april, march))


@pytest.mark.parametrize("text", ["Monday", "next Monday", "on mon"])
def test_the_weekday_of_today_is_unclear(text: str) -> None:
    assert read(text) == Unclear((TODAY, date(2026, 3, 9)))


def test_a_weekday_that_is_not_the_date_s_is_unclear() -> None:
    assert read("Friday 3 March") == Unclear((date(2026, 3, 3),))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "the",
        "3",
        "9:30",
        "3 March 9:30",
        "30 February 2027",
        "31/4",
        "31/31/2026",
        "0/0",
        "2026-13-01",
        "2026-03",
        "2026-03-2026",
        "3/3/026",
        "0000-01-01",
        "3 Ju",
        "ju 3",
        "32 March",
        "March",
        "March 2026",
        "3 March 4 2026",
        "333 March",
        "3 March 126",
        "3 March April",
        "3 soon",
        "Monday Tuesday",
        "monthly",
        "sunny",
        "tursday",
        "T",
        "in 3 years",
        "in two weeks",
        "in a month",
        "in 1000 days",
        "3 in 4 days",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read(text) is None


def test_the_end_of_the_calendar_is_no_accident() -> None:
    last = date.max  # a Friday
    assert parse_date("tomorrow", last, ENGLISH, day_first=True) is None
    assert parse_date("Friday", last, ENGLISH, day_first=True) == last
    assert parse_date("Saturday", last, ENGLISH, day_first=True) is None
    assert parse_date("1 Jan", last, ENGLISH, day_first=True) is None


@given(st.dates(), st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back(today: date, day: date) -> None:
    month = ENGLISH.months[day.month - 1][0]
    for text in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}"):
        assert parse_date(text, today, ENGLISH, day_first=False) == day


@given(st.dates(max_value=date(9000, 1, 1)), st.dates())
def test_a_day_without_a_year_is_never_past_nor_far(today: date, day: date) -> None:
    found = parse_date(f"{day.day} {ENGLISH.months[day.month - 1][0]}", today, ENGLISH, day_first=True)
    assert isinstance(found, date)
    assert today <= found <= today + timedelta(8 * 366)
    assert (found.month, found.day) == (day.month, day.day)


@given(
    st.text() | st.from_regex(r"(\d{1,5}[ ./-]?|mar |mon |in |days ){1,5}", fullmatch=True),
    st.dates(),
    st.booleans(),
)
def test_no_text_breaks_it(text: str, today: date, day_first: bool) -> None:
    result = parse_date(text, today, ENGLISH, day_first)
    assert not isinstance(result, Unclear) or len(set(result.options)) == len(result.options)
