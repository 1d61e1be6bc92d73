"""Saving the schedule that the patient confirmed, and looking at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.care.door import Session
from bot.care.patients import required
from bot.care.planning import plan_regimen
from bot.domain.dose import State
from bot.domain.regimen import Occurrence, Regimen, upcoming
from bot.domain.regimen_record import from_record, to_record
from bot.storage import doses, outbox, regimens
from bot.storage.tables import DoseEventRow, PatientRow, RegimenRow


@dataclass(frozen=True)
class Saved:
    """The schedule in force and its next injections, in order; `zone` is the IANA zone they are placed in."""

    version: int
    regimen: Regimen
    zone: str
    coming: tuple[Occurrence, ...]
    confirmed_at: datetime


def confirm(session: Session, chat: int, regimen: Regimen, now: datetime) -> Saved:
    """Put the confirmed schedule in force: the one before ends, its recorded doses stay as they are."""
    patient = required(session, chat)
    _end_current(session, patient, now)
    version = len(regimens.every(session, patient.id)) + 1
    fresh = RegimenRow(
        patient_id=patient.id,
        version=version,
        course=version,
        zone=_zone(patient),
        prescription=to_record(regimen),
        confirmed_at=now,
        plan_at=now,
    )
    row = regimens.add(session, fresh)
    plan_regimen(session, row, _zone(patient), now)
    return _saved(session, patient, row, now)


def current(session: Session, chat: int, now: datetime, limit: int = 10) -> Saved | None:
    """The schedule in force with its next `limit` injections; None where there is none."""
    patient = required(session, chat)
    running = regimens.current(session, patient.id)
    return _saved(session, patient, running[0], now, limit) if running else None


def end(session: Session, chat: int, version: int, now: datetime) -> bool:
    """End that version: nothing more falls due; what was recorded stays. False where it is not in force."""
    patient = required(session, chat)
    running = regimens.current(session, patient.id)
    return bool(running) and running[0].version == version and _end_current(session, patient, now)


def _end_current(session: Session, patient: PatientRow, now: datetime) -> bool:
    running = regimens.current(session, patient.id)
    for row in running:
        row.ended_at = now
        doses.drop_coming(session, row.id, now)
        outbox.cancel_of_regimen(session, row.id)
        for dose in doses.open_of_regimen(session, row.id):
            # it was due, and nobody will ask about it any more; its card can still record it
            dose.state = State.PAUSED.value
            doses.note(session, DoseEventRow(dose_id=dose.id, kind="plan ended", reported_at=now))
    return bool(running)


def _saved(session: Session, patient: PatientRow, row: RegimenRow, now: datetime, limit: int = 6) -> Saved:
    regimen, zone = from_record(row.prescription), _zone(patient)
    done = doses.behind(session, row.id, now)
    coming = upcoming(regimen, zone, now, limit + len(done))
    still = [one for one in coming if (one.phase, one.number) not in done]
    return Saved(row.version, regimen, zone, tuple(still[:limit]), row.confirmed_at)


def _zone(patient: PatientRow) -> str:
    assert patient.zone is not None  # the schedule's first question is the zone  # noqa: S101
    return patient.zone
