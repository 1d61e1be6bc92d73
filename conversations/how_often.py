"""The part of a schedule's script that asks how often and at what time of day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from itertools import count
from typing import Any

from bot.domain.regimen import Period, Repeat
from bot.views import ask_phase as ask
from conversations import read
from conversations.dialogue import Again, Play, Question, Redraw, Scene
from conversations.read import MOST_TIMES, Count

MOST = {Period.DAY: 366, Period.WEEK: 104, Period.MONTH: 24}
YES_NO = ("yes", "no")
DAILY = Repeat(1, Period.DAY)
WAYS = ("1d", "d", "weekdays", "1wk", "wk", "1mo", "mo")


@dataclass(frozen=True)
class Rhythm:
    """How often; `a_day` is how many a day there are, where that was told with it."""

    repeat: Repeat
    a_day: int | None = None


@dataclass(frozen=True)
class Way:
    """One of WAYS; a `number` goes with it where it was told: so many weekdays, or so many times a day."""

    way: str
    number: int | None = None

    def __str__(self) -> str:
        return self.way if self.number is None else f"{self.way} {self.number}"


OFFERED = (
    *map(Way, WAYS),
    *(Way("weekdays", number) for number in range(1, 7)),
    *(Way("1d", number) for number in range(2, MOST_TIMES + 1)),
)


def rhythm(scene: Scene, name: str) -> Play[Rhythm]:
    """How often; every single day is asked twice."""
    t, asked = scene.t, ask.repeat(scene.t)
    for attempt in count(1):
        told: Way = yield Question(f"{name}.repeat{attempt}", asked, read.one_of(OFFERED, asked), str)
        way, number = told.way, told.number
        if way == "weekdays":
            weekdays = ask.weekdays(t, (), number)
            parse = _weekdays(scene, number)
            chosen: tuple[int, ...] = yield Question(f"{name}.days{attempt}", weekdays, parse, _kept_days)
            if len(chosen) < 7:
                return Rhythm(Repeat(1, Period.WEEK, chosen))
            way = "1d"
        period, found = Period(way.removeprefix("1")), (1, None)
        if not way.startswith("1"):
            many = ask.how_many(t, period)
            found = yield Question(f"{name}.every{attempt}", many, _every(scene, period), read.kept_count)
        repeat = Repeat(found[0], period, most=found[1])
        if repeat != DAILY:
            return Rhythm(repeat)
        daily = ask.daily_check(t)
        sure: str = yield Question(f"{name}.daily{attempt}", daily, read.one_of(YES_NO, daily))
        if sure == "yes":
            return Rhythm(repeat, number)
    raise AssertionError  # count never ends


def _every(scene: Scene, period: Period) -> Callable[[str], Count | Again]:
    """A number, or a range whose window does not reach the next one."""
    parse = read.whole_or_range(scene.t, 1, MOST[period])

    def narrow(said: str) -> Count | Again:
        found = parse(said)
        if isinstance(found, Again):
            return found
        every, most = found
        return found if most is None or most < 2 * every else Again(ask.too_wide(scene.t, every, most))

    return narrow


def at(scene: Scene, name: str, rhythm: Rhythm) -> Play[tuple[time, ...]]:
    """At what time; several on one day are read back."""
    t, asked = scene.t, ask.at(scene.t, rhythm.a_day)
    for attempt in count(1):
        question = f"{name}.at" if attempt == 1 else f"{name}.at{attempt}"
        times: tuple[time, ...] = yield Question(question, asked, _times(scene, rhythm), read.kept_times)
        if len(times) == 1:
            return times
        check = ask.several_times(t, times)
        sure: str = yield Question(f"{name}.times{attempt}", check, read.one_of(YES_NO, check))
        if sure == "yes":
            return times
    raise AssertionError  # count never ends


def _times(scene: Scene, rhythm: Rhythm) -> Callable[[str], tuple[time, ...] | Again]:
    """The times; one only where a range of days gives each injection a window, and as many as were told to be."""
    t, parse = scene.t, read.times_of_day(scene.t)

    def fitting(said: str) -> tuple[time, ...] | Again:
        found = parse(said)
        if isinstance(found, Again):
            return found
        if rhythm.a_day is not None and len(found) != rhythm.a_day:
            return Again(ask.at(t, rhythm.a_day))
        return found if len(found) == 1 or rhythm.repeat.most is None else Again(ask.one_time_only(t))

    return fitting


def _weekdays(scene: Scene, number: int | None) -> Any:
    """The weekdays, exactly so many where their `number` was told."""

    def parse(said: str) -> tuple[int, ...] | Again | Redraw:
        word, digits = said.rstrip("0123456"), said.lstrip("abcdefghijklmnopqrstuvwxyz")
        days = tuple(sorted({int(digit) for digit in digits if digit in "0123456"}))
        if word == "done" and days and number in (None, len(days)):
            return days
        if word == "set":
            return Redraw(ask.weekdays(scene.t, days, number))
        return Again(ask.weekdays(scene.t, (), number))

    return parse


def _kept_days(days: tuple[int, ...]) -> str:
    return "done" + "".join(str(day) for day in days)
