"""Dialogues that are not finished."""

from sqlmodel import Session, col, select

from bot.storage.tables import DraftRow


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
    found = select(DraftRow).where(DraftRow.chat == chat, DraftRow.script == script).with_for_update()
    return session.exec(found).one_or_none()


def add(session: Session, row: DraftRow) -> None:
    """Keep a new one."""
    session.add(row)
    session.flush()


def erase(session: Session, row: DraftRow) -> None:
    """Forget one that is finished or dropped."""
    session.delete(row)
    session.flush()
