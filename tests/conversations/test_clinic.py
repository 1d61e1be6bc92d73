"""A clinic injects: book, the day before, whether it happened; and every card speaks to somebody who has it done."""

from dataclasses import replace

import pytest

from bot.care import regimens
from bot.care.regimens import Entered
from bot.domain.regimen import Injector
from tests.care.given import plan
from tests.cast import Person, Stage


async def goes_to_the_clinic(stage: Stage, anna: Person, weeks: int | None = 1, discreet: bool = False) -> None:
    """Anna has weekly appointments from tomorrow 09:00 on; nothing was said yet."""
    await anna.joins(discreet=discreet)
    entered = Entered(replace(plan(), injector=Injector.CLINIC), book_weeks=weeks)
    await stage.program.database.run(regimens.enter, anna.user, entered, stage.clock.now())


async def comes(stage: Stage, anna: Person, words: str) -> None:
    """Time passes until the bot says that by itself."""
    for _ in range(20):
        await stage.next_reminder()
        if anna.heard and anna.last.startswith(words):
            return
    raise AssertionError(f"{words!r} never came; the last was {anna.last!r}")


async def test_what_happened_is_recorded_with_one_tap(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna)
    await comes(stage, anna, "Did your injection happen?")
    assert "Due: Tue 3 Mar 09:00\nInjection 1 of 3, repletion phase\nMethylcobalamin, 1,000 mcg" in anna.last.replace(
        "\u00a0", " "
    )
    await anna.taps("Yes, I had it")
    assert "Noted: you had this injection" in anna.last
    assert "Next: Tue 10 Mar 09:00" in anna.last
    await anna.taps("I had it at its time: Tue 3 Mar 09:00")
    assert "Taken: Tue 3 Mar 09:00" in anna.last


async def test_what_did_not_happen_is_asked_back_and_noted_without_blame(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna)
    await comes(stage, anna, "Did your injection happen?")
    await anna.taps("It did not happen")
    assert anna.last.startswith("You did not have this injection?")
    await anna.taps("Yes, it did not happen")
    assert "Noted: you did not have this injection" in anna.last
    assert "Ask your clinic for another appointment." in anna.last


async def test_an_appointment_on_another_day_leads_to_the_change_of_dates(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna)
    await comes(stage, anna, "Tomorrow: your appointment for the injection")
    await anna.taps("It is on another day")
    assert "change" in anna.last.lower()


async def test_the_notice_to_book_leads_somewhere(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna)
    await comes(stage, anna, "Please book your appointment")
    assert "Your next injection is in 1 week." in anna.last
    await anna.taps("Today")
    assert "Next injection: Tue 10 Mar 09:00" in anna.last


async def test_the_question_can_be_put_off(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna)
    await comes(stage, anna, "Did your injection happen?")
    await anna.taps("Ask me later", "In 1 hour")
    await comes(stage, anna, "Still open: did your injection happen?")
    assert "Ask your clinic what to do when one is late." in anna.last


async def test_unanswered_it_ends_with_what_to_ask_the_clinic(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna, weeks=None)
    await comes(stage, anna, "Not recorded: your injection")
    assert "If it did not happen: call your clinic and ask what to do." in anna.last
    assert "never take two" not in anna.last


@pytest.mark.parametrize(("early", "expected"), [(True, "Nothing is waiting"), (False, "Shall I note this injection")])
async def test_a_bare_done_is_understood_here_too(stage: Stage, anna: Person, early: bool, expected: str) -> None:
    await goes_to_the_clinic(stage, anna)
    if not early:
        await comes(stage, anna, "Did your injection happen?")
    await anna.says("done")
    assert anna.last.startswith(expected)
    if early:
        await anna.taps("I had the next one already")
        assert anna.last.endswith("Did you have it already?")
        await anna.taps("Yes, I had it just now")
    else:
        await anna.taps("Yes, I had it")
    assert "Noted: you had this injection" in anna.last


async def test_discreet_notices_name_no_medicine_and_no_injection(stage: Stage, anna: Person) -> None:
    await goes_to_the_clinic(stage, anna, discreet=True)
    before = len(anna.heard)
    await stage.pass_time(days=9)
    told = [message["text"] for message in anna.heard[before:]]
    assert len(told) >= 5
    assert [text for text in told if "inject" in text.lower() or "cobalamin" in text.lower()] == []
