"""Where a regimen's injections fall, given what was recorded and which shifts the patient confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice

from bot.domain.regimen import AfterCount, Phase, Regimen, place
from bot.domain.rhythm import is_optional, is_over, last_day, later, latest, wall_times

# An injection's identity in its regimen: phase and number, both from 1.
Key = tuple[int, int]


@dataclass(frozen=True)
class Occurrence:
    """One injection that falls due.

    Its window opens at `local` on the wall clock, the instant `at`, and ends at `latest` (the same instant where the
    clinician gave no range). `optional` says that it lies beyond the lesser number of a range such as "6 to 7".
    """

    phase: int
    number: int
    local: datetime
    at: datetime
    latest: datetime
    optional: bool = False

    @property
    def key(self) -> Key:
        """Its identity."""
        return self.phase, self.number


@dataclass(frozen=True)
class Shift:
    """A change that the patient confirmed: this one is `by` later (or earlier) on the wall clock than it was.

    With `following`, which takes whole days, all after it move as far. Shifts add up, so each can be undone by itself.
    """

    phase: int
    number: int
    by: timedelta
    following: bool


@dataclass(frozen=True)
class History:
    """What the coming dates hang on: when injections were given (naive, on the regimen's wall clock), and shifts.

    `passed` has when those were due, on the same clock, that were not given and are asked about no more.
    """

    given: Mapping[Key, datetime] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    passed: Mapping[Key, datetime] = field(default_factory=dict)


NOTHING_YET = History()
NOT_AT_ALL = timedelta()


def carried(given: Mapping[Key, datetime], before: Regimen, after: Regimen) -> dict[Key, datetime]:
    """Of what was given in one version, what another's dates hang on: phases with the same first day and rhythm."""
    pairs = enumerate(zip(before.phases, after.phases, strict=False), start=1)
    same = {number for number, (one, other) in pairs if (one.start, one.repeat) == (other.start, other.repeat)}
    return {key: at for key, at in given.items() if key[0] in same}


@dataclass(frozen=True)
class _Step:
    """One injection before it is placed, and how many days everything after its phase has moved by then.

    `base` is the day from which what follows counts, where it counts.
    """

    number: int
    local: datetime
    moved: timedelta
    base: date


def occurrences(regimen: Regimen, zone: str, history: History = NOTHING_YET) -> Iterator[Occurrence]:
    """Every injection in order, placed in the IANA zone; without end where a phase runs until review.

    A phase whose start hangs on a review has none, and neither have those after it.
    """
    moved = timedelta()
    for index, phase in enumerate(regimen.phases, start=1):
        if phase.start is None:
            return
        first, step = phase.start + moved, None
        for step in _steps(index, phase, first, history):
            yield _placed(index, phase, first, step, zone)
        if step is not None:
            moved = _moved(phase, first - phase.start, step)


def _moved(phase: Phase, before: timedelta, last: _Step) -> timedelta:
    """By how much what follows a phase has moved: with its last injection, where that hangs on those before it."""
    if not (phase.counts_from_injection and isinstance(phase.end, AfterCount)):
        return before + last.moved
    told = last_day(phase)
    assert told is not None  # a count has a last one  # noqa: S101
    return last.base - told


def upcoming(
    regimen: Regimen, zone: str, after: datetime, limit: int, history: History = NOTHING_YET
) -> list[Occurrence]:
    """The first `limit` injections that fall due later than the instant `after`."""
    return list(islice((o for o in occurrences(regimen, zone, history) if o.at > after), limit))


def _placed(index: int, phase: Phase, first: date, step: _Step, zone: str) -> Occurrence:
    # the first one has a day of its own; a range is about what comes after it
    ranged = phase.repeat.most is not None and step.number > 1
    at = place(step.local, zone)
    closes = place(latest(phase.repeat, step.local), zone) if ranged else at
    optional = is_optional(phase, first, step.number, step.local - step.moved)
    return Occurrence(index, step.number, step.local, at, closes, optional)


def _steps(index: int, phase: Phase, first: date, history: History) -> Iterator[_Step]:
    if phase.counts_from_injection:
        return _from_injections(index, phase, first, history)
    return _by_calendar(index, phase, first, history)


def _by_calendar(index: int, phase: Phase, first: date, history: History) -> Iterator[_Step]:
    """Each at its own date, whenever the others were given; a shift of all that follow moves them by whole days."""
    moved = timedelta()
    for number, told in enumerate(wall_times(phase, first), start=1):
        alone, all_after = _shifted(history, index, number)
        moved += all_after
        local = told + moved + alone
        yield _Step(number, local, moved, local.date())


def _from_injections(index: int, phase: Phase, first: date, history: History) -> Iterator[_Step]:
    """Each counted from the one before: from when that was given, else from when it was due."""
    anchor, periods, moved, number = first, 0, timedelta(), 0
    newest = datetime.min  # noqa: DTZ901  # when the last of them was given, on the wall clock
    while True:
        number += 1
        told = later(anchor, periods * phase.repeat.every, phase.repeat.period)
        local = datetime.combine(told, phase.at[0])
        if is_over(phase, first, number, local - moved):
            return
        alone, all_after = _shifted(history, index, number)
        moved += all_after
        local += alone + all_after
        key = index, number
        over = history.given.get(key, history.passed.get(key, datetime.max))  # noqa: DTZ901
        # one that was over when one before it was given takes no turn of its own: the next counts from that
        overtaken = over <= newest
        newest = max(newest, history.given.get(key, newest))
        local = over if overtaken else local
        base = (newest if overtaken or key in history.given else local).date()
        yield _Step(number, local, moved, base)
        periods += 1
        if base != told:
            # as long as all goes as told, "the 31st" comes back after a shorter month
            anchor, periods = base, 1


def _shifted(history: History, phase: int, number: int) -> tuple[timedelta, timedelta]:
    """By how much this one was shifted alone, and together with all that follow."""
    if not history.shifts:
        return NOT_AT_ALL, NOT_AT_ALL
    mine = [shift for shift in history.shifts if (shift.phase, shift.number) == (phase, number)]
    alone = sum((shift.by for shift in mine if not shift.following), timedelta())
    return alone, sum((shift.by for shift in mine if shift.following), timedelta())
