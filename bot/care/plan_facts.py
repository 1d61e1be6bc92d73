"""What a dialogue about a change must know of the plans in force, read in one go."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.care.door import Session
from bot.care.past import history, on_record
from bot.care.patients import required
from bot.domain.dose import State
from bot.domain.plan_facts import PlanFacts, once_a_day
from bot.domain.regimen import Regimen, wall
from bot.domain.regimen_record import from_record
from bot.domain.timeline import History, Key, upcoming
from bot.storage import doses, regimens
from bot.storage.tables import DoseRow, RegimenRow

ANSWERED = (State.OPEN, State.TAKEN, State.SKIPPED)
# of so many coming ones it is looked whether their day has its record already in another version
LOOKED_AT = 10
# by more than this no two zones differ
TURN_OF_THE_CLOCKS = timedelta(days=2)


def plans(session: Session, chat: int, now: datetime) -> tuple[PlanFacts, ...]:
    """The facts of every plan in force, the oldest course first."""
    patient = required(session, chat)
    rows = sorted(regimens.current(session, patient.id), key=lambda row: row.course)
    return tuple(_facts(session, row, now) for row in rows)


def _facts(session: Session, row: RegimenRow, now: datetime) -> PlanFacts:
    regimen = from_record(row.prescription)
    past = history(session, row, regimen)
    of_course = doses.of_course(session, row.patient_id, row.course)
    mine = [dose for dose in of_course if dose.regimen_id == row.id]
    return PlanFacts(
        version=row.version,
        regimen=regimen,
        zone=row.zone,
        past=past,
        closed=_keys(dose for dose in mine if _is_closed(dose, now)) | _on_record(session, row, regimen, past, now),
        answered=_keys(dose for dose in mine if dose.due_at <= now and dose.state in ANSWERED),
        had=tuple(sorted(wall(dose.taken_at, row.zone) for dose in of_course if dose.taken_at is not None)),
    )


def _is_closed(dose: DoseRow, now: datetime) -> bool:
    """Whether it is none to come: recorded ahead, or due by now though a clock further west has yet to say so."""
    return now - TURN_OF_THE_CLOCKS < dose.due_at <= now or (dose.due_at > now and dose.state != State.OPEN)


def _keys(rows: Iterable[DoseRow]) -> frozenset[Key]:
    return frozenset((dose.phase, dose.number) for dose in rows)


def _on_record(session: Session, row: RegimenRow, regimen: Regimen, past: History, now: datetime) -> frozenset[Key]:
    """Coming ones whose day has its injection on record: they are never planned."""
    days = on_record(session, row) if once_a_day(regimen) else frozenset()
    coming = upcoming(regimen, row.zone, now, LOOKED_AT, past) if days else []
    return frozenset(one.key for one in coming if one.local.date() in days)
