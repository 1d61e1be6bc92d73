"""Finding and adding visits."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.storage.tables import VisitRow


def add(session: Session, row: VisitRow) -> VisitRow:
    """Keep a new one; the row has its id afterwards."""
    session.add(row)
    session.flush()
    return row


def coming(session: Session, patient_id: int, now: datetime) -> VisitRow | None:
    """The patient's next visit that was neither cancelled nor closed, if one lies ahead."""
    found = select(VisitRow).where(VisitRow.patient_id == patient_id, VisitRow.at > now)
    found = found.where(col(VisitRow.cancelled_at).is_(None), col(VisitRow.closed_at).is_(None))
    return session.exec(found.order_by(col(VisitRow.at), col(VisitRow.id)).limit(1)).first()


def of_patient(session: Session, patient_id: int, visit_id: int) -> VisitRow | None:
    """The patient's own visit of that id; nobody else's is ever found."""
    return session.exec(
        select(VisitRow).where(VisitRow.id == visit_id, VisitRow.patient_id == patient_id)
    ).one_or_none()


def every(session: Session, patient_id: int) -> list[VisitRow]:
    """All the patient's visits, in the order in which they were noted."""
    found = select(VisitRow).where(VisitRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(VisitRow.id))).all())
