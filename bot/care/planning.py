"""From a regimen to rows: the doses of the next two weeks, each with its first reminder."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.care.door import Session
from bot.care.injections import as_dose
from bot.domain import nudge
from bot.domain.dose import Dose
from bot.domain.regimen import Occurrence, occurrences
from bot.domain.regimen_record import from_record
from bot.storage import doses, outbox, patients, regimens
from bot.storage.tables import DoseRow, NudgeRow, RegimenRow

AHEAD = timedelta(days=14)
CHUNK = 100


def due(session: Session, now: datetime) -> list[int]:
    """The regimens that need planning, some at a time."""
    return regimens.to_plan(session, now, CHUNK)


def plan(session: Session, regimen_id: int, now: datetime) -> None:
    """Plan one regimen. Doing it twice changes nothing."""
    row = regimens.by_id(session, regimen_id)
    zone = patients.by_id(session, row.patient_id).zone
    if zone is None or row.ended_at is not None:
        row.plan_at = None
    else:
        plan_regimen(session, row, zone, now)


def park(session: Session, regimen_id: int) -> None:
    """Leave a regimen alone that cannot be planned, so that it holds up nobody else's."""
    regimens.by_id(session, regimen_id).plan_at = None


def replace_doses(session: Session, row: RegimenRow, zone: str, now: datetime) -> None:
    """Put the open doses that are still to come at their time of day in another zone; none is lost or doubled."""
    coming = {(dose.phase, dose.number): dose for dose in doses.open_of_regimen(session, row.id) if dose.due_at > now}
    placed = _with_next(occurrences(from_record(row.prescription), zone))
    while coming:
        occurrence, following = next(placed)
        dose = coming.pop((occurrence.phase, occurrence.number), None)
        if dose is not None:
            dose.due_at = dose.latest_at = occurrence.at
            dose.closes_at = nudge.closes(occurrence.at, None if following is None else following.at)
            outbox.move(session, dose.id, occurrence.at)
    if row.plan_at is not None:
        plan_regimen(session, row, zone, now)


def plan_regimen(session: Session, row: RegimenRow, zone: str, now: datetime) -> None:
    """Add the doses due within two weeks, and at least the next one; then note when to plan on."""
    row.plan_at = None
    for occurrence, following in _with_next(_unplanned(session, row, zone)):
        dose = _add_dose(session, row, occurrence, following)
        put_nudge(session, row.patient_id, dose, nudge.first(dose))
        if following is None:
            return
        if occurrence.at > now and following.at > now + AHEAD:
            row.plan_at = occurrence.at
            return


def _unplanned(session: Session, row: RegimenRow, zone: str) -> Iterator[Occurrence]:
    """The regimen's injections after those that have a row; none from before it was confirmed."""
    last = doses.last_planned(session, row.id)
    for occurrence in occurrences(from_record(row.prescription), zone):
        if (occurrence.phase, occurrence.number) > last and (last != (0, 0) or occurrence.at >= row.confirmed_at):
            yield occurrence


def _with_next(items: Iterator[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence | None]]:
    held: Occurrence | None = None
    for item in items:
        if held is not None:
            yield held, item
        held = item
    if held is not None:
        yield held, None


def _add_dose(session: Session, row: RegimenRow, occurrence: Occurrence, following: Occurrence | None) -> Dose:
    closes = nudge.closes(occurrence.at, None if following is None else following.at)
    fresh = DoseRow(
        patient_id=row.patient_id,
        regimen_id=row.id,
        phase=occurrence.phase,
        number=occurrence.number,
        due_at=occurrence.at,
        latest_at=occurrence.at,
        closes_at=closes,
    )
    return as_dose(doses.add(session, fresh))


def put_nudge(session: Session, patient_id: int, dose: Dose, wanted: nudge.Nudge) -> None:
    """Put a nudge about the dose in line, once."""
    row = NudgeRow(
        key=wanted.key,
        patient_id=patient_id,
        dose_id=dose.id,
        kind=wanted.kind.value,
        planned_at=wanted.at,
        due_at=wanted.at,
    )
    outbox.put(session, row)
