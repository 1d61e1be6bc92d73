"""Saving the schedule that the patient confirmed, and looking at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.care.door import Session
from bot.care.patients import required
from bot.care.planning import plan_regimen
from bot.domain.regimen import Occurrence, Regimen, upcoming
from bot.domain.regimen_record import from_record, to_record
from bot.storage import doses, regimens
from bot.storage.tables import PatientRow, RegimenRow


@dataclass(frozen=True)
class Saved:
    """The schedule in force and its next injections, in order; `zone` is the IANA zone they are placed in."""

    regimen: Regimen
    zone: str
    coming: tuple[Occurrence, ...]
    confirmed_at: datetime


def confirm(session: Session, chat: int, regimen: Regimen, now: datetime) -> Saved:
    """Put the confirmed schedule in force: the one before ends, its recorded doses stay as they are."""
    patient = required(session, chat)
    _end_current(session, patient, now)
    versions = len(regimens.every(session, patient.id))
    fresh = RegimenRow(
        patient_id=patient.id, version=versions + 1, prescription=to_record(regimen), confirmed_at=now, plan_at=now
    )
    row = regimens.add(session, fresh)
    plan_regimen(session, row, _zone(patient), now)
    return _saved(patient, row, now)


def current(session: Session, chat: int, now: datetime, limit: int = 10) -> Saved | None:
    """The schedule in force with its next `limit` injections; None where there is none."""
    patient = required(session, chat)
    running = regimens.current(session, patient.id)
    return _saved(patient, running[0], now, limit) if running else None


def end(session: Session, chat: int, now: datetime) -> bool:
    """End the schedule in force: nothing more falls due; what was recorded stays. False where there was none."""
    return _end_current(session, required(session, chat), now)


def _end_current(session: Session, patient: PatientRow, now: datetime) -> bool:
    running = regimens.current(session, patient.id)
    for row in running:
        row.ended_at = now
        doses.drop_coming(session, row.id, now)
    return bool(running)


def _saved(patient: PatientRow, row: RegimenRow, now: datetime, limit: int = 6) -> Saved:
    regimen, zone = from_record(row.prescription), _zone(patient)
    return Saved(regimen, zone, tuple(upcoming(regimen, zone, now, limit)), row.confirmed_at)


def _zone(patient: PatientRow) -> str:
    assert patient.zone is not None  # the schedule's first question is the zone  # noqa: S101
    return patient.zone
