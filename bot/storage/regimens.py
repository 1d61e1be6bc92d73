"""Finding and adding regimens."""

from datetime import datetime

from sqlalchemy import Integer, bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from bot.storage.tables import RegimenRow

# asked for at every few regimens that are planned, so it is put together once
_TO_PLAN = (
    select(RegimenRow.id)
    .where(col(RegimenRow.ended_at).is_(None), col(RegimenRow.plan_at) <= bindparam("now"))
    .order_by(col(RegimenRow.plan_at))
    .limit(bindparam("limit", type_=Integer))
)
_regimen = SQLModel.metadata.tables["regimen"]
# and this after each round of sending and every few updates
_NEXT_PLAN = (
    columns(_regimen.c.plan_at)
    .where(_regimen.c.ended_at.is_(None), _regimen.c.plan_at.is_not(None))
    .order_by(_regimen.c.plan_at)
    .limit(1)
)


def current(session: Session, patient_id: int) -> list[RegimenRow]:
    """The patient's regimens that have not been ended, newest first."""
    running = select(RegimenRow).where(RegimenRow.patient_id == patient_id, col(RegimenRow.ended_at).is_(None))
    return list(session.exec(running.order_by(col(RegimenRow.version).desc())).all())


def every(session: Session, patient_id: int) -> list[RegimenRow]:
    """All the patient's regimens, ended ones too, oldest first."""
    found = select(RegimenRow).where(RegimenRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(RegimenRow.version))).all())


def by_id(session: Session, regimen_id: int) -> RegimenRow:
    """The regimen that a dose names."""
    return session.get_one(RegimenRow, regimen_id)


def of_patient(session: Session, patient_id: int, regimen_id: int) -> RegimenRow | None:
    """The patient's own regimen of that id; nobody else's is ever found."""
    found = select(RegimenRow).where(RegimenRow.id == regimen_id, RegimenRow.patient_id == patient_id)
    return session.exec(found).one_or_none()


def add(session: Session, row: RegimenRow) -> RegimenRow:
    """Keep a new one; the row has its id afterwards."""
    session.add(row)
    session.flush()
    return row


def to_plan(session: Session, now: datetime, limit: int) -> list[int]:
    """Running regimens whose next doses are to be planned by now, longest waiting first."""
    return list(session.exec(_TO_PLAN, params={"now": now, "limit": limit}).all())


def next_plan(session: Session) -> datetime | None:
    """When the next one is to be planned."""
    session.flush()
    return session.connection().execute(_NEXT_PLAN).scalar()
