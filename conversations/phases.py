"""The part of a schedule's script that asks for amounts and phases."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
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
from bot.domain.written import Measure, WrittenDose, WrittenPhase
from bot.i18n import Translator
from bot.views import ask_dates, ask_schedule
from bot.views import ask_phase as ask
from bot.views import written as words
from conversations import how_often, read
from conversations.dialogue import Again, Play, Question, Scene
from conversations.how_often import YES_NO

MOST_PHASES = 6
FURTHEST = timedelta(days=731)
TEN_YEARS = timedelta(days=3660)
LONGEST = {Period.DAY: 3660, Period.WEEK: 520, Period.MONTH: 120}


def dose(scene: Scene, name: str, typed: WrittenDose | None = None) -> Play[Amount]:
    """The amount as the clinician said, read back in both units until the patient says that it is right.

    Where it was `typed` in ampoules or vials, the question says so: how much that is, is never worked out.
    """
    t, attempt = scene.t, 1
    contained = typed is not None and typed.unit in (Measure.AMPOULE, Measure.VIAL)
    asked = ask_schedule.dose(t, words.dose(t, typed) if typed and contained else None)
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


def phases(scene: Scene, amount: Amount, typed: Sequence[WrittenPhase] = ()) -> Play[tuple[Phase, ...]]:
    """One phase after the other, until the patient says that this is all; after a review one more can wait.

    What was `typed` of a phase stands beside the question which one it is.
    """
    told: list[Phase] = []
    while True:
        place = len(told)
        before, written = told[-1] if told else None, typed[place] if place < len(typed) else None
        phase = yield from _phase(scene, place + 1, amount, before, written)
        told.append(phase)
        amount = phase.dose
        if not (yield from _goes_on(scene, len(told), phase)):
            return tuple(told)


def _goes_on(scene: Scene, number: int, phase: Phase) -> Play[bool]:
    """Whether another phase follows; after one that waits for a review none can be told."""
    if number == MOST_PHASES or phase.start is None:
        return False
    ends = last_day(phase)
    asked = ask_dates.after_review(scene.t) if ends is None else ask_dates.more(scene.t, ends)
    more: str = yield Question(f"phase{number}.more", asked, read.one_of(YES_NO, asked))
    return more == "yes"


def _phase(scene: Scene, number: int, amount: Amount, before: Phase | None, typed: WrittenPhase | None) -> Play[Phase]:
    t, name = scene.t, f"phase{number}"
    asked = ask.kind(t, number, None if typed is None else words.phase(t, typed))
    kind: PhaseKind = yield Question(f"{name}.kind", asked, read.one_of(PhaseKind, asked), str)
    if number > 1:
        asked = ask.same_dose(t, amount)
        same: str = yield Question(f"{name}.same", asked, read.one_of(("same", "other"), asked))
        if same == "other":
            amount = yield from dose(scene, f"{name}.dose", None if typed is None else typed.dose)
    rhythm = yield from how_often.rhythm(scene, name)
    repeat = rhythm.repeat
    at = yield from how_often.at(scene, name, rhythm)
    first: date | None = None
    if before is None or not isinstance(before.end, UntilReview):
        after = None if before is None else last_day(before)
        parse = _start(scene, repeat, after)
        first = yield Question(f"{name}.start", ask_dates.start(t, after), parse, read.kept_day)
    end = yield from _end(scene, name, first)
    return Phase(kind, amount, repeat, at, first, end)


def _start(scene: Scene, repeat: Repeat, after: date | None) -> Callable[[str], date | Again]:
    t = scene.t

    def check(day: date) -> Again | None:
        if after is not None and day <= after:
            return Again(ask_dates.too_early(t, after))
        if repeat.weekdays and day.weekday() not in repeat.weekdays:
            return Again(ask_dates.wrong_weekday(t, day, repeat.weekdays))
        return None

    def check_typed(day: date) -> Again | None:
        return Again(ask_dates.too_far(t)) if abs(day - scene.today) > FURTHEST else None

    return read.day(t, scene.today, check, check_typed, past=after is None)


def _end(scene: Scene, name: str, first: date | None) -> Play[End]:
    t = scene.t
    asked = ask_dates.end(t)
    way: str = yield Question(f"{name}.end", asked, read.one_of(("count", "span", "date", "review"), asked))
    match way:
        case "count":
            parse = read.whole_or_range(t, 1, 999)
            few, most = yield Question(f"{name}.count", ask_dates.end_count(t), parse, read.kept_count)
            return AfterCount(few, most)
        case "span":
            asked = ask_dates.span_period(t)
            period: Period = yield Question(f"{name}.unit", asked, read.one_of(Period, asked), str)
            parse = read.whole_or_range(t, 1, LONGEST[period])
            few, most = yield Question(f"{name}.span", ask_dates.span(t, period), parse, read.kept_count)
            return AfterSpan(few, period, most)
        case "date":
            parse_day = read.day(t, max(scene.today, first or scene.today), _not_before(t, first))
            last: date = yield Question(f"{name}.last", ask_dates.end_date(t), parse_day, read.kept_day)
            return OnDate(last)
        case _:
            return UntilReview((yield Question(f"{name}.review", ask_dates.review(t), _review(scene, first), _kept)))


def _not_before(t: Translator, first: date | None) -> Callable[[date], Again | None]:
    """A last day that is not before the first, where that is known, and not decades later."""

    def check(day: date) -> Again | None:
        if first is not None and day < first:
            return Again(ask_dates.too_early_end(t, first))
        return Again(ask_dates.too_far_end(t)) if first is not None and day - first > TEN_YEARS else None

    return check


def _review(scene: Scene, first: date | None) -> Callable[[str], date | Again | None]:
    """The day of the review; None where the patient does not know it."""
    t = scene.t

    def to_come(day: date) -> Again | None:
        return Again(ask_dates.review_is_past(t)) if day < scene.today else None

    parse = read.day(t, max(scene.today, first or scene.today), _not_before(t, first), to_come)
    return lambda said: None if said == "unknown" else parse(said)


def _kept(review: date | None) -> str:
    return "unknown" if review is None else read.kept_day(review)
