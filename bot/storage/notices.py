"""The messages about no dose: those of a regimen that wait, and those of one occasion, known by their keys."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, SQLModel, col, func, select, update

from bot.storage.outbox import CANCELLED, DONE, SENT, UNSENT
from bot.storage.tables import NudgeRow

_nudge = SQLModel.metadata.tables["nudge"]


@dataclass(frozen=True)
class Waiting:
    """One that nobody has begun to send, by its id, key and the time it was planned for."""

    nudge: int
    key: str
    planned_at: datetime


def waiting(session: Session, regimen_ids: Collection[int], kinds: Collection[str]) -> list[Waiting]:
    """Those of these kinds about these regimens themselves that nobody has begun to send."""
    mine = _nudge.c.regimen_id.in_(regimen_ids) & _nudge.c.kind.in_(kinds) & _nudge.c.state.in_(UNSENT)
    found: Select[Any] = select(_nudge.c.id, _nudge.c.key, _nudge.c.planned_at).where(mine)
    return [Waiting(*row) for row in session.connection().execute(found)]


def cancel(session: Session, nudge_ids: Collection[int]) -> None:
    """Take these out of line; planned anew, they wait again."""
    session.connection().execute(update(_nudge).where(_nudge.c.id.in_(nudge_ids)).values(state=CANCELLED))


def cancel_keys(session: Session, keys: Sequence[str]) -> None:
    """Take those of these keys out of line that nobody has begun to send."""
    mine = col(NudgeRow.key).in_(keys) & col(NudgeRow.state).in_(UNSENT)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))


def settle_keys(session: Session, keys: Sequence[str]) -> None:
    """Never send those of these keys that nobody has begun to send: what they ask is answered."""
    mine = col(NudgeRow.key).in_(keys) & col(NudgeRow.state).in_(UNSENT)
    session.exec(update(NudgeRow).where(mine).values(state=DONE))


def sent_of_keys(session: Session, keys: Sequence[str]) -> list[NudgeRow]:
    """Those of these keys that went out, in order."""
    found = select(NudgeRow).where(col(NudgeRow.key).in_(keys), NudgeRow.state == SENT)
    return list(session.exec(found.order_by(col(NudgeRow.id))).all())


def last_sent(session: Session, patient_id: int, kind: str) -> datetime | None:
    """When the patient was last sent one of that kind."""
    mine = (col(NudgeRow.patient_id) == patient_id) & (col(NudgeRow.kind) == kind) & (col(NudgeRow.state) == SENT)
    return session.exec(select(func.max(NudgeRow.sent_at)).where(mine)).one()
