"""Telegram's updates that are not yet done."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, delete, select

from bot.storage.tables import InboxRow

# they run for each few updates, so they are put together once
_KNOWN = select(InboxRow.update_id).where(col(InboxRow.update_id).in_(bindparam("numbers", expanding=True)))
_ADD = insert(InboxRow)
_DROP = delete(InboxRow).where(col(InboxRow.update_id) == bindparam("number"))


def add(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep these, but for those that are kept already: each has the table's columns."""
    numbers = [row["update_id"] for row in rows]
    known = set(session.connection().execute(_KNOWN, {"numbers": numbers}).scalars())
    fresh = [row for row in rows if row["update_id"] not in known]
    if fresh:
        session.connection().execute(_ADD, fresh)


def drop(session: Session, numbers: Collection[int]) -> None:
    """Remove those that are done, however many."""
    if numbers:
        session.connection().execute(_DROP, [{"number": number} for number in numbers])


def waiting(session: Session) -> list[tuple[int, int]]:
    """Number and chat of each, oldest first."""
    return list(session.exec(select(InboxRow.update_id, InboxRow.chat).order_by(col(InboxRow.update_id))))


def body(session: Session, number: int) -> dict[str, Any] | None:
    """One update as Telegram wrote it; None where it is gone."""
    found = session.exec(select(InboxRow.body).where(InboxRow.update_id == number)).one_or_none()
    return None if found is None else dict(found)


def erase(session: Session, chat: int, keep: int | None = None) -> None:
    """Remove all from that chat, but for the one with the number `keep`."""
    mine = col(InboxRow.chat) == chat
    session.exec(delete(InboxRow).where(mine if keep is None else mine & (col(InboxRow.update_id) != keep)))


def erase_all(session: Session) -> None:
    """Remove all."""
    session.exec(delete(InboxRow))
