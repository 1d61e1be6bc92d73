"""Finding and adding the changes that patients confirmed."""

from sqlmodel import Session, col, select

from bot.storage.tables import ChangeRow


def add(session: Session, row: ChangeRow) -> ChangeRow:
    """Keep a new one; the row has its id afterwards."""
    session.add(row)
    session.flush()
    return row


def in_force(session: Session, regimen_id: int, kind: str) -> list[ChangeRow]:
    """The regimen's changes of a kind that were not undone, oldest first."""
    found = select(ChangeRow).where(ChangeRow.regimen_id == regimen_id, ChangeRow.kind == kind)
    return list(session.exec(found.where(col(ChangeRow.undone_at).is_(None)).order_by(col(ChangeRow.id))).all())


def of_patient(session: Session, patient_id: int, change_id: int) -> ChangeRow | None:
    """The patient's own change of that id, locked until the transaction ends; nobody else's is ever found."""
    found = select(ChangeRow).where(ChangeRow.id == change_id, ChangeRow.patient_id == patient_id)
    return session.exec(found.with_for_update()).one_or_none()


def last(session: Session, regimen_id: int) -> ChangeRow | None:
    """The newest change of the regimen that was not undone."""
    found = select(ChangeRow).where(ChangeRow.regimen_id == regimen_id, col(ChangeRow.undone_at).is_(None))
    return session.exec(found.order_by(col(ChangeRow.id).desc()).limit(1)).first()


def every(session: Session, patient_id: int) -> list[ChangeRow]:
    """All the patient's changes, oldest first."""
    found = select(ChangeRow).where(ChangeRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(ChangeRow.id))).all())
