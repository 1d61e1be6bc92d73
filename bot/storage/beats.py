"""When something that repeats was last done."""

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import Session, SQLModel

from bot.storage.tables import BeatRow

_beat = SQLModel.metadata.tables["beat"]
# every claim of messages beats, so it is a plain statement, put together once
_AGAIN = update(_beat).where(_beat.c.name == bindparam("beat")).values(at=bindparam("at_last"))


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that it is done now."""
    told = {"beat": name, "at_last": now}
    if session.connection().execute(_AGAIN, told).rowcount == 0:
        session.add(BeatRow(name=name, at=now))


def last(session: Session, name: str) -> datetime | None:
    """When it was last done; None where it never was."""
    row = session.get(BeatRow, name)
    return None if row is None else row.at
