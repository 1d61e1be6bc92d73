"""What has happened in a course: what its coming dates hang on."""

from datetime import date, timedelta
from enum import StrEnum

from bot.care.door import Session
from bot.domain.dose import State
from bot.domain.regimen import Regimen, wall
from bot.domain.timeline import History, Shift
from bot.storage import changes, doses
from bot.storage.tables import ChangeRow, RegimenRow


class Kind(StrEnum):
    """What a confirmed change was."""

    ENTERED = "entered"
    ENDED = "ended"
    SHIFT = "shift"
    HAD = "had"


def history(session: Session, row: RegimenRow, regimen: Regimen) -> History:
    """When the course's injections were given, on the regimen's wall clock, and the shifts of this version in force.

    What was given counts through all versions of the course; only phases that count from it are asked for.
    """
    shifts = tuple(as_shift(change) for change in changes.in_force(session, row.id, Kind.SHIFT))
    if not any(phase.counts_from_injection for phase in regimen.phases):
        return History(shifts=shifts)
    given = {
        (dose.phase, dose.number): wall(dose.taken_at, row.zone)
        for dose in doses.of_course(session, row.patient_id, row.course)
        if dose.state == State.TAKEN and dose.taken_at is not None
    }
    return History(given, shifts)


def on_record(session: Session, row: RegimenRow) -> frozenset[date]:
    """The days (on the regimen's wall clock) whose doses were recorded in other versions of the course."""
    recorded = doses.recorded_elsewhere(session, row.patient_id, row.course, row.id)
    return frozenset(wall(due, row.zone).date() for due in recorded)


def as_shift(change: ChangeRow) -> Shift:
    """The shift that the row keeps."""
    told = change.payload
    return Shift(told["phase"], told["number"], timedelta(minutes=told["minutes"]), told["following"])
