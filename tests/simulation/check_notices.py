"""The promises about what is no dose: ends of phases and open questions are told in good time, seldom, and in peace."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from tests.simulation.free import is_paused
from tests.simulation.record import Kind, PlanFact, Record, Try

ANNOUNCED = (Kind.ENDING, Kind.QUESTIONS)
UNASKED = (*ANNOUNCED, Kind.REACTION, Kind.CHECK_IN, Kind.IMPROVEMENT)
MOST_ABOUT_AN_END = 3
LONGEST_AHEAD = 14
MONTH = timedelta(days=30)
# A pause that is asked for while a message is on its way comes too late for it.
ON_ITS_WAY = timedelta(minutes=12)
# The day hangs on the clock that the plan has in the end, and is said in whole days.
ABOUT = timedelta(days=2)


def _first_ones(record: Record) -> dict[tuple[int, Kind, tuple[int, int]], list[Try]]:
    """What arrived about each phase's end, and of open questions, but for repeats; in order."""
    found: dict[tuple[int, Kind, tuple[int, int]], list[Try]] = defaultdict(list)
    for one in record.tries:
        if one.kind in ANNOUNCED and one.arrived and not one.repeat:
            found[(one.chat, one.kind, one.phase)].append(one)
    return found


def each_is_told_seldom(record: Record) -> Iterator[str]:
    """The end of a phase three times at most, ever nearer; open questions once in thirty days."""
    for (_, kind, _), tries in _first_ones(record).items():
        if kind is Kind.ENDING and len(tries) > MOST_ABOUT_AN_END:
            yield f"{len(tries)} announcements of one end: {tries}"
        for before, after in pairwise(tries):
            if kind is Kind.ENDING and after.days >= before.days:
                yield f"the same end announced twice: {before} {after}"
            if kind is Kind.QUESTIONS and after.at - before.at < MONTH - ON_ITS_WAY:
                yield f"questions brought up twice in a month: {before} {after}"


def repeats_are_few(record: Record) -> Iterator[str]:
    """What may not have arrived comes once more, never more often."""
    repeated: dict[tuple[int, Kind, tuple[int, int]], int] = defaultdict(int)
    sent: dict[tuple[int, Kind, tuple[int, int]], int] = defaultdict(int)
    for one in record.tries:
        if one.kind in UNASKED:
            key = (one.chat, one.kind, one.phase)
            sent[key] += not one.repeat
            repeated[key] += one.repeat and one.arrived
            if repeated[key] > sent[key]:
                yield f"repeated more often than it was told: {one}"


def a_pause_is_kept(record: Record) -> Iterator[str]:
    for one in record.tries:
        long = is_paused(record, one.chat, one.at) and is_paused(record, one.chat, one.at - ON_ITS_WAY)
        if one.kind in UNASKED and one.arrived and long:
            yield f"announced in a pause: {one}"


def an_end_is_where_it_was_said_to_be(record: Record) -> Iterator[str]:
    """The day that is named is that of the phase's last dose, which is not behind."""
    plans: dict[int, list[PlanFact]] = defaultdict(list)
    for plan in sorted(record.plans, key=lambda plan: plan.id):
        plans[plan.chat].append(plan)
    for one in record.tries:
        if one.kind is not Kind.ENDING:
            continue
        version, phase = one.phase
        told = plans[one.chat][version - 1]
        if not 1 <= one.days <= LONGEST_AHEAD:
            yield f"not in good time: {one}"
        last = [dose.due for dose in record.doses if dose.regimen == told.id and dose.phase == phase][-1:]
        # a plan that was ended keeps only the doses it had by then
        if told.ended is None and (not last or abs(last[0] - one.at - timedelta(days=one.days)) > ABOUT):
            yield f"the last of that phase is on {last}: {one}"


CHECKS: tuple[Callable[[Record], Iterator[str]], ...] = (
    each_is_told_seldom,
    repeats_are_few,
    a_pause_is_kept,
    an_end_is_where_it_was_said_to_be,
)
