"""What is announced reaches the patient on time, in fitting words, and its buttons do what they say."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.care import regimens, visits
from bot.care.regimens import Entered
from tests.care.given import plan
from tests.cast import MONDAY, Json, Person, Stage, open_stage

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Friday 15:00 in Berlin
FRIDAY = MONDAY + 4 * DAY + 6 * HOUR


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as opened:
        yield opened


async def with_plan(stage: Stage, discreet: bool = False) -> Person:
    """Anna, with three weekly injections from Tuesday 3 March on."""
    anna = Person(stage, 101, "Anna")
    await anna.joins(discreet=discreet)
    await stage.program.database.run(regimens.enter, anna.user, Entered(plan()), stage.clock.now())
    return anna


def told(anna: Person, *words: str) -> list[Json]:
    """What came by itself with any of these words in its first line."""
    return [m for m in anna.heard if any(word in m["text"].splitlines()[0] for word in words)]


def dates(messages: list[Json]) -> list[str]:
    return [m["date"][5:16] for m in messages]


async def test_the_end_of_a_phase_is_announced_three_times(stage: Stage) -> None:
    anna = await with_plan(stage)
    await stage.pass_time(days=20)
    ends = told(anna, "repletion ends in")
    assert dates(ends) == ["03-03T09:00", "03-10T09:00", "03-16T09:00"]
    assert [m["text"].splitlines()[0] for m in ends] == [
        "Phase 1: repletion ends in 14 days",
        "Phase 1: repletion ends in 7 days",
        "Phase 1: repletion ends in 1 day",
    ]
    assert "Ask your clinic what comes next." in ends[-1]["text"]
    assert dates(told(anna, "open questions")) == ["03-17T07:00"]


async def test_still_so_ends_the_announcements_and_leaves_the_plan_as_it_is(stage: Stage) -> None:
    anna = await with_plan(stage)
    await stage.pass_time(days=1, hours=2)
    await anna.taps("Yes, still so")
    assert "Your plan stays as it is." in anna.last
    await stage.pass_time(days=20)
    assert len(told(anna, "repletion ends in")) <= 1
    assert len(told(anna, "Time for your injection")) == 3


async def test_what_is_not_known_is_on_the_list_of_the_next_visit(stage: Stage) -> None:
    anna = await with_plan(stage)
    await stage.pass_time(days=1, hours=2)
    await anna.taps("I do not know: ask at my visit")
    await stage.program.database.run(visits.note, anna.user, FRIDAY, "Dr Roth", stage.clock.now())
    await stage.pass_time(days=2)
    visit = told(anna, "Your visit is tomorrow")
    assert dates(visit) == ["03-05T09:00"]
    assert "How often is it given, and for how long?" in visit[0]["text"]
    await stage.pass_time(days=2)
    assert dates(told(anna, "Your visit is today", "How was your visit")) == ["03-06T06:30", "03-06T16:00"]


async def test_what_was_answered_is_told_question_by_question(stage: Stage) -> None:
    anna = await with_plan(stage)
    await stage.program.database.run(visits.note, anna.user, FRIDAY, None, stage.clock.now())
    await stage.move_to(FRIDAY + 2 * HOUR)
    await anna.taps("Tell what was answered")
    assert "?" in anna.last
    assert "ask at my visit" in " ".join(anna.labels)


async def test_a_discreet_patient_reads_neither_medicine_nor_question_in_what_comes_by_itself(stage: Stage) -> None:
    anna = await with_plan(stage, discreet=True)
    await stage.program.database.run(visits.note, anna.user, FRIDAY, "Dr Roth", stage.clock.now())
    await stage.pass_time(days=20)
    came = [m["text"].lower() for m in told(anna, "part of your plan", "visit", "open questions")]
    assert len(came) >= 6
    names = ("cobalamin", "mcg", "inject", "repletion", "roth", "b12", "cause", "checked")
    assert [text for text in came if any(name in text for name in names)] == []


async def test_one_that_may_not_have_arrived_comes_once_more_and_says_so(stage: Stage) -> None:
    anna = await with_plan(stage)
    await stage.move_to(MONDAY + DAY + HOUR - timedelta(minutes=1))
    stage.sandbox.fail("sendMessage", "cut_after")
    await stage.pass_time(hours=1)
    ends = [m["text"] for m in anna.heard if "repletion ends in" in m["text"]]
    assert [text.startswith("Second notice") for text in ends] == [False, True]
