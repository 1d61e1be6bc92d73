"""Dialogues that are not finished."""

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.storage.tables import DraftRow

# asked for several times at every answer, so it is put together once
_OF_SCRIPT = (
    select(DraftRow)
    .where(col(DraftRow.chat) == bindparam("chat"), col(DraftRow.script) == bindparam("script"))
    .with_for_update()
)


def of_chat(session: Session, chat: int) -> list[DraftRow]:
    """Every unfinished dialogue of the chat, the one last touched first."""
    return list(
        session.exec(
            select(DraftRow)
            .where(DraftRow.chat == chat)
            .order_by(col(DraftRow.touched_at).desc(), col(DraftRow.revision).desc())
        ).all()
    )


def one(session: Session, chat: int, script: str) -> DraftRow | None:
    """The unfinished dialogue of that script, locked until the transaction ends."""
    return session.exec(_OF_SCRIPT, params={"chat": chat, "script": script}).one_or_none()


def add(session: Session, row: DraftRow) -> None:
    """Keep a new one."""
    session.add(row)
    session.flush()


def erase(session: Session, row: DraftRow) -> None:
    """Forget one that is finished or dropped."""
    session.delete(row)
    session.flush()
