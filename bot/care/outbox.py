"""Which messages go out now, decided and noted before they are sent, and what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from bot.care.door import Session
from bot.care.injections import as_dose, in_words
from bot.care.patients import as_patient
from bot.care.planning import notices, put_nudge
from bot.domain import nudge
from bot.domain.dose import State, pass_by
from bot.domain.injection import Injection
from bot.domain.patient import Patient
from bot.storage import doses, outbox, patients, regimens
from bot.storage.tables import DoseEventRow, DoseRow, NudgeRow, PatientRow

# Longer than any send may take: after it, whoever claimed the message is taken for dead.
LEASE = timedelta(seconds=60)
# So long a connection trouble may take to pass before the message is repeated.
REPEAT_AFTER = timedelta(minutes=2)
REMIND, MISSED = "remind", "missed"


class Result(StrEnum):
    """What became of a message that was sent."""

    SENT = "sent"
    LATER = "later"
    UNSURE = "unsure"
    GONE = "gone"
    BROKEN = "broken"


@dataclass(frozen=True)
class Outgoing:
    """A message to word and send. `repeat` says that it may have arrived once already; `late` that it is overdue."""

    nudge: int
    attempt: int
    patient: Patient
    injection: Injection
    notice: str
    nth: int
    repeat: bool
    late: bool
    coming: Injection | None


def next_due(session: Session) -> datetime | None:
    """When there is next something to plan or to send."""
    instants = (outbox.next_due(session), regimens.next_plan(session))
    return min((instant for instant in instants if instant is not None), default=None)


def first_due(session: Session, now: datetime) -> int | None:
    """The message to look at first, if any is due."""
    return outbox.first_due(session, now)


def claim(session: Session, nudge_id: int, now: datetime) -> Outgoing | None:
    """The message to send, noted as being sent; None where it is not wanted, or not now.

    What is no longer wanted is dropped here, in the same transaction, so a recorded dose is never reminded of. One is
    claimed at a time: what was not even tried when the program died is then not taken for perhaps sent.
    """
    row = outbox.by_id(session, nudge_id)
    if row is None or row.state not in (outbox.WAITING, outbox.SENDING):
        return None
    return _consider(session, row, now)


def park(session: Session, nudge_id: int) -> None:
    """Leave a message alone that cannot be handled, so that it holds up nobody else's."""
    row = outbox.by_id(session, nudge_id)
    if row is not None:
        row.state = outbox.BROKEN


def settle(
    session: Session,
    outgoing: Outgoing,
    result: Result,
    now: datetime,
    message_id: int | None = None,
    again_at: datetime | None = None,
) -> list[int]:
    """Note what became of a message; the ids of the dose's earlier messages, whose buttons are now old."""
    row = outbox.by_id(session, outgoing.nudge)
    if row is None or row.state != outbox.SENDING or row.attempts != outgoing.attempt:
        return []
    dose, patient = _dose(session, row), patients.by_id(session, row.patient_id)
    earlier = [sent.message_id for sent in outbox.sent(session, dose.id) if sent.message_id is not None]
    if result is Result.SENT:
        _sent(session, row, dose, now, message_id)
        patient.reached_at, patient.unreachable_since = now, None
        return earlier
    _not_sent(session, row, result, now, again_at)
    return []


def _not_sent(session: Session, row: NudgeRow, result: Result, now: datetime, again_at: datetime | None) -> None:
    dose = _dose(session, row)
    match result:
        case Result.LATER:
            row.state, row.due_at = outbox.WAITING, again_at or nudge.retry_at(row.attempts, now)
        case Result.UNSURE:
            _unsure(session, row, dose, now, now + REPEAT_AFTER)
        case Result.GONE:
            patients.by_id(session, row.patient_id).unreachable_since = now
            _put_off(row, dose, now)
        case _:
            row.state = outbox.BROKEN
            _close(session, row, dose, now)


def _consider(session: Session, row: NudgeRow, now: datetime) -> Outgoing | None:
    dose = _dose(session, row)
    patient = patients.by_id(session, row.patient_id)
    if row.state == outbox.SENDING:
        if row.lease_until is not None and row.lease_until > now:
            return None
        _unsure(session, row, dose, now, now)
        if row.state != outbox.WAITING:
            return None
    if row.notice == MISSED and dose.state == State.MISSED:
        return _send(session, row, dose, patient, now)
    who = as_patient(patient).circumstances(now)
    verdict = nudge.judge(nudge.Kind(row.kind), row.planned_at, as_dose(dose), now, who)
    match verdict:
        case nudge.Remind():
            row.notice = REMIND
            return _send(session, row, dose, patient, now)
        case nudge.Miss(tell, paused):
            _pass_by(session, dose, paused, now)
            row.notice = MISSED
            if tell:
                return _send(session, row, dose, patient, now)
            row.state = outbox.DONE
        case nudge.Hold(until):
            row.due_at, row.held = until, True
        case nudge.Drop():
            row.state = outbox.CANCELLED
        case _:
            assert_never(verdict)
    return None


def _send(session: Session, row: NudgeRow, dose: DoseRow, patient: PatientRow, now: datetime) -> Outgoing:
    late = now - dose.due_at > nudge.PUNCTUAL and row.kind == nudge.Kind.DUE.value
    row.state, row.lease_until, row.held = outbox.SENDING, now + LEASE, False
    row.attempts += 1
    return Outgoing(
        nudge=row.id,
        attempt=row.attempts,
        patient=as_patient(patient),
        injection=in_words(session, dose),
        notice=row.notice or REMIND,
        nth=len(outbox.sent(session, dose.id)) + 1,
        repeat=row.unsure > 0,
        late=late,
        coming=_coming(session, dose, now),
    )


def _coming(session: Session, dose: DoseRow, now: datetime) -> Injection | None:
    row = doses.coming(session, dose.patient_id, max(dose.due_at, now))
    return None if row is None else in_words(session, row)


def _sent(session: Session, row: NudgeRow, dose: DoseRow, now: datetime, message_id: int | None) -> None:
    row.state, row.message_id, row.sent_at = outbox.SENT, message_id, now
    _follow(session, row, dose, now)


def _follow(session: Session, row: NudgeRow, dose: DoseRow, now: datetime) -> None:
    """Put the dose's next message in line, if it is still open."""
    if dose.state != State.OPEN or row.notice == MISSED:
        return
    session.flush()
    sent = max(notices(session, dose.id), 1)
    put_nudge(session, row.patient_id, as_dose(dose), nudge.after(as_dose(dose), sent, now))


def _close(session: Session, row: NudgeRow, dose: DoseRow, now: datetime) -> None:
    """Put the closing note in line: of a message that cannot be sent, no follow-up is tried."""
    if dose.state == State.OPEN:
        put_nudge(session, row.patient_id, as_dose(dose), nudge.after(as_dose(dose), 1 + nudge.FOLLOW_UPS, now))


def _unsure(session: Session, row: NudgeRow, dose: DoseRow, now: datetime, again_at: datetime) -> None:
    """It may have arrived: repeat it once, and the second time take it for sent."""
    row.unsure += 1
    if row.unsure > 1:
        _sent(session, row, dose, now, None)
    else:
        row.state, row.due_at = outbox.WAITING, again_at


def _put_off(row: NudgeRow, dose: DoseRow, now: datetime) -> None:
    """The chat is closed to the bot: wait until the patient is back or the window is over; then it is past telling."""
    if row.notice == MISSED:
        row.state = outbox.DONE
        return
    row.state, row.held, row.due_at = outbox.WAITING, True, max(dose.closes_at, now)


def _pass_by(session: Session, dose: DoseRow, paused: bool, now: datetime) -> None:
    passed = pass_by(as_dose(dose), paused)
    dose.state = passed.state.value
    doses.note(session, DoseEventRow(dose_id=dose.id, kind=dose.state, reported_at=now))


def _dose(session: Session, row: NudgeRow) -> DoseRow:
    assert row.dose_id is not None  # every nudge so far is about a dose  # noqa: S101
    return doses.by_id(session, row.dose_id)
