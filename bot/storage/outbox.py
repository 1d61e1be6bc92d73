"""The messages that wait to be sent: put once under a unique key, taken with a lease, marked."""

from datetime import datetime

from sqlmodel import Session, col, func, or_, select, update

from bot.storage.tables import DoseRow, NudgeRow

WAITING, SENDING, SENT, CANCELLED = "waiting", "sending", "sent", "cancelled"
BROKEN, DONE = "broken", "done"


def put(session: Session, row: NudgeRow) -> None:
    """Put a nudge in line; one of the same key stays as it is, unless it was cancelled: then it waits again."""
    found = session.exec(select(NudgeRow).where(NudgeRow.key == row.key).with_for_update()).one_or_none()
    if found is None:
        session.add(row)
    elif found.state == CANCELLED:
        found.state, found.notice, found.unsure = WAITING, None, 0
        found.planned_at = found.due_at = row.due_at
    session.flush()


def first_due(session: Session, now: datetime) -> int | None:
    """The nudge to look at first: its time has come, or it was being sent when a program died."""
    ready = (col(NudgeRow.state) == WAITING) & (col(NudgeRow.due_at) <= now)
    orphaned = (col(NudgeRow.state) == SENDING) & (col(NudgeRow.lease_until) <= now)
    chosen = select(NudgeRow.id).where(or_(ready, orphaned)).order_by(col(NudgeRow.due_at), col(NudgeRow.id))
    return session.exec(chosen.limit(1)).first()


def by_id(session: Session, nudge_id: int) -> NudgeRow | None:
    """The nudge, locked until the transaction ends; None where its patient was erased meanwhile."""
    return session.exec(select(NudgeRow).where(NudgeRow.id == nudge_id).with_for_update()).one_or_none()


def next_due(session: Session) -> datetime | None:
    """When the next nudge is to be looked at."""
    waiting = session.exec(select(func.min(NudgeRow.due_at)).where(NudgeRow.state == WAITING)).one()
    leased = session.exec(select(func.min(NudgeRow.lease_until)).where(NudgeRow.state == SENDING)).one()
    return min((instant for instant in (waiting, leased) if instant is not None), default=None)


def cancel(session: Session, dose_id: int) -> None:
    """Take the dose's waiting nudges out of line."""
    mine = (col(NudgeRow.dose_id) == dose_id) & (col(NudgeRow.state) == WAITING)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))


def cancel_of_regimen(session: Session, regimen_id: int) -> None:
    """Take all waiting nudges about a regimen's doses out of line."""
    of_regimen = select(DoseRow.id).where(DoseRow.regimen_id == regimen_id)
    mine = col(NudgeRow.dose_id).in_(of_regimen) & (col(NudgeRow.state) == WAITING)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))


def move(session: Session, dose_id: int, due_at: datetime) -> None:
    """Put the dose's waiting first reminder at its new due time."""
    first = (col(NudgeRow.dose_id) == dose_id) & (col(NudgeRow.kind) == "due") & (col(NudgeRow.state) == WAITING)
    session.exec(update(NudgeRow).where(first).values(due_at=due_at, planned_at=due_at))


def sent(session: Session, dose_id: int) -> list[NudgeRow]:
    """What was sent about the dose, in order."""
    found = select(NudgeRow).where(NudgeRow.dose_id == dose_id, NudgeRow.state == SENT)
    return list(session.exec(found.order_by(col(NudgeRow.id))).all())


def wake(session: Session, patient_id: int, now: datetime) -> None:
    """Let the patient's nudges that a pause or a blocked chat put off be judged again now."""
    held = (col(NudgeRow.patient_id) == patient_id) & (col(NudgeRow.state) == WAITING) & col(NudgeRow.held)
    session.exec(update(NudgeRow).where(held).values(due_at=now, held=False))


def count(session: Session, dose_id: int, kind: str) -> int:
    """How many nudges of a kind the dose has ever had."""
    return session.exec(
        select(func.count()).select_from(NudgeRow).where(NudgeRow.dose_id == dose_id, NudgeRow.kind == kind)
    ).one()


def cancel_reviews(session: Session, regimen_id: int) -> None:
    """Take the regimen's own waiting nudges out of line, those about no single dose."""
    mine = (col(NudgeRow.regimen_id) == regimen_id) & (col(NudgeRow.state) == WAITING)
    session.exec(update(NudgeRow).where(mine).values(state=CANCELLED))
