"""What comes ahead of an injection, after an appointment, and on a review day: on time, once, and in fitting words."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.care import regimens
from bot.care.regimens import Entered
from bot.domain.regimen import Injector, PhaseKind, Regimen, UntilReview
from tests.care.given import plan
from tests.cast import MONDAY, Person, Stage, open_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as opened:
        yield opened


async def with_plan(stage: Stage, entered: Entered, discreet: bool = False) -> Person:
    """Anna, with this plan in force and nothing said yet."""
    anna = Person(stage, 101, "Anna")
    await anna.joins(discreet=discreet)
    await stage.program.database.run(regimens.enter, anna.user, entered, stage.clock.now())
    return anna


def said(anna: Person, since: str) -> list[tuple[str, str]]:
    """What came by itself about injections and reviews: when, and its first line."""
    told = [(m["date"][:16], m["text"].splitlines()[0]) for m in anna.heard if m["date"] > since]
    return [(when, title) for when, title in told if "ends in" not in title and "open questions" not in title]


def in_clinic() -> Regimen:
    return replace(plan(), injector=Injector.CLINIC)


async def test_the_day_before_comes_on_request_and_leaves_room_for_two_more(stage: Stage) -> None:
    stage.clock.move_to(MONDAY - timedelta(days=1))
    anna = await with_plan(stage, Entered(plan(), day_before=True))
    await stage.pass_time(days=6)
    assert said(anna, "2026-03-02") == [
        ("2026-03-02T08:00", "Tomorrow is injection day"),
        ("2026-03-03T08:00", "Time for your injection"),
        ("2026-03-05T08:00", "Not recorded: your injection"),
    ], "three notices at most"


async def test_where_a_clinic_injects_it_reminds_to_book_then_of_the_day_and_asks_afterwards(stage: Stage) -> None:
    anna = await with_plan(stage, Entered(in_clinic(), book_weeks=1))
    await stage.pass_time(days=9, hours=3)
    assert said(anna, "2026-03-03T09") == [
        ("2026-03-03T09:00", "Please book your appointment"),
        ("2026-03-03T10:00", "Did your injection happen?"),
        ("2026-03-05T08:00", "Not recorded: your injection"),
        ("2026-03-09T08:00", "Tomorrow: your appointment for the injection"),
        ("2026-03-10T09:00", "Please book your appointment"),
        ("2026-03-10T10:00", "Did your injection happen?"),
    ]
    await anna.taps("Yes, I had it")
    assert any("Noted" in m["text"] for m in anna.heard)
    await stage.pass_time(days=4)
    assert said(anna, "2026-03-10T11") == [("2026-03-11T11:20", "After your injection: any of these now?")]


async def test_on_the_review_day_it_asks_what_was_decided_and_goes_on_saying_so(stage: Stage) -> None:
    told = plan(2, None)
    first = replace(told.phases[0], end=UntilReview(date(2026, 3, 5)))
    then = replace(told.phases[0], start=None, kind=PhaseKind.MAINTENANCE)
    anna = await with_plan(stage, Entered(replace(told, phases=(first, then))))
    await stage.pass_time(days=3, hours=1)
    assert ("2026-03-05T09:00", "Your review day is here") in said(anna, "2026-03-04")
    assert "Next in your plan: Phase 2: maintenance, every 2 days." in anna.last
    await stage.pass_time(days=1, hours=23)
    reminder = anna.heard[-1]["text"]
    assert "Time for your injection" in reminder
    assert "review" in reminder.lower()


async def test_a_review_question_that_may_not_have_arrived_comes_once_more(stage: Stage) -> None:
    told = plan(7, None)
    first = replace(told.phases[0], end=UntilReview(date(2026, 3, 5)))
    anna = await with_plan(stage, Entered(replace(told, phases=(first,))))
    await stage.move_to(MONDAY + timedelta(days=3))
    stage.sandbox.fail("sendMessage", "cut_after")
    await stage.pass_time(days=1)
    about = [m["text"] for m in anna.heard if "review day is here" in m["text"]]
    assert [text.startswith("Second notice") for text in about] == [False, True]
    await anna.says("/export")
    kept = json.loads(stage.sandbox.file(anna.heard[-1]["document"]["file_id"])[1])  # type: ignore[index]
    assert [notice["kind"] for notice in kept["regimens"][0]["reminders"]].count("review") == 1


async def test_a_plan_that_ended_asks_about_no_review(stage: Stage) -> None:
    told = plan(7, None)
    first = replace(told.phases[0], end=UntilReview(date(2026, 3, 5)))
    anna = await with_plan(stage, Entered(replace(told, phases=(first,))))
    await stage.program.database.run(regimens.end, anna.user, 1, stage.clock.now())
    await stage.pass_time(days=5)
    assert said(anna, "2026-03-02T09") == []


@pytest.mark.parametrize("entered", [Entered(in_clinic(), book_weeks=1), Entered(plan(), day_before=True)])
async def test_a_discreet_notice_ahead_names_no_medicine(stage: Stage, entered: Entered) -> None:
    anna = await with_plan(stage, entered, discreet=True)
    await stage.pass_time(days=9)
    texts = [m["text"].lower() for m in anna.heard if m["date"] > "2026-03-02T09"]
    assert len(texts) > 3
    assert not any(word in text for text in texts for word in ("cobalamin", "mcg", "inject", "repletion"))
