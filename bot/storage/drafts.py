"""Dialogues that are not finished."""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import bindparam, inspect, update
from sqlmodel import Session, col, select

from bot.storage.tables import DraftRow

# asked for several times at every answer, so it is put together once
_OF_SCRIPT = (
    select(DraftRow)
    .where(col(DraftRow.chat) == bindparam("chat"), col(DraftRow.script) == bindparam("script"))
    .with_for_update()
)
# in plain columns and values: what makes rows into objects costs more than all the rest of the way
_LOOK = select(*inspect(DraftRow).columns).where(
    col(DraftRow.chat) == bindparam("chat"), col(DraftRow.script) == bindparam("script")
)
_THIS = (
    col(DraftRow.chat) == bindparam("of_chat"),
    col(DraftRow.script) == bindparam("of_script"),
    col(DraftRow.revision) == bindparam("as_read"),
)
_KEEP = (
    update(DraftRow)
    .where(*_THIS)
    .values(
        answers=bindparam("said"),
        revision=bindparam("number"),
        parked=False,
        seen=bindparam("taken"),
        touched_at=bindparam("at"),
    )
)
_SHOWN = update(DraftRow).where(*_THIS).values(message_id=bindparam("message"))


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


def look(session: Session, chat: int, script: str) -> DraftRow | None:
    """The same to read alone: neither locked, nor to be changed."""
    return cast("DraftRow | None", session.connection().execute(_LOOK, {"chat": chat, "script": script}).one_or_none())


def keep(session: Session, values: dict[str, Any]) -> bool:
    """Put `said`, `number`, `taken` and `at` into the draft `of_chat`, `of_script` if it is still `as_read`."""
    return session.connection().execute(_KEEP, values).rowcount == 1


def shown(session: Session, values: Collection[dict[str, Any]]) -> None:
    """Note the `message` that shows the question `as_read` of each draft `of_chat`, `of_script`."""
    if values:
        session.connection().execute(_SHOWN, list(values))


def add(session: Session, row: DraftRow) -> None:
    """Keep a new one."""
    session.add(row)
    session.flush()


def erase(session: Session, row: DraftRow) -> None:
    """Forget one that is finished or dropped."""
    session.delete(row)
    session.flush()
