"""Warning signs beside a dose, without records, and in the logs."""

import logging

import pytest

from bot.logs import QUIET
from tests.cast import Person, Stage
from tests.conversations.planned import deliver_twice, has, told
from tests.conversations.test_safety import break_records
from tests.conversations.test_signs import ASKED, DENIED, has_a_dose_due, is_card, times

# a word of no language, to be looked for where it must not be
MARK = "zebrawort"


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged, at the finest level that the program can be set to."""
    caplog.set_level(logging.DEBUG)
    for name in QUIET:
        caplog.set_level(logging.WARNING, logger=name)
    return caplog


async def test_a_dose_with_a_warning_sign_in_it_is_recorded_and_met(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says("Done, but my tongue feels swollen")
    is_card(anna, "112")
    assert "Noted: you had this injection" in anna.heard[-2]["text"], "help is last on the screen"
    await anna.says("/today")
    assert "Nothing is due right now" in anna.last


async def test_a_dose_with_a_denied_sign_in_it_is_recorded_once_and_asked_about(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says("done, no chest pain")
    assert anna.last.startswith(ASKED)
    assert "Noted: you had this injection" in anna.heard[-2]["text"]
    await anna.taps("No")
    assert "Thank you. If it starts, call 112" in anna.last, "the rest of the words was heard already"
    assert times(anna, "Noted: you had this injection") == 1


async def test_with_two_doses_due_it_asks_which_and_records_neither(stage: Stage, anna: Person) -> None:
    await has_two_doses_due(stage, anna)
    await anna.says("Done, but my tongue feels swollen")
    is_card(anna, "112")
    assert "Shall I note this injection as taken?" in anna.heard[-2]["text"]
    assert times(anna, "Noted") == 0
    await anna.taps("Yes, I had it")
    assert times(anna, "Noted: you had this injection") == 1


async def has_two_doses_due(stage: Stage, person: Person) -> None:
    await has(stage, person, told())
    await has(stage, person, told())
    await stage.next_reminder()


async def test_a_dose_beside_a_sign_is_not_the_answer_to_a_question(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says("/checklist")
    await anna.taps("Start with the first question", *["Skip"] * 4)
    await anna.says("Done, but my tongue feels swollen")
    is_card(anna, "112")
    assert "My words were the answer" not in anna.labels
    await anna.taps("Go on with the questions")
    assert "the cause decides" in anna.last


async def test_without_records_a_sign_is_met_asked_about_and_answered(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says(DENIED)
    earlier, data = anna.button("It was before")
    break_records(stage)
    for said in ("I can't breathe", "Done, but my tongue feels swollen", "/today I can't breathe"):
        await anna.says(said)
        is_card(anna, "your local emergency number (on most mobile phones, 112)")
    await anna.says(DENIED)
    assert anna.last.startswith(ASKED)
    await anna.taps("Yes, now")
    is_card(anna, "your local emergency number (on most mobile phones, 112)")
    await anna.says(DENIED)
    await anna.taps("No")
    assert "Thank you. If it starts, call your local emergency number" in anna.last
    await anna.taps_data(earlier, data)
    assert times(anna, "Tell your clinic: call today") == 1
    assert "I cannot reach my records" not in anna.last, "nothing was asked of them"


async def test_telegram_brings_the_same_words_twice_and_the_dose_is_recorded_once(stage: Stage, anna: Person) -> None:
    await has_a_dose_due(stage, anna)
    stage.sandbox.say(anna.user, "Done, but my tongue feels swollen")
    (update,) = stage.sandbox.take_updates()
    await deliver_twice(stage, update)
    is_card(anna, "112")
    assert times(anna, "Noted: you had this injection") == 1


async def test_no_word_that_was_screened_is_logged(
    stage: Stage, anna: Person, logged: pytest.LogCaptureFixture
) -> None:
    await has_a_dose_due(stage, anna)
    await anna.says(f"I can't breathe {MARK}", f"no chest pain {MARK}", f"done, my {MARK} tongue is swollen")
    await anna.taps("No")
    await anna.says(f"{MARK}, no chest pain", f"/today {MARK} chest pain", f"it is all {MARK}")
    break_records(stage)
    await anna.says(f"I can't breathe {MARK}", f"no chest pain {MARK}")
    await anna.taps("Yes, now")
    assert logged.records, "something was logged"
    assert not [record for record in logged.records if MARK in f"{record.__dict__} {record.getMessage()}"]
