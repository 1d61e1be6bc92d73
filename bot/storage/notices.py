"""The messages about no dose: those of a regimen that wait, and those of one occasion, known by their keys."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select, update

from bot.storage.outbox import CANCELLED, DONE, SENT, UNSENT
from bot.storage.tables import NudgeRow

_nudge = SQLModel.metadata.tables["nudge"]
# put together once: it runs for each few regimens that are planned. A regimen has few; asked for what waits as well, a
# database may look through all that waits instead
_OF_REGIMENS = columns(_nudge.c.id, _nudge.c.key, _nudge.c.planned_at, _nudge.c.kind, _nudge.c.state).where(
    _nudge.c.regimen_id.in_(bindparam("regimens", expanding=True))
)


@dataclass(frozen=True)
class Waiting:
    """One that nobody has begun to send, by its id, key and the time it was planned for."""

    nudge: int
    key: str
    planned_at: datetime


def waiting(session: Session, regimen_ids: Collection[int], kinds: Collection[str]) -> list[Waiting]:
    """Those of these kinds about these regimens themselves that nobody has begun to send."""
    found = session.connection().execute(_OF_REGIMENS, {"regimens": list(regimen_ids)})
    return [Waiting(*told) for *told, kind, state in found if kind in kinds and state in UNSENT]


def waiting_of(session: Session, patient_id: int, kind: str) -> list[Waiting]:
    """The patient's of that kind that nobody has begun to send."""
    session.flush()
    mine = columns(_nudge.c.id, _nudge.c.key, _nudge.c.planned_at, _nudge.c.state)
    found = session.connection().execute(mine.where(_nudge.c.patient_id == patient_id, _nudge.c.kind == kind))
    return [Waiting(*told) for *told, state in found if state in UNSENT]


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


def sent_of_kinds(session: Session, patient_id: int, kinds: Collection[str]) -> list[NudgeRow]:
    """The patient's of these kinds that went out, in order."""
    found = select(NudgeRow).where(NudgeRow.patient_id == patient_id, col(NudgeRow.kind).in_(kinds))
    return [row for row in session.exec(found.order_by(col(NudgeRow.id))).all() if row.state == SENT]


def is_of(session: Session, patient_id: int, key: str) -> bool:
    """Whether there ever was one of that key for the patient."""
    return session.exec(select(NudgeRow.patient_id).where(NudgeRow.key == key)).one_or_none() == patient_id


def last_sent(session: Session, patient_id: int, kind: str) -> datetime | None:
    """When the patient was last sent one of that kind."""
    # again not asked for by state, of which the database knows an index
    mine = select(NudgeRow.sent_at, NudgeRow.state).where(NudgeRow.patient_id == patient_id, NudgeRow.kind == kind)
    return max((at for at, state in session.exec(mine).all() if state == SENT and at is not None), default=None)
