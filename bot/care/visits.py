"""The next visit to the clinician: noted, looked at, cancelled, and closed once its answers were told."""

from datetime import datetime

from bot.care import in_line
from bot.care.door import Session
from bot.care.patients import as_patient, required
from bot.domain.checklist import Visit
from bot.domain.notices import around, visit_keys
from bot.storage import notices, visits
from bot.storage.tables import VisitRow


def coming(session: Session, chat: int, now: datetime) -> Visit | None:
    """The visit that lies ahead; None where none is noted. NoPatient where nobody has agreed in this chat."""
    row = visits.coming(session, required(session, chat).id, now)
    return None if row is None else as_visit(row)


def note(session: Session, chat: int, at: datetime, whom: str | None, now: datetime, timed: bool = True) -> Visit:
    """Keep the next visit, at that instant (aware, UTC); it takes the place of the one that lay ahead.

    Where its time of day is not known, it is not `timed`, and `at` only tells the day. The patient hears of it the day
    before, on its morning and afterwards. The very same once more is no other visit. One that is over stays: the bot
    still asks what was answered there.
    """
    patient = required(session, chat)
    before = visits.coming(session, patient.id, now)
    if before is not None:
        if (before.at, before.whom, before.timed) == (at, whom, timed):
            return as_visit(before)
        _call_off(session, before, now)
    fresh = VisitRow(patient_id=patient.id, at=at, timed=timed, whom=whom, noted_at=now)
    visit = as_visit(visits.add(session, fresh))
    who = as_patient(patient).circumstances(now)
    for wanted in around(visit, who.zone, who.quiet, now):
        in_line.put(session, patient.id, wanted)
    return visit


def cancel(session: Session, chat: int, visit_id: int, now: datetime) -> bool:
    """Call that visit off; False where it is not this chat's, is over, or was cancelled or closed before."""
    row = visits.coming(session, required(session, chat).id, now)
    if row is None or row.id != visit_id:
        return False
    _call_off(session, row, now)
    return True


def closed(session: Session, chat: int, visit_id: int, now: datetime) -> bool:
    """Ask no more about that visit: what was answered there was told. False where it is not this chat's, or over."""
    row = visits.of_patient(session, required(session, chat).id, visit_id)
    if row is None or row.cancelled_at is not None or row.closed_at is not None:
        return False
    row.closed_at = now
    session.flush()
    notices.cancel_keys(session, visit_keys(row.id))
    return True


def as_visit(row: VisitRow) -> Visit:
    """The row as the floors above see it."""
    return Visit(row.id, row.at, row.whom, row.timed)


def _call_off(session: Session, row: VisitRow, now: datetime) -> None:
    row.cancelled_at = now
    session.flush()
    notices.cancel_keys(session, visit_keys(row.id))
