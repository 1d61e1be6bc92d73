"""Updates that are kept until they are done, so that Telegram may forget them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.care.door import Session
from bot.storage import inbox


@dataclass(frozen=True)
class Arrived:
    """One update: its number at Telegram, its chat (0 for none), and what it says."""

    number: int
    chat: int
    body: dict[str, Any]


def keep(session: Session, arrived: Sequence[Arrived], done: Collection[int], now: datetime) -> None:
    """Keep what arrived and let go of what is done, both or neither; what is kept already stays as it is."""
    inbox.drop(session, done)
    inbox.add(
        session, [{"update_id": one.number, "chat": one.chat, "body": one.body, "arrived_at": now} for one in arrived]
    )


def let_go(session: Session, done: Collection[int]) -> None:
    """Remove what is done: it may hold what a patient wrote."""
    inbox.drop(session, done)


def waiting(session: Session) -> list[tuple[int, int]]:
    """Number and chat of each update that is not done, in Telegram's order."""
    return inbox.waiting(session)


def read(session: Session, number: int) -> dict[str, Any] | None:
    """What the update says; None where it is gone, as after its chat was erased."""
    return inbox.body(session, number)
