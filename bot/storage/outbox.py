"""The messages that wait to be sent, one by one: put under a unique key, cancelled, moved, woken, counted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, func, select, update

from bot.storage.tables import DoseRow, NudgeRow

WAITING, CLAIMED, SENDING, SENT, CANCELLED = "waiting", "claimed", "sending", "sent", "cancelled"
# untold: its chat is closed to the bot and its time is over; told when the patient is back
UNTOLD, BROKEN, DONE = "untold", "broken", "done"
# what nobody has begun to send: a change of mind takes it back without a trace
UNSENT = (WAITING, CLAIMED, UNTOLD)

_nudge = SQLModel.metadata.tables["nudge"]
# a plain statement, put together once: every record of a dose runs it
_CANCEL = (
    update(_nudge).where(_nudge.c.dose_id == bindparam("dose"), _nudge.c.state.in_(UNSENT)).values(state=CANCELLED)
)
# so are these two, which run after each round of sending and after every few updates
_FIRST_DUE = columns(func.min(_nudge.c.due_at)).where(_nudge.c.state == WAITING)
_FIRST_LEASE = columns(func.min(_nudge.c.lease_until)).where(_nudge.c.state.in_((CLAIMED, SENDING)))


def put(session: Session, row: NudgeRow) -> None:
    """Put a nudge in line; one of the same key stays as it is, unless it was cancelled: then it waits again."""
    wanted = select(NudgeRow).where(NudgeRow.key == row.key).with_for_update()
    # as it is in the database: what cancels is a plain statement, of which no object hears
    found = session.exec(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        session.add(row)
    elif found.state == CANCELLED:
        found.state, found.notice, found.unsure = WAITING, None, 0
        found.planned_at = found.due_at = row.due_at
    session.flush()


def next_due(session: Session) -> datetime | None:
    """When the next nudge is to be looked at: its time comes, or a claim on it ends."""
    session.flush()
    instants = [session.connection().execute(first).scalar_one() for first in (_FIRST_DUE, _FIRST_LEASE)]
    return min((instant for instant in instants if instant is not None), default=None)


def cancel(session: Session, dose_id: int) -> None:
    """Take the dose's nudges out of line that nobody has begun to send."""
    session.flush()
    session.connection().execute(_CANCEL, {"dose": dose_id})


def cancel_of_regimen(session: Session, regimen_id: int) -> None:
    """Take all nudges about a regimen's doses out of line that nobody has begun to send."""
    of_regimen = select(DoseRow.id).where(DoseRow.regimen_id == regimen_id)
    mine = col(NudgeRow.dose_id).in_(of_regimen) & col(NudgeRow.state).in_(UNSENT)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))


def release(session: Session, patient_id: int) -> None:
    """Let the patient's claimed nudges be judged and worded anew: something about the patient has changed."""
    mine = (col(NudgeRow.patient_id) == patient_id) & (col(NudgeRow.state) == CLAIMED)
    session.exec(update(NudgeRow).where(mine).values(state=WAITING))


def wake(session: Session, patient_id: int, now: datetime) -> None:
    """Let the patient's nudges that a pause or a blocked chat put off be judged again now."""
    put_off = (col(NudgeRow.state) == WAITING) & col(NudgeRow.held)
    mine = (col(NudgeRow.patient_id) == patient_id) & (put_off | (col(NudgeRow.state) == UNTOLD))
    session.exec(update(NudgeRow).where(mine).values(due_at=now, held=False, state=WAITING))


def park(session: Session, nudge_ids: Iterable[int]) -> None:
    """Leave these alone: they cannot be handled. Touches nothing else of their rows, which may be what is wrong."""
    session.exec(update(NudgeRow).where(col(NudgeRow.id).in_(list(nudge_ids))).values(state=BROKEN))


def sent(session: Session, dose_id: int) -> list[NudgeRow]:
    """What was sent about the dose, in order."""
    found = select(NudgeRow).where(NudgeRow.dose_id == dose_id, NudgeRow.state == SENT)
    return list(session.exec(found.order_by(col(NudgeRow.id))).all())


def count(session: Session, dose_id: int, kind: str) -> int:
    """How many nudges of a kind the dose has ever had."""
    return session.exec(
        select(func.count()).select_from(NudgeRow).where(NudgeRow.dose_id == dose_id, NudgeRow.kind == kind)
    ).one()


def begun(session: Session, dose_id: int) -> dict[str, int]:
    """How many of the dose's nudges of each kind are on their way, went, or failed: what no cancelling takes back."""
    not_begun = (WAITING, CLAIMED, CANCELLED)
    found = select(NudgeRow.kind, func.count()).where(NudgeRow.dose_id == dose_id)
    return dict(session.exec(found.where(col(NudgeRow.state).not_in(not_begun)).group_by(NudgeRow.kind)).all())


def cancel_reviews(session: Session, regimen_id: int) -> None:
    """Take the regimen's own nudges out of line, those about no single dose, that nobody has begun to send."""
    mine = (col(NudgeRow.regimen_id) == regimen_id) & col(NudgeRow.state).in_(UNSENT)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))


def sent_of_regimen(session: Session, regimen_id: int) -> list[NudgeRow]:
    """What was sent about the regimen itself, in order."""
    found = select(NudgeRow).where(NudgeRow.regimen_id == regimen_id, NudgeRow.state == SENT)
    return list(session.exec(found.order_by(col(NudgeRow.id))).all())
