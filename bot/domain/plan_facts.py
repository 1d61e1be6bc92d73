"""What a dialogue must know of one plan to show its dates before and after a change, as plain data and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

from bot.domain.regimen import Phase, Regimen, UntilReview, place, wall
from bot.domain.regimen_record import from_record, to_record
from bot.domain.timeline import NOTHING_YET, History, Key, Occurrence, Shift, occurrences


@dataclass(frozen=True)
class PlanFacts:
    """One version in force, frozen at one moment; every wall-clock time is naive, in its IANA `zone`.

    `closed` are injections to come that are recorded already; `answered` those behind that are recorded, or still wait
    for an answer; `had` is when each injection of the course was had, oldest first.
    """

    version: int
    regimen: Regimen
    zone: str
    past: History = NOTHING_YET
    closed: frozenset[Key] = frozenset()
    answered: frozenset[Key] = frozenset()
    had: tuple[datetime, ...] = ()


class Fit(StrEnum):
    """Whether an injection may be moved there: it stays after the one before it and before the one after it."""

    FITS = "fits"
    SAME = "same"
    PAST = "past"
    EARLY = "early"
    LATE = "late"


# all that a history holds beside its shifts is when something was, by injection
MOMENTS = tuple(field.name for field in fields(History) if field.name != "shifts")


def to_facts_record(facts: PlanFacts) -> dict[str, Any]:
    """The facts as JSON can hold them; from_facts_record reads them back equal."""
    shifts = [[one.phase, one.number, one.by // timedelta(minutes=1), one.following] for one in facts.past.shifts]
    return {
        "version": facts.version,
        "prescription": to_record(facts.regimen),
        "zone": facts.zone,
        "moments": {name: _as_list(getattr(facts.past, name)) for name in MOMENTS},
        "shifts": shifts,
        "closed": [list(key) for key in sorted(facts.closed)],
        "answered": [list(key) for key in sorted(facts.answered)],
        "had": [at.isoformat() for at in facts.had],
    }


def from_facts_record(record: Mapping[str, Any]) -> PlanFacts:
    """The facts that to_facts_record wrote; ValueError or KeyError if it is anything else."""
    moments = {name: _as_mapping(record["moments"].get(name, [])) for name in MOMENTS}
    shifts = tuple(Shift(phase, n, timedelta(minutes=by), following) for phase, n, by, following in record["shifts"])
    return PlanFacts(
        version=record["version"],
        regimen=from_record(record["prescription"]),
        zone=record["zone"],
        past=History(shifts=shifts, **moments),
        closed=frozenset((phase, number) for phase, number in record["closed"]),
        answered=frozenset((phase, number) for phase, number in record["answered"]),
        had=tuple(datetime.fromisoformat(at) for at in record["had"]),
    )


def _as_list(moments: Mapping[Key, datetime]) -> list[list[Any]]:
    return [[*key, at.isoformat()] for key, at in sorted(moments.items())]


def _as_mapping(stored: Iterable[tuple[int, int, str]]) -> dict[Key, datetime]:
    return {(phase, number): datetime.fromisoformat(at) for phase, number, at in stored}


def coming(facts: PlanFacts, now: datetime, limit: int) -> list[Occurrence]:
    """The next `limit` injections after the instant `now` that are not recorded yet."""
    recorded = facts.closed | facts.past.given.keys()
    placed = occurrences(facts.regimen, facts.zone, facts.past)
    return list(islice((one for one in placed if one.at > now and one.key not in recorded), limit))


def between(facts: PlanFacts, after: datetime, until: datetime, limit: int) -> list[Occurrence]:
    """The first `limit` injections that are not recorded and fall due after one instant and before the other."""
    return [one for one in coming(facts, after, limit) if one.at < until]


def from_one_on(facts: PlanFacts, key: Key, limit: int) -> list[Occurrence]:
    """That injection and those after it, `limit` at most; empty where the plan has none of that number."""
    it_and_after: list[Occurrence] = []
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if not it_and_after and one.key > key:
            break
        if one.key >= key:
            it_and_after.append(one)
        if len(it_and_after) == limit:
            break
    return it_and_after


def before(facts: PlanFacts, key: Key) -> datetime | None:
    """The wall-clock time after which that injection must stay: that of the one before it, or of the last one had."""
    last: datetime | None = facts.had[-1] if facts.had else None
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if one.key >= key:
            break
        last = one.local if last is None else max(last, one.local)
    return last


def moved(facts: PlanFacts, key: Key, by: timedelta, following: bool) -> PlanFacts:
    """The facts as they would be with that injection so much later or earlier; with `following` all after it too."""
    shift = Shift(*key, by, following)
    return replace(facts, past=replace(facts.past, shifts=(*facts.past.shifts, shift)))


def fit(facts: PlanFacts, key: Key, to: datetime, following: bool, now: datetime) -> Fit:
    """Whether that injection of the plan may be moved to the wall-clock time `to`, which this does not advise.

    Where each day has one injection at most, it may not share its day with the one before or after.
    """
    was = from_one_on(facts, key, 1)[0]
    if to == was.local:
        return Fit.SAME
    if place(to, facts.zone) <= now:
        return Fit.PAST
    earlier = before(facts, key)
    if earlier is not None and not _in_order(facts.regimen, earlier, to):
        return Fit.EARLY
    then = from_one_on(moved(facts, key, to - was.local, following), key, 2)
    return Fit.LATE if len(then) > 1 and not _in_order(facts.regimen, to, then[1].local) else Fit.FITS


def ends(facts: PlanFacts, key: Key) -> tuple[Occurrence | None, Occurrence | None]:
    """The last injection of that one's phase, and the first of the next; None where a review decides, or none is."""
    phase, last = key[0], None
    if isinstance(facts.regimen.phases[phase - 1].end, UntilReview):
        return None, None
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if one.phase > phase:
            return last, one
        last = one if one.phase == phase else None
    return last, None


def gaps(facts: PlanFacts, now: datetime, limit: int) -> list[datetime]:
    """The plan's own wall-clock times up to `now` of which nothing is known: the newest `limit`, oldest first."""
    days = {at.date() for at in facts.had} if once_a_day(facts.regimen) else set()
    found = []
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if one.at > now:
            break
        if one.key not in facts.answered and one.local.date() not in days:
            found.append(one.local)
    return found[-limit:]


def of_day(facts: PlanFacts, day: date) -> Occurrence | None:
    """The plan's injection on that day of its clock, if it has one."""
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if one.local.date() >= day:
            return one if one.local.date() == day else None
    return None


def late_for(facts: PlanFacts, day: date) -> Occurrence | None:
    """The plan's injection that may have been had late on that day: the last before it, of which nothing is known."""
    last: Occurrence | None = None
    for one in occurrences(facts.regimen, facts.zone, facts.past):
        if one.local.date() > day:
            break
        last = one
    if last is None or last.local.date() == day or last.key in facts.answered:
        return None
    return None if once_a_day(facts.regimen) and is_had(facts, last.local) else last


def with_had(facts: PlanFacts, local: datetime, late: Occurrence | None = None) -> PlanFacts:
    """The facts as they would be with an injection had at that wall-clock time: coming dates may count from it.

    It is the plan's own of that day, or the one that it is `late` for.
    """
    one = late or of_day(facts, local.date())
    given = facts.past.given if one is None else {**facts.past.given, one.key: local}
    return replace(facts, past=replace(facts.past, given=given), had=tuple(sorted((*facts.had, local))))


def is_had(facts: PlanFacts, local: datetime) -> bool:
    """Whether that injection is on record already: one that day, or, where a day may have several, at that time."""
    if once_a_day(facts.regimen):
        return any(at.date() == local.date() for at in facts.had)
    return local in facts.had


def usual_time(facts: PlanFacts, day: date) -> time:
    """The time of day that the plan has on that day, else in its first phase."""
    one = of_day(facts, day)
    return facts.regimen.phases[0].at[0] if one is None else one.local.time()


def today(facts: PlanFacts, now: datetime) -> date:
    """The day of the plan's clock."""
    return wall(now, facts.zone).date()


def phase_of(facts: PlanFacts, key: Key) -> Phase:
    """The phase of that injection."""
    return facts.regimen.phases[key[0] - 1]


def once_a_day(regimen: Regimen) -> bool:
    """Whether no day has more than one injection."""
    return all(len(phase.at) == 1 for phase in regimen.phases)


def _in_order(regimen: Regimen, first: datetime, second: datetime) -> bool:
    return first.date() < second.date() if once_a_day(regimen) else first < second
