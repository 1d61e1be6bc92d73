"""The part of a schedule's script that asks how often and at what time of day."""

from collections.abc import Callable
from datetime import time
from itertools import count
from typing import Any

from bot.domain.regimen import Period, Repeat
from bot.views import ask_phase as ask
from conversations import read
from conversations.dialogue import Again, Play, Question, Redraw, Scene
from conversations.read import Count

MOST = {Period.DAY: 366, Period.WEEK: 104, Period.MONTH: 24}
YES_NO = ("yes", "no")
DAILY = Repeat(1, Period.DAY)
WAYS = ("1d", "d", "weekdays", "1wk", "wk", "1mo", "mo")


def repeat(scene: Scene, name: str) -> Play[Repeat]:
    """How often; every single day is asked twice."""
    t, asked = scene.t, ask.repeat(scene.t)
    for attempt in count(1):
        way: str = yield Question(f"{name}.repeat{attempt}", asked, read.one_of(WAYS, asked))
        if way == "weekdays":
            weekdays = ask.weekdays(t, ())
            chosen: tuple[int, ...] = yield Question(f"{name}.days{attempt}", weekdays, _weekdays(scene), _kept_days)
            if len(chosen) < 7:
                return Repeat(1, Period.WEEK, chosen)
            way = "1d"
        period, found = Period(way.removeprefix("1")), (1, None)
        if not way.startswith("1"):
            many = ask.how_many(t, period)
            found = yield Question(f"{name}.every{attempt}", many, _every(scene, period), read.kept_count)
        told = Repeat(found[0], period, most=found[1])
        if told != DAILY:
            return told
        daily = ask.daily_check(t)
        sure: str = yield Question(f"{name}.daily{attempt}", daily, read.one_of(YES_NO, daily))
        if sure == "yes":
            return told
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


def at(scene: Scene, name: str, repeat: Repeat) -> Play[tuple[time, ...]]:
    """At what time; several on one day are read back."""
    t = scene.t
    for attempt in count(1):
        asked = f"{name}.at" if attempt == 1 else f"{name}.at{attempt}"
        times: tuple[time, ...] = yield Question(asked, ask.at(t), _times(scene, repeat), read.kept_times)
        if len(times) == 1:
            return times
        check = ask.several_times(t, times)
        sure: str = yield Question(f"{name}.times{attempt}", check, read.one_of(YES_NO, check))
        if sure == "yes":
            return times
    raise AssertionError  # count never ends


def _times(scene: Scene, repeat: Repeat) -> Callable[[str], tuple[time, ...] | Again]:
    """The times; one only where a range of days gives each injection a window."""
    parse = read.times_of_day(scene.t)

    def fitting(said: str) -> tuple[time, ...] | Again:
        found = parse(said)
        if isinstance(found, Again) or len(found) == 1 or repeat.most is None:
            return found
        return Again(ask.one_time_only(scene.t))

    return fitting


def _weekdays(scene: Scene) -> Any:
    def parse(said: str) -> tuple[int, ...] | Again | Redraw:
        word, digits = said.rstrip("0123456"), said.lstrip("abcdefghijklmnopqrstuvwxyz")
        days = tuple(sorted({int(digit) for digit in digits if digit in "0123456"}))
        if word == "done" and days:
            return days
        if word == "set":
            return Redraw(ask.weekdays(scene.t, days))
        return Again(ask.weekdays(scene.t, ()))

    return parse


def _kept_days(days: tuple[int, ...]) -> str:
    return "done" + "".join(str(day) for day in days)
