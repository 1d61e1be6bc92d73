"""Dialogues survive everything: back, later, weeks, restarts, old buttons, doubled updates, nonsense."""

from collections.abc import Callable
from pathlib import Path

import pytest
from telegram.error import TelegramError

from tests.cast import Person, Stage, open_stage


async def test_back_takes_the_last_answer_back(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Back")
    assert "How much is one injection" in anna.last
    await anna.taps("Back", "Back", "Back", "Back")
    assert "Which medicine is it?" in anna.last
    assert not any("Back" in label for label in anna.labels)
    await anna.says("My own medicine")
    assert "What is the product called" in anna.last


async def test_back_can_be_typed(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("back", "back")
    assert "How does the label state the strength?" in anna.last


async def test_later_keeps_the_answers_and_texts_are_no_longer_taken_for_them(stage: Stage, anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.taps("Later")
    assert "I keep your answers." in anna.last
    await anna.says("500 mcg")
    assert "I did not understand that" in anna.last
    await stage.pass_time(days=30)
    await anna.says("/schedule")
    assert "not finished" in anna.last
    await anna.taps("Go on")
    assert "How much is one injection" in anna.last
    await anna.says("500 mcg")
    assert "That is 500\u00a0mcg (0.5\u00a0mg)." in anna.last


async def test_a_half_filled_plan_can_be_dropped_or_begun_anew(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("/cancel")
    await anna.taps("Forget the answers")
    assert "I have forgotten the answers." in anna.last
    await anna.says("/schedule")
    assert "You have no plan here yet" in anna.last
    await anna.taps("Enter my plan", "Hydroxocobalamin")
    await anna.says("/schedule")
    await anna.taps("Start anew")
    assert "Which medicine is it?" in anna.last
    await anna.says("/cancel", "/cancel")
    assert "I keep your answers" in anna.last or "What would you like to do?" in anna.last


async def test_cancel_is_asked_back_and_may_keep_the_answers(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.taps("Cancel")
    assert "Forget the answers so far?" in anna.last
    await anna.taps("No, go on")
    assert "How much is one injection" in anna.last
    await anna.taps("Cancel", "Keep them for later")
    assert "I keep your answers." in anna.last
    await anna.taps("Go on", "Cancel", "Yes, forget them")
    assert "I have forgotten the answers." in anna.last
    await anna.says("/schedule")
    assert "You have no plan here yet" in anna.last


async def test_back_later_cancel_and_help_stand_under_every_question(anna: Person) -> None:
    await anna.reaches_the_amount()
    assert anna.labels[-4:] == ["◀ Back", "Later", "Cancel", "🆘 Get help"]


async def test_an_old_questions_button_answers_nothing(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    message, data = anna.button("Yes, exactly")
    await anna.taps("Yes, exactly", "Into the muscle")
    await anna.taps("Back")
    before = anna.last
    anna.stage.sandbox.take_updates()
    stale = next(m for m in anna.heard if m["message_id"] == message)
    assert stale["buttons"] == [], "answered questions lose their buttons"
    update = {
        "update_id": 10_000,
        "callback_query": {
            "id": "1",
            "from": {"id": anna.user, "is_bot": False, "first_name": "Anna"},
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": message, "date": 1, "chat": {"id": anna.user, "type": "private"}, "text": "old"},
        },
    }
    await anna.stage.deliver(update)
    assert anna.last == before


async def test_an_update_that_comes_twice_is_taken_once(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    stage.sandbox.say(anna.user, "My medicine")
    (update,) = stage.sandbox.take_updates()
    await stage.deliver(update)
    await stage.deliver(update)
    assert "What is the product called" in anna.last, "the same question again, not the next one answered"
    await anna.taps("Skip")
    assert "strength" in anna.last


async def test_a_restart_at_any_question_goes_on_at_the_same_question(tmp_path: Path) -> None:
    steps: list[Callable[[Person], object]] = [
        lambda p: p.taps("Methylcobalamin"),
        lambda p: p.says("The box"),
        lambda p: p.taps("Per vial"),
        lambda p: p.says("10 mg"),
        lambda p: p.taps("Nothing more"),
        lambda p: p.taps("Step by step"),
        lambda p: p.says("1000 mcg"),
        lambda p: p.taps("Yes, exactly"),
        lambda p: p.taps("Under the skin"),
        lambda p: p.taps("I, or somebody"),
        lambda p: p.taps("Repletion"),
        lambda p: p.taps("Every few days"),
        lambda p: p.says("2"),
        lambda p: p.says("9am"),
        lambda p: p.taps("Tomorrow"),
        lambda p: p.taps("After a number of injections"),
        lambda p: p.says("6"),
        lambda p: p.taps("No, that is all"),
        lambda p: p.taps("They count from the late one"),
        lambda p: p.says("Call the clinic first"),
        lambda p: p.taps("Yes, save"),
    ]
    async with open_stage(tmp_path, kept=True) as stage:
        anna = Person(stage, 101, "Anna")
        await anna.joins()
        await anna.taps("Enter my plan")
        question = anna.last
    for step in steps:
        async with open_stage(tmp_path, kept=True) as stage:
            anna = Person(stage, 101, "Anna")
            await anna.says("/start", "/schedule")
            if "not finished" in anna.last:
                await anna.taps("Go on")
            else:
                await anna.taps("Enter my plan")
            assert anna.last == question
            await step(anna)  # type: ignore[misc]
            question = anna.last
    assert "Saved" in question


async def test_a_label_may_be_typed_instead_of_tapped(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes, exactly", "into the muscle (im)", "i, or somebody at home")
    assert "Phase 1: what did your clinician call it?" in anna.last


async def test_a_text_a_day_later_is_not_taken_for_an_answer(stage: Stage, anna: Person) -> None:
    await anna.reaches_the_amount()
    await stage.pass_time(days=2)
    await anna.says("1000 mcg")
    assert "Shall we go on where you were?" in anna.last


async def test_daily_is_asked_twice(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion", "Every few days")
    await anna.says("1")
    assert "Every single day: is that what your clinician said?" in anna.last
    await anna.taps("No, choose again")
    assert "How often are the injections" in anna.last
    await anna.taps("Every day", "Yes, every day")
    assert "At what time of day" in anna.last


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("one ampoule", "I could not find one clear amount in that."),
        ("1 ml", "That is a volume (mL)."),
        ("10.000 mcg", "Which of these do you mean?"),
        ("1000", "Which of these do you mean?"),
        ("1000 mg", "This is outside what I know from labels."),
        ("-5 mg", "I could not find one clear amount in that."),
        ("x" * 4000, "I could not find one clear amount in that."),
        ("<b>&amp;", "I could not find one clear amount in that."),
        ("💉💉💉", "I could not find one clear amount in that."),
    ],
)
async def test_an_amount_is_never_guessed(anna: Person, said: str, answer: str) -> None:
    await anna.reaches_the_amount()
    await anna.says(said)
    assert answer in anna.last
    if "No, type it again" in anna.labels:
        await anna.taps("No, type it again")
    await anna.says("1000 mcg")
    assert "That is 1,000\u00a0mcg (1\u00a0mg)." in anna.last


async def test_times_numbers_and_days_are_asked_back_until_clear(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion")
    await anna.taps("On certain weekdays", "Tue", "Thu", "Tue")
    assert "Chosen: Thursday" in anna.last
    await anna.taps("Done")
    for said, answer in (
        ("at lunch some day", "I could not read a time in that."),
        ("25:00", "I could not read a time in that."),
        ("9", "Which of these do you mean?"),
    ):
        await anna.says(said)
        assert answer in anna.last
    await anna.taps("09:00")
    for said, answer in (
        ("soon", "I could not read a date in that."),
        ("3/4/2026", "Which of these do you mean?"),
        ("tomorrow", "is not one of the days you chose (Thursday)"),
        ("5 March 2031", "more than two years from today"),
    ):
        await anna.says(said)
        assert answer in anna.last, said
    await anna.says("Thursday")
    await anna.taps("On a date")
    await anna.says("1 March 2026")
    assert "That is before the first injection" in anna.last
    await anna.says("1 March 2099")
    assert "more than ten years after the first injection" in anna.last
    await anna.taps("Back", "After a number of injections")
    for said in ("0", "-3", "1.5", "many", "100000"):
        await anna.says(said)
        assert "Please type a whole number from 1 to 999." in anna.last
    await anna.says("12 injections")
    assert "Is there another phase after this one?" in anna.last
    await anna.taps("Yes, add the next", "Maintenance", "No, another amount")
    await anna.says("1 mg")
    await anna.taps("Yes, exactly", "Every few weeks")
    await anna.says("12", "09:00", "2 April")
    assert "That is too early: the phase before ends with" in anna.last


async def test_the_words_of_the_patient_are_shown_as_they_are(anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    await anna.says('B12 <b>"forte"</b> & co', "<script>")
    await anna.taps("I do not have it here", "Step by step")
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Maintenance", "Every month")
    await anna.says("09:00", "tomorrow")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert 'Medicine: B12 <b>"forte"</b> & co' in anna.last
    assert "Product: <script>" in anna.last
    await anna.says("x" * 100)
    assert "Please check every line." in anna.last


async def test_a_bug_in_one_chat_is_told_kindly_and_leaves_the_others_alone(
    stage: Stage, anna: Person, bruno: Person
) -> None:
    await anna.joins()
    await bruno.joins()
    stage.sandbox.say(anna.user, "/today")
    (update,) = stage.sandbox.take_updates()
    stage.sandbox.fail("sendMessage", "500", times=2)
    try:
        await stage.deliver(update)
    except TelegramError:
        raise AssertionError("trouble with Telegram never leaves the desk") from None
    await bruno.says("/today")
    assert "Nothing is due right now." in bruno.last


async def test_a_warning_sign_in_the_middle_of_a_dialogue_is_met_and_the_question_stays(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("my tongue is swollen")
    assert "Call 112 now" in anna.last
    await anna.taps("Go on with the questions")
    assert "How much is one injection" in anna.last


async def test_done_in_the_middle_of_a_dialogue_is_about_the_dose_that_is_due(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.says("/schedule")
    await anna.taps("Enter another plan", "It replaces my plan")
    await anna.says("done!")
    assert "Shall I note this injection as taken?" in anna.last
    await anna.taps("Yes, I had it")
    assert "Noted" in anna.last
    await anna.says("Another medicine")
    assert "What is the product called" in anna.last
