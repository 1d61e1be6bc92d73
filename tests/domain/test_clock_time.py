"""Times of day as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock_time import DayPart, TimeWords, Unclear, parse_time

ENGLISH: TimeWords = {
    "noon": time(12),
    "midnight": time(0),
    "in the morning": DayPart(6, 12),
    "in the afternoon": DayPart(12, 18),
    "at night": DayPart(21, 6),
    "at": DayPart(0, 24),
    "o'clock": DayPart(0, 24),
    "": DayPart(0, 24),
}
SPANISH: TimeWords = {
    "mediodía": time(12),
    "de la mañana": DayPart(6, 12),
    "de la noche": DayPart(20, 24),
    "a las": DayPart(0, 24),
    "hs": DayPart(0, 24),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", time(9)),
        ("9:00", time(9)),
        ("7:30", time(7, 30)),
        ("9.30", time(9, 30)),
        ("9,30", time(9, 30)),
        ("9 : 30", time(9, 30)),
        ("9\uff1a30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("9H", time(9)),
        ("21 h", time(21)),
        ("18:00h", time(18)),
        ("8 h 30", time(8, 30)),
        ("09", time(9)),
        ("0", time(0)),
        ("00", time(0)),
        ("12:30", time(12, 30)),
        ("21", time(21)),
        ("2130", time(21, 30)),
        ("0930", time(9, 30)),
        ("٠٩:٣٠", time(9, 30)),
        (" at 09:15! ", time(9, 15)),
    ],
)
def test_a_24_hour_time_is_clear(text: str, expected: time) -> None:
    assert parse_time(text, ENGLISH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9am", time(9)),
        ("9:30 p.m.", time(21, 30)),
        ("9:30 p. m.", time(21, 30)),
        ("09:30 PM", time(21, 30)),
        ("12 am", time(0)),
        ("12:05 pm", time(12, 5)),
        ("21:00 pm", time(21)),
        ("pm 9", time(21)),
    ],
)
def test_am_and_pm_decide_in_every_language(text: str, expected: time) -> None:
    assert parse_time(text, {}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noon", time(12)),
        ("at noon", time(12)),
        ("12 noon", time(12)),
        ("12 midnight", time(0)),
        ("9 in the morning", time(9)),
        ("At 9 o'clock in the morning", time(9)),
        ("3 in the afternoon", time(15)),
        ("9 at night", time(21)),
        ("2 at night", time(2)),
        ("12 at night", time(0)),
    ],
)
def test_the_words_of_a_language_decide(text: str, expected: time) -> None:
    assert parse_time(text, ENGLISH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mediodia", time(12)),
        ("a las 9 de la manana", time(9)),
        ("A las 9:15 de la noche", time(21, 15)),
        ("21hs", time(21)),
    ],
)
def test_the_words_of_another_language_decide_there(text: str, expected: time) -> None:
    assert parse_time(text, SPANISH) == expected


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("9", (time(9), time(21))),
        ("at 9", (time(9), time(21))),
        ("9 o'clock", (time(9), time(21))),
        ("12", (time(12), time(0))),
        ("5 in the morning", (time(5), time(17))),
        ("9 noon", (time(9), time(21))),
    ],
)
def test_a_bare_hour_or_words_that_do_not_fit_it_are_unclear(text: str, options: tuple[time, ...]) -> None:
    assert parse_time(text, ENGLISH) == Unclear(options)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25:00",
        "24:00",
        "9:75",
        "13 in the morning",
        "soon",
        "9ish",
        "9 or 10",
        "9-10",
        "9:30:00",
        "930",
        "12345",
        "every 9",
        "in the morning",
        "noon or midnight",
        "noon",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert parse_time(text, {} if text == "noon" else ENGLISH) is None


@given(st.times())
def test_every_time_is_read_back_from_both_clocks(moment: time) -> None:
    minute = moment.replace(second=0, microsecond=0)
    assert parse_time(f"{minute:%H:%M}", {}) == minute
    assert parse_time(f"{minute:%I:%M %p}", {}) == minute
    assert parse_time(f"{minute:%H%M}", {}) == minute


@given(st.text() | st.from_regex(r"\d{1,4}[:.h ]?\d{0,3} ?[apm.]{0,4}"))
def test_no_text_breaks_it_and_unclear_always_leaves_a_choice(text: str) -> None:
    result = parse_time(text, ENGLISH)
    assert not isinstance(result, Unclear) or len(set(result.options)) > 1
