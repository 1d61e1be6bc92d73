"""What two of the patient's own statements disagree about: pointed out as a question for the clinician, never resolved.

Nothing here says which is right. Amounts are the patient's own, as told or as on the label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.amount import Amount, parse_stored
from bot.domain.checklist import Answer, Checklist, Item, Status
from bot.domain.regimen import PhaseKind, Regimen, UntilReview
from bot.domain.rhythm import last_day

# what the question about the cause calls too little being taken up
MALABSORPTION = "malabsorption"

# A plan, and the number of the phase (from 1) that it is in; None before its first injection, and after its last.
Plan = tuple[Regimen, int | None]


@dataclass(frozen=True)
class StrengthDiffers:
    """The checklist says another amount for one dose than the plan, in the phase of that number (from 1)."""

    medicine: str
    phase: int
    planned: Amount
    told: Amount


@dataclass(frozen=True)
class LabelDiffers:
    """The plan's dose, in the phase of that number (from 1), is not what the label says that one ampoule holds."""

    medicine: str
    phase: int
    planned: Amount
    per_ampoule: Amount


@dataclass(frozen=True)
class RepletionWithoutEnd:
    """The repletion phase of that number (from 1) has no end, and no day on which it is reviewed."""

    medicine: str
    phase: int


@dataclass(frozen=True)
class MaintenanceTooSoon:
    """The maintenance phase of that number (from 1) starts on `starts`, before repletion has ended on `ends`."""

    medicine: str
    phase: int
    starts: date
    ends: date


@dataclass(frozen=True)
class PhaseDiffers:
    """The checklist says one kind of phase, the plan is in another, in the phase of that number (from 1)."""

    medicine: str
    phase: int
    planned: PhaseKind
    told: PhaseKind


@dataclass(frozen=True)
class StopsThoughMalabsorption:
    """The cause is that too little is taken up, and the plan stops; on `last`, where that day is known."""

    medicine: str
    last: date | None


Contradiction = (
    StrengthDiffers | LabelDiffers | RepletionWithoutEnd | MaintenanceTooSoon | PhaseDiffers | StopsThoughMalabsorption
)


def phase_now(first_to_come: tuple[int, int] | None) -> int | None:
    """The phase that a plan is in, from the phase and number (both from 1) of the first injection that is still ahead.

    A phase goes on until the next one's first injection. None before the plan's first, and where none is ahead.
    """
    if first_to_come is None:
        return None
    phase, number = first_to_come
    return (phase if number > 1 else phase - 1) or None


def contradictions(checklist: Checklist, plans: Sequence[Plan]) -> tuple[Contradiction, ...]:
    """All that disagrees, in the order of the questions; each statement is about one plan, and said once."""
    found: list[Contradiction] = []
    found += _phase(checklist, plans)
    found += _strength(checklist, plans)
    for regimen, _ in plans:
        found += _label(regimen)
        found += _endless(regimen)
        found += _overlapping(regimen)
    found += _stopping(checklist, plans)
    return tuple(found)


def _answered(checklist: Checklist, item: Item) -> Answer | None:
    entry = checklist.get(item)
    return entry.answer if entry is not None and entry.status is Status.ANSWERED else None


def _phase(checklist: Checklist, plans: Sequence[Plan]) -> Iterator[PhaseDiffers]:
    """Only where both name a phase, and no plan agrees with the checklist: it may speak of another product."""
    answer = _answered(checklist, Item.PHASE)
    named = (PhaseKind.REPLETION, PhaseKind.MAINTENANCE)
    told = next((kind for kind in named if answer is not None and kind in answer.picked), None)
    if told is None:
        return
    current = [(regimen, now, regimen.phases[now - 1].kind) for regimen, now in plans if now is not None]
    if all(kind is not told for _, _, kind in current):
        yield from (PhaseDiffers(one.medicine, now, kind, told) for one, now, kind in current if kind in named)


def _strength(checklist: Checklist, plans: Sequence[Plan]) -> Iterator[StrengthDiffers]:
    """Against the phase that a plan is in, else all of them; only where no plan has that amount."""
    answer = _answered(checklist, Item.STRENGTH)
    if answer is None or answer.words is None:
        return
    told = parse_stored(answer.words)
    doses = [
        (regimen.medicine, number, phase.dose)
        for regimen, now in plans
        for number, phase in enumerate(regimen.phases, start=1)
        if now in (None, number)
    ]
    if all(dose.mcg != told.mcg for _, _, dose in doses):
        said: set[object] = set()
        for medicine, number, dose in doses:
            if (medicine, dose.mcg) not in said:
                yield StrengthDiffers(medicine, number, dose, told)
            said.add((medicine, dose.mcg))


def _label(regimen: Regimen) -> Iterator[LabelDiffers]:
    per_ampoule = regimen.label.per_ampoule
    said: set[object] = set() if per_ampoule is None else {per_ampoule.mcg}
    for number, phase in enumerate(regimen.phases, start=1):
        if per_ampoule is not None and phase.dose.mcg not in said:
            yield LabelDiffers(regimen.medicine, number, phase.dose, per_ampoule)
        said.add(phase.dose.mcg)


def _endless(regimen: Regimen) -> Iterator[RepletionWithoutEnd]:
    for number, phase in enumerate(regimen.phases, start=1):
        if phase.kind is PhaseKind.REPLETION and phase.end == UntilReview():
            yield RepletionWithoutEnd(regimen.medicine, number)


def _overlapping(regimen: Regimen) -> Iterator[MaintenanceTooSoon]:
    ends = [last_day(phase) for phase in regimen.phases if phase.kind is PhaseKind.REPLETION]
    latest = max((day for day in ends if day is not None), default=None)
    for number, phase in enumerate(regimen.phases, start=1):
        starts = phase.start if phase.kind is PhaseKind.MAINTENANCE else None
        if starts is not None and latest is not None and starts <= latest:
            yield MaintenanceTooSoon(regimen.medicine, number, starts, latest)


def _stopping(checklist: Checklist, plans: Sequence[Plan]) -> Iterator[StopsThoughMalabsorption]:
    cause = _answered(checklist, Item.CAUSE)
    if cause is None or MALABSORPTION not in cause.picked:
        return
    for regimen, _ in plans:
        last = regimen.phases[-1]
        if not isinstance(last.end, UntilReview):
            yield StopsThoughMalabsorption(regimen.medicine, last_day(last))
