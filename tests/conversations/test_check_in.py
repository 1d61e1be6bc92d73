"""Check-ins: what is followed is chosen, each symptom is one tap, and what got worse shows help at once."""

import pytest

from bot.views.buttons import Answer
from bot.views.codec import decode
from tests.cast import Person, Stage
from tests.conversations.test_stale import old_tap

ON = "Go on with the check-in"


async def follows(person: Person, *names: str, often: str = "Every week") -> None:
    """From /start to these being followed."""
    await person.joins()
    await person.says("/checkin")
    await person.taps("Choose what to follow", *names, "Continue", often)


async def test_a_check_in_is_one_tap_for_each_symptom_and_ends_with_what_was_said(anna: Person) -> None:
    await follows(anna, "Energy", "Sore mouth")
    await anna.taps("Check in now")
    assert anna.last == "Question 1 of 2\nEnergy\nCompared with a week ago, how is it now?"
    await anna.taps("Better")
    assert anna.last == "Question 2 of 2\nSore mouth or tongue\nCompared with a week ago, how is it now?"
    await anna.taps("Does not apply")
    assert anna.last.startswith("Your answers\n• Energy: Better\n• Sore mouth or tongue: Does not apply\n")
    assert "Anything to add? Type a short note." in anna.last
    await anna.says("slept <well> & long")
    assert anna.last.startswith(
        "Thank you. This is your check-in: Mon 2 Mar 2026\n• Energy: Better\n• Sore mouth or tongue: Does not apply\n"
        "Your note: “slept <well> & long”"
    )
    await anna.taps("How I feel")
    assert "Last check-in: Mon 2 Mar 2026\n• Energy: Better" in anna.last


async def test_the_next_one_compares_with_the_last_time(stage: Stage, anna: Person) -> None:
    await follows(anna, "Energy")
    await anna.taps("Check in now", "Same", "Save")
    assert "note" not in anna.last
    await stage.pass_time(days=3)
    await anna.says("/checkin")
    await anna.taps("Change what I follow", "Mood", "Continue")
    await anna.taps("Check in now")
    assert "Energy\nCompared with last time, how is it now?" in anna.last
    await anna.taps("Same")
    assert "Mood\nCompared with a week ago, how is it now?" in anna.last, "it is followed for the first time"


@pytest.mark.parametrize("name", ["Tingling or numbness", "Walking and balance", "Thinking and memory"])
async def test_worse_nerves_show_at_once_to_call_the_clinic_today(anna: Person, name: str) -> None:
    await follows(anna, name, "Energy")
    await anna.taps("Check in now")
    if name in anna.last:
        await anna.taps("Worse")
    else:
        await anna.taps("Better", "Worse")
    assert "Call your clinic today." in anna.last[:160]
    assert anna.last.splitlines()[-1] == "Call your clinic today. Then go on here.", "where the top is out of sight"
    assert ON in anna.labels
    assert any("Get help" in label for label in anna.labels)
    await anna.taps(ON)
    assert "Question 2 of 2" in anna.last or "Anything to add" in anna.last


async def test_a_worse_mood_shows_the_help_for_it(anna: Person) -> None:
    await follows(anna, "Mood")
    await anna.taps("Check in now", "Worse")
    assert ON in anna.labels
    assert anna.last.splitlines()[-1] == "Thoughts of harming yourself? Call 112 now. Else call your clinic today."
    await anna.taps(ON, "Save")
    assert "• Mood: Worse" in anna.last


@pytest.mark.parametrize("name", ["Energy", "Sore mouth"])
async def test_other_symptoms_that_got_worse_are_noted_as_they_were_said(anna: Person, name: str) -> None:
    await follows(anna, name)
    await anna.taps("Check in now", "Worse")
    assert "Anything to add" in anna.last
    await anna.taps("Save")
    assert "No clinician reads it here.\n\nIs something worse? Call your clinic today." in anna.last


async def test_the_second_worse_nerve_is_one_line_and_the_mood_has_its_own(anna: Person) -> None:
    await follows(anna, "Tingling", "Walking", "Mood")
    await anna.taps("Check in now", "Worse")
    first = anna.last
    await anna.taps(ON, "Worse")
    assert anna.last == "Call your clinic today about this too: Walking and balance\nTell them all that got worse."
    await anna.taps(ON, "Worse")
    assert anna.last not in (first, "")
    assert ON in anna.labels
    await anna.taps(ON, "Save")
    assert "• Tingling or numbness: Worse\n• Walking and balance: Worse\n• Mood: Worse" in anna.last


async def test_the_answers_are_read_back_before_they_are_saved(anna: Person) -> None:
    await follows(anna, "Energy", "Mood")
    await anna.taps("Check in now", "Better", "Better", "Back", "Same", "Save")
    assert "• Energy: Better\n• Mood: Same" in anna.last


async def test_a_slip_of_the_finger_is_taken_back_from_the_help_page(anna: Person) -> None:
    await follows(anna, "Tingling")
    await anna.taps("Check in now", "Worse", "Back")
    assert "Tingling or numbness" in anna.last
    await anna.taps("Better", "Save")
    assert "• Tingling or numbness: Better" in anna.last


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("better", "Better"),
        ("a bit better", "Better"),
        ("The same.", "Same"),
        ("same", "Same"),
        ("doesn't apply", "Does not apply"),
    ],
)
async def test_answers_can_be_typed(anna: Person, said: str, answer: str) -> None:
    await follows(anna, "Energy")
    await anna.taps("Check in now")
    await anna.says(said, "no")
    assert f"• Energy: {answer}" in anna.last
    assert "note" not in anna.last


@pytest.mark.parametrize("said", ["worse", "getting worse"])
async def test_worse_can_be_typed_and_may_be_met_as_a_warning_sign_before_it_counts(anna: Person, said: str) -> None:
    await follows(anna, "Energy")
    await anna.taps("Check in now")
    await anna.says(said)
    if "Save" not in anna.labels:
        if "No" in anna.labels:
            await anna.taps("No")
        await anna.taps("My words were the answer")
    await anna.taps("Save")
    assert "• Energy: Worse" in anna.last


@pytest.mark.parametrize("said", ["not better", "purple", "7"])
async def test_what_is_no_answer_is_asked_again(anna: Person, said: str) -> None:
    await follows(anna, "Energy")
    await anna.taps("Check in now")
    await anna.says(said)
    assert "I did not understand that." in anna.last
    await anna.taps("Same", "Save")
    assert "• Energy: Same" in anna.last


async def test_the_help_page_waits_until_it_was_seen(anna: Person) -> None:
    await follows(anna, "Walking")
    await anna.taps("Check in now", "Worse")
    await anna.says("purple")
    assert ON in anna.labels
    await anna.says("ok")
    assert "Anything to add" in anna.last


async def test_a_note_that_tells_of_a_warning_sign_is_kept_and_help_stands_last(anna: Person) -> None:
    await follows(anna, "Energy")
    await anna.taps("Check in now", "Same")
    await anna.says("I do not want to live any more")
    await anna.taps("My words were the answer")
    assert "I do not want to live any more" in str(anna.heard[-2]["text"])
    assert "112" in anna.last[:160]


async def test_one_that_was_left_half_done_is_offered_on_that_day_and_begun_anew_later(
    stage: Stage, anna: Person
) -> None:
    await follows(anna, "Energy", "Mood", often="Never")
    await anna.taps("Check in now", "Better", "Later")
    await stage.pass_time(hours=2)
    await anna.says("/checkin")
    await anna.taps("Check in now", "Go on")
    assert "Question 2 of 2" in anna.last
    await anna.taps("Later")
    await stage.pass_time(days=5)
    await anna.says("/checkin")
    await anna.taps("Check in now")
    assert "Question 1 of 2" in anna.last, "how it was five days ago is no answer"


async def test_a_tap_on_an_old_answer_changes_nothing(stage: Stage, anna: Person) -> None:
    await follows(anna, "Energy", "Mood")
    await anna.taps("Check in now")
    message, data = anna.button("Better")
    await anna.taps("Better")
    await stage.deliver(old_tap(anna, message, data))
    assert "Question 2 of 2" in anna.last


async def test_an_answer_tells_by_itself_what_it_is_about(anna: Person) -> None:
    await follows(anna, "Tingling")
    await anna.taps("Check in now")
    _, data = anna.button("Worse")
    action = decode(data)
    assert isinstance(action, Answer)
    assert action.value == "tingling:worse"


async def test_before_the_first_questions_are_done_they_come_first(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree")
    await anna.says("/checkin")
    assert "First a few short questions" in anna.last


async def test_it_asks_when_the_time_has_come(stage: Stage, anna: Person) -> None:
    await follows(anna, "Energy", "Mood")
    await stage.pass_time(days=8)
    assert "It is time for your check-in\nIt is 2 taps, one each." in anna.last
    await anna.taps("Check in now", "Better", "Better", "Save")
    assert "• Energy: Better\n• Mood: Better" in anna.last


async def test_a_newer_one_stands_in_the_overview(stage: Stage, anna: Person) -> None:
    await follows(anna, "Energy", often="Never")
    for label in ("Better", "Worse"):
        await anna.says("/checkin")
        await anna.taps("Check in now", label, "Save")
        await stage.pass_time(days=1)
    await anna.says("/checkin")
    assert "Last check-in: Tue 3 Mar 2026\n• Energy: Worse" in anna.last
