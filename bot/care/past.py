"""What has happened in a course: what its coming dates hang on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.care.door import Session
from bot.domain.dose import State
from bot.domain.regimen import Regimen, wall
from bot.domain.regimen_record import from_record
from bot.domain.timeline import History, Key, Shift, carried
from bot.storage import bulk, changes, doses, regimens
from bot.storage.tables import ChangeRow, RegimenRow


class Kind(StrEnum):
    """What a confirmed change was."""

    ENTERED = "entered"
    ENDED = "ended"
    SHIFT = "shift"
    HAD = "had"


def history(session: Session, row: RegimenRow, regimen: Regimen, zone: str | None = None) -> History:
    """When the course's injections were given, on the regimen's wall clock, and the shifts of this version in force.

    What was given counts through all versions of the course, in phases that are the same; only where phases count
    from it is it asked for. With the IANA `zone`, as if the regimen's clock were there. What passed without being
    given is this version's own.
    """
    shifts = tuple(as_shift(change) for change in changes.in_force(session, row.id, Kind.SHIFT))
    if not any(phase.counts_from_injection for phase in regimen.phases):
        return History(shifts=shifts)
    given: dict[int, dict[Key, datetime]] = {}
    passed: dict[Key, datetime] = {}
    for dose in doses.of_course(session, row.patient_id, row.course):
        key = dose.phase, dose.number
        if dose.state == State.TAKEN and dose.taken_at is not None:
            given.setdefault(dose.regimen_id, {})[key] = wall(dose.taken_at, zone or row.zone)
        elif dose.state != State.OPEN and dose.regimen_id == row.id:
            passed[key] = wall(dose.due_at, zone or row.zone)
    through: dict[Key, datetime] = {}
    for version, had in given.items():
        through |= carried(had, _told(session, version), regimen)
    return History(through, shifts, passed)


def _told(session: Session, version: int) -> Regimen:
    return from_record(regimens.by_id(session, version).prescription)


def on_record(session: Session, row: RegimenRow) -> frozenset[date]:
    """The days whose doses are recorded in other versions of the course, each day on the clock of its version."""
    return _days(bulk.recorded_elsewhere(session, [row.id]).get(row.id, ()))


@dataclass(frozen=True)
class Past:
    """What stands in the way of planning a regimen on: all its doses, since any before the last may be missing, its
    days that are on record in other versions, and what its dates hang on.
    """

    planned: frozenset[Key]
    had: frozenset[date]
    history: History


def pasts(session: Session, told: Sequence[tuple[RegimenRow, Regimen]]) -> list[Past]:
    """The past of each regimen, in order, with few questions for many."""
    ids = [row.id for row, _ in told]
    planned, recorded = bulk.planned(session, ids), bulk.recorded_elsewhere(session, ids)
    shifts = bulk.shifts(session, ids, Kind.SHIFT)
    found = []
    for row, regimen in told:
        counted = any(phase.counts_from_injection for phase in regimen.phases)
        moved = tuple(as_shift(change) for change in shifts.get(row.id, ()))
        found.append(
            Past(
                planned=frozenset(planned.get(row.id, ())),
                had=_days(recorded.get(row.id, ())),
                history=history(session, row, regimen) if counted else History(shifts=moved),
            )
        )
    return found


def _days(recorded: Iterable[tuple[datetime, str]]) -> frozenset[date]:
    return frozenset(wall(due, zone).date() for due, zone in recorded)


def as_shift(change: ChangeRow) -> Shift:
    """The shift that the row keeps."""
    told = change.payload
    return Shift(told["phase"], told["number"], timedelta(minutes=told["minutes"]), told["following"])
