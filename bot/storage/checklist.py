"""Finding and adding what was said about the questions for the clinician."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from bot.storage.tables import ChecklistAnswerRow


def add(session: Session, rows: Sequence[ChecklistAnswerRow]) -> None:
    """Keep these, in their order."""
    for row in rows:
        session.add(row)
    session.flush()


def every(session: Session, patient_id: int) -> list[ChecklistAnswerRow]:
    """All that the patient has said, oldest first."""
    found = select(ChecklistAnswerRow).where(ChecklistAnswerRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(ChecklistAnswerRow.id))).all())


def of_patients(session: Session, patient_ids: Collection[int], item: str) -> list[ChecklistAnswerRow]:
    """All that these patients have said about one question, oldest first."""
    found = select(ChecklistAnswerRow).where(
        col(ChecklistAnswerRow.patient_id).in_(patient_ids), ChecklistAnswerRow.item == item
    )
    return list(session.exec(found.order_by(col(ChecklistAnswerRow.id))).all())


def of_item(session: Session, patient_id: int, item: str) -> list[ChecklistAnswerRow]:
    """All that the patient has said about one question, oldest first."""
    return of_patients(session, [patient_id], item)
