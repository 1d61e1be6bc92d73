"""What a tap about a dose asks and writes, by plain statements: a tap takes longer to put together than to run."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Text, bindparam, insert, update
from sqlalchemy import cast as as_type
from sqlmodel import Session, SQLModel, func, select

from bot.domain.dose import State
from bot.storage.tables import DoseRow

_patient = SQLModel.metadata.tables["patient"]
_regimen = SQLModel.metadata.tables["regimen"]
_dose = SQLModel.metadata.tables["dose"]
_event = SQLModel.metadata.tables["dose_event"]

# plain columns and constants: making statements and rows into objects costs more than all the rest of the way
_WITH_PLAN = (
    select(*_dose.c, as_type(_regimen.c.prescription, Text), _regimen.c.zone, _regimen.c.course)  # type: ignore[call-overload]
    .add_columns(_regimen.c.ended_at, _patient.c.zone)
    .join_from(_dose, _regimen, _regimen.c.id == _dose.c.regimen_id)
    .join(_patient, _patient.c.id == _dose.c.patient_id)
)
_FIND = _WITH_PLAN.where(_dose.c.id == bindparam("dose"), _patient.c.chat == bindparam("chat")).with_for_update(
    of=(_patient, _dose)
)
_COMING = (
    _WITH_PLAN.where(_dose.c.patient_id == bindparam("patient"), _dose.c.state == State.OPEN.value)
    .where(_dose.c.due_at > bindparam("after"))
    .order_by(_dose.c.due_at)
    .limit(1)
)
_HAD = (
    select(func.count())
    .select_from(_dose)
    .where(_dose.c.patient_id == bindparam("patient"))
    .where(_dose.c.taken_at >= bindparam("start"), _dose.c.taken_at < bindparam("end"))
)
_TAKEN = (
    select(_regimen.c.id, func.count())
    .join_from(_dose, _regimen, _regimen.c.id == _dose.c.regimen_id)
    .where(_dose.c.patient_id == bindparam("patient"), _regimen.c.course == bindparam("course"))
    .where(_dose.c.state == State.TAKEN.value)
    .group_by(_regimen.c.id)
)
_RECORD = (
    update(_dose)
    .where(_dose.c.id == bindparam("dose"))
    .values({name: bindparam(f"new_{name}") for name in ("state", "taken_at", "recorded_at", "recorded_by")})
)
_NOTE = insert(_event)


@dataclass(frozen=True)
class Found:
    """A dose, to read alone, with its plan: `prescription` is JSON, `zone` the IANA zone of the plan's clock.

    `home` is the IANA zone of its patient, None before that is known; `ended` says that the plan is not in force.
    """

    dose: DoseRow
    prescription: str
    zone: str
    course: int
    ended: bool
    home: str | None


@dataclass(frozen=True)
class Record:
    """What is to be recorded about a dose: its new state, when it was had, when and by which update that was told."""

    dose: int
    state: str
    taken_at: datetime | None
    recorded_at: datetime | None
    told_at: datetime
    update: int


def find(session: Session, chat: int, dose_id: int) -> Found | None:
    """The chat's own dose of that id, locked with its patient; nobody else's is ever found."""
    return _found(_run(session, _FIND, {"chat": chat, "dose": dose_id}).one_or_none())


def coming(session: Session, patient_id: int, after: datetime) -> Found | None:
    """The patient's next open dose that falls due later than `after`."""
    return _found(_run(session, _COMING, {"patient": patient_id, "after": after}).one_or_none())


def had_between(session: Session, patient_id: int, start: datetime, end: datetime) -> int:
    """How many of the patient's injections were had from `start` until before `end`."""
    return int(_run(session, _HAD, {"patient": patient_id, "start": start, "end": end}).scalar_one())


def taken_of_course(session: Session, patient_id: int, course: int) -> dict[int, int]:
    """How many injections of a course are on record as had, by the regimen that they belong to."""
    had = _run(session, _TAKEN, {"patient": patient_id, "course": course})
    return {regimen: int(count) for regimen, count in had}


def record(session: Session, new: Record) -> None:
    """Record it, and note that in the dose's history. The dose must not be in the session as an object."""
    values = {
        "new_state": new.state,
        "new_taken_at": new.taken_at,
        "new_recorded_at": new.recorded_at,
        "new_recorded_by": new.update,
    }
    _run(session, _RECORD, {"dose": new.dose, **values})
    event = {"dose_id": new.dose, "kind": new.state, "reported_at": new.told_at, "happened_at": new.taken_at}
    _run(session, _NOTE, event)


def _run(session: Session, statement: Any, values: dict[str, Any]) -> Any:
    # plain statements do not see what objects have not told the database yet
    session.flush()
    return session.connection().execute(statement, values)


def _found(row: Row[Any] | None) -> Found | None:
    if row is None:
        return None
    prescription, zone, course, ended_at, home = row[len(_dose.c) :]
    return Found(cast("DoseRow", row), prescription, zone, course, ended_at is not None, home)
