"""Languages: each writes dates, times and amounts its own way, and an unknown one is served in English."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from bot.domain.clock_time import parse_time
from bot.domain.dates import parse_date
from bot.i18n import Html, Languages, Translator
from tests.cast import LOCALES

LANGUAGES = Languages(LOCALES)
ENGLISH, SPANISH = LANGUAGES.of("en"), LANGUAGES.of("es")
TUESDAY = datetime(2026, 3, 3, 9, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("tag", "served"), [("en", "en"), ("es-MX", "es"), ("ES", "es"), ("pt_BR", "en"), ("", "en"), (None, "en")]
)
def test_a_tag_finds_its_language_or_english(tag: str | None, served: str) -> None:
    assert LANGUAGES.match(tag) == served
    assert LANGUAGES.of(tag).tag == served


def test_english_stands_first_among_the_languages() -> None:
    assert next(iter(LANGUAGES.names)) == "en"
    assert LANGUAGES.names["es"] == "Español"


def test_values_are_escaped_unless_they_are_html() -> None:
    assert ENGLISH("Medicine: {medicine}", medicine="<b>&") == "Medicine: &lt;b&gt;&amp;"
    assert ENGLISH("Medicine: {medicine}", medicine=Html("<b>x</b>")) == "Medicine: <b>x</b>"
    assert ENGLISH.label("Medicine: {medicine}", medicine="<b>") == "Medicine: <b>"


@pytest.mark.parametrize(
    ("t", "moment", "ten_thousand", "half"),
    [(ENGLISH, "Tue 3 Mar 09:05", "10,000", "0.5"), (SPANISH, "mar 3 mar 09:05", "10\u00a0000", "0,5")],
)
def test_each_language_writes_in_its_own_way(t: Translator, moment: str, ten_thousand: str, half: str) -> None:
    assert t.moment(TUESDAY) == moment
    assert t.number(Decimal(10000)) == ten_thousand
    assert t.number(Decimal("0.5")) == half


def test_a_number_never_ends_in_a_zero_after_the_point() -> None:
    assert ENGLISH.number(Decimal(1)) == "1"
    assert ENGLISH.number(1234567) == "1,234,567"


def test_plurals_and_lists_follow_the_language() -> None:
    assert ENGLISH.plural("every day", "every {n} days", 1) == "every day"
    assert ENGLISH.plural("every day", "every {n} days", 2) == "every 2 days"
    assert SPANISH.plural("every day", "every {n} days", 2) == "cada 2 días"
    assert ENGLISH.listing(["a", "b", "c"]) == "a, b and c"
    assert SPANISH.either(["112", "061"]) == "112 o 061"


def test_what_a_language_writes_it_also_reads() -> None:
    today = date(2026, 3, 2)
    for t in LANGUAGES:
        for day in (date(2026, 3, 3), date(2026, 9, 30), date(2027, 1, 5)):
            assert parse_date(t.day_with_year(day), today, t.date_words, t.words.day_first) == day
        assert parse_time(t.clock(time(9, 5)), t.time_words) == time(9, 5)


@pytest.mark.parametrize(
    ("t", "said", "meant"),
    [
        (ENGLISH, "tomorrow", date(2026, 3, 3)),
        (ENGLISH, "next Friday", date(2026, 3, 6)),
        (ENGLISH, "3rd of March", date(2026, 3, 3)),
        (SPANISH, "mañana", date(2026, 3, 3)),
        (SPANISH, "el próximo viernes", date(2026, 3, 6)),
        (SPANISH, "3 de marzo", date(2026, 3, 3)),
        (SPANISH, "dentro de 2 semanas", date(2026, 3, 16)),
    ],
)
def test_days_are_read_as_people_say_them(t: Translator, said: str, meant: date) -> None:
    assert parse_date(said, date(2026, 3, 2), t.date_words, t.words.day_first) == meant


@pytest.mark.parametrize(
    ("t", "said", "meant"),
    [
        (ENGLISH, "9 in the morning", time(9)),
        (ENGLISH, "at 9pm", time(21)),
        (ENGLISH, "noon", time(12)),
        (SPANISH, "a las 9 de la mañana", time(9)),
        (SPANISH, "9 de la noche", time(21)),
        (SPANISH, "mediodía", time(12)),
    ],
)
def test_times_are_read_as_people_say_them(t: Translator, said: str, meant: time) -> None:
    assert parse_time(said, t.time_words) == meant


def test_every_country_has_a_name_in_every_language() -> None:
    assert (ENGLISH.countries["DE"], SPANISH.countries["DE"]) == ("Germany", "Alemania")
    assert not {"EU", "ZZ", "XA"} & set(ENGLISH.countries)


def test_a_folder_without_translations_speaks_english() -> None:
    assert ENGLISH("Skip") == "Skip"
    assert ENGLISH.weekday_short(1) == "Tue"
