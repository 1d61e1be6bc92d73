"""Finding, adding and erasing patients."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select

from bot.storage.tables import PatientRow

# asked for at every update, so it is put together once
_OF_CHAT = select(PatientRow).where(col(PatientRow.chat) == bindparam("chat")).with_for_update()


def by_chat(session: Session, chat: int) -> PatientRow | None:
    """The patient of a private chat, locked until the transaction ends."""
    return session.exec(_OF_CHAT, params={"chat": chat}).one_or_none()


def by_id(session: Session, patient_id: int) -> PatientRow:
    """The patient that a row of theirs names."""
    return session.get_one(PatientRow, patient_id)


def add(session: Session, row: PatientRow) -> PatientRow:
    """Keep a new patient; the row has its id afterwards."""
    session.add(row)
    session.flush()
    return row


def erase_all(session: Session) -> None:
    """Remove every patient and, through the foreign keys, every row of theirs."""
    session.exec(delete(PatientRow))


def erase(session: Session, row: PatientRow) -> None:
    """Remove the patient and, through the foreign keys, every row of theirs."""
    session.delete(row)
    session.flush()
