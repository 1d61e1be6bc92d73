"""What a patient follows in check-ins, and how often they are asked: chosen, in own words too, and changed."""

import pytest

from tests.cast import Person, Stage
from tests.conversations.test_check_in import follows
from tests.conversations.test_stale import old_tap


async def test_what_is_followed_is_chosen_and_shown(anna: Person) -> None:
    await anna.joins()
    await anna.says("menu")
    await anna.taps("How I feel")
    assert "Choose what you want to follow." in anna.last
    await anna.taps("Choose what to follow")
    await anna.taps("Continue")
    assert "Please tap at least one." in anna.last
    await anna.taps("Energy", "Mood", "Energy", "Tingling")
    assert "✅ Tingling or numbness" in anna.labels
    assert "▫️ Energy" in anna.labels
    await anna.taps("Continue")
    assert "How often shall I ask?" in anna.last
    await anna.taps("By my plan")
    assert "Saved." in anna.last
    assert "You follow:\n• Tingling or numbness\n• Mood\n" in anna.last
    assert "I ask every week. In the maintenance phase, and without a plan, I ask every four weeks." in anna.last


async def test_three_symptoms_at_most_are_the_patients_own(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checkin")
    await anna.taps("Choose what to follow", "Energy", "Something else", "Continue")
    assert "What else would you like to follow?" in anna.last
    await anna.says("x" * 41)
    assert "at most 40 letters" in anna.last
    await anna.says("sleep", "my <left> hand", "cramps")
    await anna.taps("Every two weeks")
    assert "• Energy\n• sleep\n• my <left> hand\n• cramps" in anna.last
    await anna.taps("Change what I follow")
    assert "✅ cramps" in anna.labels
    assert not any("Something else" in label for label in anna.labels)
    await anna.taps("sleep", "Continue")
    assert "• Energy\n• my <left> hand\n• cramps" in anna.last
    await anna.taps("Change what I follow", "Something else", "Continue")
    await anna.says("dreams")
    assert "• cramps\n• dreams" in anna.last
    await anna.taps("Check in now", "Worse", "Worse")
    assert "Question 3 of 4\ncramps" in anna.last, "nothing is inferred from own words"


async def test_own_words_can_be_one_only(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checkin")
    await anna.taps("Choose what to follow", "Something else", "Continue")
    await anna.says("sleep", "no")
    await anna.taps("Every week")
    assert "You follow:\n• sleep\n" in anna.last


async def test_typing_where_several_can_be_right_says_to_tap(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checkin")
    await anna.taps("Choose what to follow")
    await anna.says("my sleep and my mood")
    assert "Please tap at least one." in anna.last
    assert "▫️ Mood" in anna.labels


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("Every two weeks", "I ask every two weeks."),
        ("Every four weeks", "I ask every four weeks."),
        ("Never", "I do not ask by myself."),
    ],
)
async def test_how_often_it_asks_can_be_changed(anna: Person, choice: str, words: str) -> None:
    await follows(anna, "Energy")
    await anna.taps("Change how often", choice)
    assert words in anna.last
    assert "• Energy" in anna.last


@pytest.mark.parametrize("begin", ["Check in now", "Change how often"])
async def test_strangers_and_old_buttons_lead_to_the_beginning(
    stage: Stage, anna: Person, bruno: Person, begin: str
) -> None:
    await follows(anna, "Energy")
    message, data = anna.button(begin)
    await bruno.says("/start")
    await stage.deliver(old_tap(bruno, message, data))
    assert "/start" in bruno.last
    await bruno.says("/checkin")
    assert "/start" in bruno.last
    await bruno.joins()
    await stage.deliver(old_tap(bruno, message, data))
    assert "follow" in bruno.last
    assert "Energy" not in bruno.last or "What would you like to follow?" in bruno.last
