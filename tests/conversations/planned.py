"""Patients of the tests who have a plan already, without the way there."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.care import regimens
from bot.care.regimens import Entered
from bot.domain.regimen import Counting, Regimen
from tests.care.given import plan
from tests.cast import Json, Person, Stage


def told(every: int = 7, count: int | None = 4, start: date = date(2026, 3, 3), **phase: Any) -> Regimen:
    """From Tuesday 3 March 09:00 on, every week, unless told otherwise."""
    weekly = plan(every, count)
    return replace(weekly, phases=(replace(weekly.phases[0], start=start, **phase),))


def counted(**other: Any) -> Regimen:
    """Each date counts from the injection given."""
    return told(counting=Counting.INJECTION, **other)


async def has(stage: Stage, person: Person, regimen: Regimen) -> None:
    """The person has joined, and this is one of their plans."""
    if not person.heard:
        await person.joins()
    await stage.program.database.run(regimens.enter, person.user, Entered(regimen), stage.clock.now())


async def opens(person: Person, change: str) -> None:
    """From the plan to one of its changes."""
    await person.says("/schedule")
    await person.taps("Move or skip an injection", change)


async def twice(stage: Stage, person: Person, label: str) -> None:
    """They tap once, and Telegram delivers it twice, as it does after a crash."""
    message, data = person.button(label)
    stage.sandbox.tap(person.user, message, data)
    (update,) = stage.sandbox.take_updates()
    await deliver_twice(stage, update)


async def deliver_twice(stage: Stage, update: Json) -> None:
    """The same update, two times."""
    await stage.deliver(update)
    await stage.deliver(update)
