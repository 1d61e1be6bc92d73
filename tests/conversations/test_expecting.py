"""By when to expect change: the length of time that is read in the clinician's words, asked back, and used once."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.checklist import Item
from bot.domain.written import Span, TimeUnit
from bot.i18n import Languages
from bot.views.checklist_buttons import EditItem
from bot.views.codec import encode
from conversations.dialogue import Scene
from conversations.expecting import days, length
from tests.cast import LOCALES, MONDAY, PLACES, Person, Stage
from tests.conversations.test_stale import old_tap

QUESTION = "Is there any improvement so far?"
LANGUAGES = Languages(LOCALES)


def scene(tag: str) -> Scene:
    return Scene(LANGUAGES.of(tag), {}, datetime(2026, 3, 2, 8, tzinfo=UTC), PLACES, {})


@pytest.mark.parametrize(
    ("tag", "said", "expected"),
    [
        ("en", "in about 3 weeks", 21),
        ("en", "2 to 3 months", 90),
        ("en", "2-3 months, the nerves are slow", 90),
        ("en", "between 4 and 6 weeks", 42),
        ("en", "a fortnight", 14),
        ("en", "within three months she said", 90),
        ("en", "10 days", 10),
        ("en", "one year", 365),
        ("en", "after a month", 30),
        ("es", "en unas 3 semanas", 21),
        ("es", "de 2 a 3 meses", 90),
        ("es", "un mes", 30),
        ("en", "energy after 2 weeks, nerves after 6 months", None),
        ("en", "soon", None),
        ("en", "3", None),
        ("en", "24 hours", None),
        ("en", "5 years", None),
        ("en", "0 weeks", None),
        ("en", "when I see her again", None),
    ],
)
def test_one_length_of_time_is_read_and_of_a_range_the_later_end(tag: str, said: str, expected: int | None) -> None:
    told = length(scene(tag), said)
    assert (None if told is None else days(told)) == expected


def test_a_month_is_near_enough_thirty_days() -> None:
    assert days(Span(2, TimeUnit.MONTH, 3)) == 90


async def tells(stage: Stage, person: Person, said: str) -> None:
    """What the clinician said about the time."""
    await stage.deliver(old_tap(person, 1, encode(EditItem(Item.TIMELINE))))
    await person.says(said)


async def test_it_is_asked_back_and_the_words_stay(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await tells(stage, anna, "2 to 3 weeks")
    assert anna.last.startswith("Shall I ask you after 3 weeks whether there is any improvement?")
    await anna.taps("Yes, ask me then", "I'd rather not say")
    assert "✅ What to expect: 2 to 3 weeks" in anna.last
    assert "days:" not in anna.last


async def test_at_that_time_it_asks(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await tells(stage, anna, "in 10 days")
    await anna.taps("Yes, ask me then", "I'd rather not say")
    await stage.pass_time(days=9)
    assert QUESTION not in anna.last
    await stage.pass_time(days=2)
    assert anna.last.startswith(f"{QUESTION}\nYour clinician told you when to expect a change.")
    await anna.taps("Not sure yet")
    await stage.pass_time(days=15)
    assert anna.last.startswith(QUESTION), "once more"


async def test_only_the_words_are_kept_where_that_is_not_wanted(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await tells(stage, anna, "in 10 days")
    await anna.taps("No, keep only my words", "I'd rather not say")
    assert "✅ What to expect: in 10 days" in anna.last
    await stage.move_to(MONDAY + timedelta(days=40))
    assert QUESTION not in anna.last


async def test_words_without_a_length_are_kept_without_a_question(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await tells(stage, anna, "when the nerves have healed")
    assert "Who told you?" in anna.last


async def test_it_can_wait_for_the_visit_like_all_others(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await stage.deliver(old_tap(anna, 1, encode(EditItem(Item.TIMELINE))))
    await anna.taps("I don't know yet")
    assert "❓ What to expect: to ask" in anna.last
