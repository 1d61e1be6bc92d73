"""Counts for the operator's status: numbers of rows and times, never what a row says."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.storage.outbox import BROKEN, CLAIMED, SENDING, SENT, WAITING
from bot.storage.tables import NudgeRow, PatientRow

_UNSENT = col(NudgeRow.state).in_((WAITING, CLAIMED, SENDING))


def due(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """How many messages are due and not sent, and since when the oldest of them is."""
    found = select(func.count(), func.min(NudgeRow.due_at)).where(_UNSENT, col(NudgeRow.due_at) <= now)
    return session.exec(found).one()


def waiting(session: Session, now: datetime) -> int:
    """How many messages wait for their time."""
    return session.exec(select(func.count()).where(_UNSENT, col(NudgeRow.due_at) > now)).one()


def sent_since(session: Session, start: datetime) -> int:
    """How many messages were sent since then."""
    return session.exec(select(func.count()).where(NudgeRow.state == SENT, col(NudgeRow.sent_at) >= start)).one()


def broken(session: Session) -> int:
    """How many messages could not be handled and were set aside."""
    return session.exec(select(func.count()).where(NudgeRow.state == BROKEN)).one()


def unreachable(session: Session) -> int:
    """How many patients have closed their chat to the bot."""
    return session.exec(select(func.count()).where(col(PatientRow.unreachable_since).is_not(None))).one()


def punctual(session: Session, start: datetime, limit: int) -> Sequence[tuple[datetime, datetime]]:
    """Due and sent time of the newest messages since then that nothing had put off: no pause, quiet hour or retry."""
    sent = (col(NudgeRow.state) == SENT) & (col(NudgeRow.sent_at) >= start) & (col(NudgeRow.attempts) == 1)
    found = select(NudgeRow.due_at, NudgeRow.sent_at).where(sent, col(NudgeRow.due_at) == col(NudgeRow.planned_at))
    newest = session.exec(found.order_by(col(NudgeRow.sent_at).desc()).limit(limit)).all()
    return [(due_at, sent_at) for due_at, sent_at in newest if sent_at is not None]
