"""Finding, adding and erasing patients."""

from typing import cast

from sqlalchemy import bindparam, inspect, update
from sqlmodel import Session, col, delete, select

from bot.storage.tables import PatientRow

# asked for at every update, so it is put together once
_OF_CHAT = select(PatientRow).where(col(PatientRow.chat) == bindparam("chat")).with_for_update()

# in plain columns: what makes rows into objects costs more than all the rest of the way
_LOOK = select(*inspect(PatientRow).columns).where(col(PatientRow.chat) == bindparam("chat"))
_COUNT = (
    update(PatientRow)
    .where(col(PatientRow.chat) == bindparam("of_chat"))
    .values(questions=col(PatientRow.questions) + 1)
    .returning(col(PatientRow.questions))
)


def by_chat(session: Session, chat: int) -> PatientRow | None:
    """The patient of a private chat, locked until the transaction ends."""
    return session.exec(_OF_CHAT, params={"chat": chat}).one_or_none()


def look(session: Session, chat: int) -> PatientRow | None:
    """The same to read alone: neither locked, nor to be changed."""
    return cast("PatientRow | None", session.connection().execute(_LOOK, {"chat": chat}).one_or_none())


def next_question(session: Session, chat: int) -> int | None:
    """Count one more question to the patient of a private chat; its number, or None where there is no patient."""
    return session.connection().execute(_COUNT, {"of_chat": chat}).scalar_one_or_none()


def by_id(session: Session, patient_id: int) -> PatientRow:
    """The patient that a row of theirs names."""
    return session.get_one(PatientRow, patient_id)


def lock(session: Session, patient_id: int) -> None:
    """Let nobody else decide anything about the patient until the transaction ends."""
    session.exec(select(PatientRow.id).where(PatientRow.id == patient_id).with_for_update()).one()


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
