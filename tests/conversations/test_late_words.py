"""A reminder that comes when the dose is late shows what the clinician said about late ones; one on time does not."""

from dataclasses import replace

import pytest

from bot.care import regimens
from bot.care.regimens import Entered
from bot.domain.regimen import Injector, Period, Repeat
from tests.care.given import plan
from tests.cast import Person, Stage

WORDS = "your clinician said: “ring us”"


async def has_a_plan(stage: Stage, anna: Person, most: int | None = None, clinic: bool = False) -> None:
    """Anna has a weekly plan from tomorrow 09:00 on, whose clinician said what to do when late; `most`: a range."""
    await anna.joins()
    told = plan()
    phase = replace(told.phases[0], late="ring us", repeat=Repeat(3, Period.DAY, most=most))
    injector = Injector.CLINIC if clinic else Injector.PATIENT
    entered = Entered(replace(told, phases=(phase,), injector=injector))
    await stage.program.database.run(regimens.enter, anna.user, entered, stage.clock.now())
    await stage.program.tick()


@pytest.mark.parametrize(("off", "said"), [(24.5, False), (28, True)])
async def test_a_first_reminder_that_was_held_up_past_its_time_shows_them(
    stage: Stage, anna: Person, off: float, said: bool
) -> None:
    await has_a_plan(stage, anna)
    await stage.jump(hours=off)
    assert "I am late. Had it?" in anna.last
    assert (WORDS in anna.last) is said


async def test_within_its_window_a_dose_is_not_late(stage: Stage, anna: Person) -> None:
    await has_a_plan(stage, anna, most=5)
    await stage.next_reminder()
    await anna.taps("Taken")
    await stage.jump(days=4)
    assert "Due between Fri 6 Mar 09:00 and Sun 8 Mar 09:00" in anna.last
    assert "I am late. Had it?" in anna.last
    assert WORDS not in anna.last


async def test_the_follow_up_shows_them(stage: Stage, anna: Person) -> None:
    await has_a_plan(stage, anna)
    await stage.pass_time(days=2)
    assert "Still open: your injection" in [message["text"].splitlines()[0] for message in anna.heard]
    (follow_up,) = [m["text"] for m in anna.heard if m["text"].startswith("Still open")]
    assert WORDS in follow_up


async def test_the_question_after_an_appointment_does_not_call_it_late(stage: Stage, anna: Person) -> None:
    await has_a_plan(stage, anna, clinic=True)
    await stage.pass_time(days=1, hours=3)
    assert anna.last.startswith("Did your injection happen?")
    assert WORDS not in anna.last
