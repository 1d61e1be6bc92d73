"""Is there any improvement so far? Where there is none, the clinic is to hear of it: by when, and with what."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.domain.symptoms import Improvement
from bot.storage.symptom_tables import ImprovementRow
from bot.views.codec import encode
from bot.views.sign_buttons import Improved, ShowImprovement
from tests.cast import MONDAY, Person, Stage
from tests.conversations.test_stale import old_tap

LATEST = MONDAY + timedelta(days=14)
ABOUT = "improvement:1:1"
QUESTION = "Is there any improvement so far?"


def kept(session: Session) -> list[tuple[str, str]]:
    return [(row.answer, row.about) for row in session.exec(select(ImprovementRow).order_by(col(ImprovementRow.id)))]


async def is_asked(stage: Stage, person: Person) -> None:
    """The question stands in the chat, as an older button of it shows it."""
    await person.joins()
    await stage.deliver(old_tap(person, 1, encode(ShowImprovement(ABOUT))))
    assert QUESTION in person.last


async def test_yes_is_noted_and_the_plan_stays(stage: Stage, anna: Person) -> None:
    await is_asked(stage, anna)
    await anna.taps("Yes, some improvement")
    assert "I have noted: Yes, some improvement" in anna.last
    assert "Your plan stays as it is." in anna.last
    assert await stage.program.database.run(kept) == [("yes", ABOUT)]


async def test_not_sure_is_noted_and_nobody_has_to_wait(stage: Stage, anna: Person) -> None:
    await is_asked(stage, anna)
    await anna.taps("Not sure yet")
    assert "You can tell your clinic at any time." in anna.last


async def test_no_says_whom_to_tell_by_when_and_with_what(stage: Stage, anna: Person) -> None:
    await is_asked(stage, anna)
    await anna.taps("No improvement")
    assert anna.last.startswith("Call your clinic today or tomorrow, while it is open.")
    assert all(command in anna.last for command in ("/schedule", "/today", "/checklist", "/checkin"))
    assert await stage.program.database.run(kept) == [("no", ABOUT)]
    await anna.taps("Note it as a question for my visit")
    assert "Still call your clinic today or tomorrow." in anna.last
    await anna.taps("Questions for a clinician")
    assert "❓ What to expect: to ask" in anna.last


async def test_what_was_answered_to_that_question_before_is_kept(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("Start with the first question", *["Skip"] * 5, "Yes, the others")
    await anna.taps("Skip", "Skip", "Skip")
    await anna.says("in about 3 months")
    await anna.taps("Yes, ask me then", "Skip", "Skip", "Skip", "Skip", "I'd rather not say")
    await stage.deliver(old_tap(anna, 1, encode(Improved(Improvement.NO, ABOUT))))
    await anna.taps("Note it as a question for my visit", "Questions for a clinician")
    assert "❓ What to expect: to ask. So far: in about 3 months" in anna.last


async def test_the_answer_can_be_changed(stage: Stage, anna: Person) -> None:
    await is_asked(stage, anna)
    await anna.taps("No improvement", "Change my answer", "Yes, some improvement")
    assert [answer for answer, _ in await stage.program.database.run(kept)] == ["no", "yes"]


@pytest.mark.parametrize("answer", list(Improvement))
async def test_of_a_stranger_nothing_is_kept(stage: Stage, anna: Person, answer: Improvement) -> None:
    await anna.says("/start")
    await stage.deliver(old_tap(anna, 1, encode(Improved(answer, ABOUT))))
    assert "B12 Companion" in anna.last
    assert await stage.program.database.run(kept) == []


async def test_it_asks_on_the_day_after_the_last_of_a_repletion_phase(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(2)
    for _ in range(2):
        while not any("Taken" in label for label in anna.labels):
            await stage.next_reminder()
        await anna.taps("Taken")
        await stage.pass_time(hours=1)
    await stage.pass_time(days=1)
    while not anna.last.startswith(QUESTION):
        assert stage.clock.now() < LATEST, "nothing else is asked for long"
        await stage.pass_time(days=1)
    assert "Methylcobalamin: Phase 1: repletion" in anna.last
    await anna.taps("Yes, some improvement")
    assert [answer for answer, _ in await stage.program.database.run(kept)] == ["yes"]
