"""Ranges, times and reviews as people type them: read where they are sure, refused kindly where they are not."""

import pytest

from bot.i18n import Languages
from conversations.dialogue import Again
from conversations.read import times_of_day, whole_or_range
from tests.cast import LOCALES, Person

LANGUAGES = Languages(LOCALES)


async def to_how_often(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Repletion")


@pytest.mark.parametrize(
    ("language", "said", "count"),
    [
        ("en", "3-4", (3, 4)),
        ("en", "3 \u2013 4 days", (3, 4)),
        ("en", "every 3 to 4", (3, 4)),
        ("en", "between 3 and 4", (3, 4)),
        ("en", "3 or 4", (3, 4)),
        ("es", "3 a 4", (3, 4)),
        ("es", "de 3 a 4 días", (3, 4)),
        ("es", "entre 3 y 4", (3, 4)),
        ("es", "3-4", (3, 4)),
        ("en", "12 weeks", (12, None)),
    ],
)
def test_a_range_is_read_in_each_languages_own_words(language: str, said: str, count: tuple[int, int | None]) -> None:
    assert whole_or_range(LANGUAGES.of(language), 1, 99)(said) == count


@pytest.mark.parametrize("said", ["4-3", "3-3", "0-4", "3-400", "-3", "3/4", "1.5", "1.5-2", "3-4-5", "three", "", "-"])
def test_what_is_no_range_is_asked_again(said: str) -> None:
    assert isinstance(whole_or_range(LANGUAGES.of("en"), 1, 99)(said), Again)


@pytest.mark.parametrize(
    ("language", "said", "times"),
    [
        ("en", "09:00", ["09:00"]),
        ("en", "9,30", ["09:30"]),
        ("en", "21:00 and 09:00", ["09:00", "21:00"]),
        ("en", "8 am, 2 pm, 8 pm", ["08:00", "14:00", "20:00"]),
        ("es", "9 de la mañana y 9 de la noche", ["09:00", "21:00"]),
        ("es", "9:00; 21:00", ["09:00", "21:00"]),
    ],
)
def test_several_times_are_read_in_the_order_of_the_day(language: str, said: str, times: list[str]) -> None:
    found = times_of_day(LANGUAGES.of(language))(said)
    assert not isinstance(found, Again)
    assert [f"{at:%H:%M}" for at in found] == times


@pytest.mark.parametrize(
    "said", ["9 and 21", "09:00 and 09:00", "09:00 and then", "and", "6:00, 8:00, 10:00, 12:00, 14:00"]
)
def test_times_that_are_not_sure_are_asked_again(said: str) -> None:
    assert isinstance(times_of_day(LANGUAGES.of("en"))(said), Again)


async def test_a_range_that_reaches_the_next_injection_is_refused_kindly(anna: Person) -> None:
    await to_how_often(anna)
    await anna.taps("Every few days")
    await anna.says("2-4")
    assert "With 2 to 4, one injection could fall together with the next." in anna.last
    await anna.says("4-3")
    assert "the second number is the greater one" in anna.last
    await anna.says("3-5")
    assert "At what time of day" in anna.last
    await anna.says("9:00 and 21:00")
    assert "With a range of days, I can keep one time of day." in anna.last
    await anna.says("9:00")
    assert "On which day is the first injection?" in anna.last


async def test_several_times_a_day_that_were_not_meant_are_typed_again(anna: Person) -> None:
    await to_how_often(anna)
    await anna.taps("Every day", "Yes, every day")
    await anna.says("9 and 21")
    assert "I am not sure which times you mean." in anna.last
    await anna.says("9:00 and 21:00")
    await anna.taps("No, type the time again")
    await anna.says("9:00")
    assert "On which day is the first injection?" in anna.last


async def test_a_review_that_has_been_is_none_to_wait_for(anna: Person) -> None:
    await to_how_often(anna)
    await anna.taps("Every week")
    await anna.says("9:00", "17 February 2026")
    await anna.taps("When my clinician")
    for said, answer in (
        ("1 March 2026", "That day has passed."),
        ("1 January 2026", "That day has passed."),
        ("1 March 2099", "more than ten years after"),
    ):
        await anna.says(said)
        assert answer in anna.last
    await anna.says("today")
    assert "what comes after the review?" in anna.last


async def test_words_about_late_ones_that_are_too_long_are_asked_shorter(anna: Person) -> None:
    await to_how_often(anna)
    await anna.taps("Every week")
    await anna.says("9:00", "tomorrow")
    await anna.taps("After a number")
    await anna.says("1")
    await anna.taps("No, that is all")
    assert "What did your clinician say to do when one is late?" in anna.last, "of one injection there are no next ones"
    await anna.says("phone the clinic first, " * 8)
    assert "at most 120 letters" in anna.last
    await anna.says("  call <b>the clinic</b>  ")
    assert "your clinician said: “call <b>the clinic</b>”" in anna.last
