"""When something that repeats was last done."""

from datetime import datetime

from sqlmodel import Session

from bot.storage.tables import BeatRow


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that it is done now."""
    session.merge(BeatRow(name=name, at=now))


def last(session: Session, name: str) -> datetime | None:
    """When it was last done; None where it never was."""
    row = session.get(BeatRow, name)
    return None if row is None else row.at
