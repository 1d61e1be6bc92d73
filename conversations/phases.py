"""The part of a schedule's script that asks for amounts and phases."""

from datetime import date, time, timedelta
from typing import Any

from bot.domain.amount import Amount
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    End,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Repeat,
    UntilReview,
)
from bot.domain.rhythm import last_day
from bot.views import ask_phase as ask
from bot.views import ask_schedule
from conversations import read
from conversations.dialogue import Again, Play, Question, Redraw, Scene

MOST_PHASES = 6
FURTHEST = timedelta(days=731)
LONGEST = timedelta(days=3660)
MOST = {Period.DAY: 366, Period.WEEK: 104, Period.MONTH: 24}
YES_NO = ("yes", "no")


def dose(scene: Scene, name: str) -> Play[Amount]:
    """The amount as the clinician said, read back in both units until the patient says that it is right."""
    t, attempt = scene.t, 1
    asked = ask_schedule.dose(t)
    value: Amount = yield Question(f"{name}1", asked, read.amount(t), read.kept_amount)
    while True:
        check = ask_schedule.dose_check(t, value)
        right: str | Amount = yield Question(f"{name}{attempt}.check", check, _yes_no_or_amount(scene), read.kept)
        if right == "yes":
            return value
        attempt += 1
        if isinstance(right, Amount):
            value = right
        else:
            value = yield Question(f"{name}{attempt}", asked, read.amount(t), read.kept_amount)


def _yes_no_or_amount(scene: Scene) -> Any:
    """Yes, no, or at once the amount that it is instead."""
    parse = read.amount(scene.t)
    return lambda said: said if said in YES_NO else parse(said)


def phases(scene: Scene, amount: Amount) -> Play[tuple[Phase, ...]]:
    """One phase after the other, until one has no end or the patient says that this is all."""
    told: list[Phase] = []
    while True:
        number = len(told) + 1
        phase = yield from _phase(scene, number, amount, last_day(told[-1]) if told else None)
        told.append(phase)
        amount = phase.dose
        ends = last_day(phase)
        # after "until review" nothing may follow unasked: the clinician's word comes first
        if ends is None or number == MOST_PHASES:
            return tuple(told)
        asked = ask.more(scene.t, ends)
        more: str = yield Question(f"phase{number}.more", asked, read.one_of(YES_NO, asked))
        if more == "no":
            return tuple(told)


def _phase(scene: Scene, number: int, amount: Amount, after: date | None) -> Play[Phase]:
    t, name = scene.t, f"phase{number}"
    asked = ask.kind(t, number)
    kind: PhaseKind = yield Question(f"{name}.kind", asked, read.one_of(PhaseKind, asked), str)
    if number > 1:
        asked = ask.same_dose(t, amount)
        same: str = yield Question(f"{name}.same", asked, read.one_of(("same", "other"), asked))
        if same == "other":
            amount = yield from dose(scene, f"{name}.dose")
    repeat = yield from _repeat(scene, name)
    at: time = yield Question(f"{name}.at", ask.at(t), read.time_of_day(t), read.iso)
    first: date = yield Question(f"{name}.start", ask.start(t, after), _start(scene, repeat, after), read.iso)
    end = yield from _end(scene, name, first)
    return Phase(kind, amount, repeat, (at,), first, end)


def _repeat(scene: Scene, name: str) -> Play[Repeat]:
    t = scene.t
    asked = ask.repeat(t)
    attempt = 1
    while True:
        way: str = yield Question(
            f"{name}.repeat{attempt}", asked, read.one_of(("1d", "d", "weekdays", "wk", "mo"), asked)
        )
        if way == "weekdays":
            chosen: tuple[int, ...] = yield Question(
                f"{name}.days{attempt}", ask.weekdays(t, ()), _weekdays(scene), _kept_days
            )
            if len(chosen) < 7:
                return Repeat(1, Period.WEEK, chosen)
            way = "1d"
        period = Period.DAY if way == "1d" else Period(way)
        every = 1
        if way != "1d":
            every = yield Question(
                f"{name}.every{attempt}", ask.how_many(t, period), read.whole(t, 1, MOST[period]), str
            )
        if (every, period) != (1, Period.DAY):
            return Repeat(every, period)
        daily = ask.daily_check(t)
        sure: str = yield Question(f"{name}.daily{attempt}", daily, read.one_of(YES_NO, daily))
        if sure == "yes":
            return Repeat(1, Period.DAY)
        attempt += 1


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


def _start(scene: Scene, repeat: Repeat, after: date | None) -> Any:
    t = scene.t

    def check(day: date) -> Again | None:
        if after is not None and day <= after:
            return Again(ask.too_early(t, after))
        if abs(day - scene.today) > FURTHEST:
            return Again(ask.too_far(t))
        if repeat.weekdays and day.weekday() not in repeat.weekdays:
            return Again(ask.wrong_weekday(t, day, repeat.weekdays))
        return None

    return read.day(t, scene.today, check, past=after is None)


def _end(scene: Scene, name: str, first: date) -> Play[End]:
    t = scene.t
    asked = ask.end(t)
    way: str = yield Question(f"{name}.end", asked, read.one_of(("count", "date", "weeks", "review"), asked))
    match way:
        case "count":
            injections: int = yield Question(f"{name}.count", ask.end_count(t), read.whole(t, 1, 999), str)
            return AfterCount(injections)
        case "weeks":
            weeks: int = yield Question(f"{name}.weeks", ask.end_weeks(t), read.whole(t, 1, 520), str)
            return AfterSpan(weeks, Period.WEEK)
        case "date":

            def check(day: date) -> Again | None:
                if day < first:
                    return Again(ask.too_early_end(t, first))
                return Again(ask.too_far_end(t)) if day - first > LONGEST else None

            parse = read.day(t, max(scene.today, first), check)
            last: date = yield Question(f"{name}.last", ask.end_date(t), parse, read.iso)
            return OnDate(last)
        case _:
            return UntilReview()
