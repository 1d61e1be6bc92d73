"""What is true now of a message whose time has come: it is told, put off, or dropped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.care import notices
from bot.care.door import Session
from bot.care.injections import as_dose, read
from bot.care.messages import Ahead, Missed, Remind, Telling
from bot.care.patients import as_patient
from bot.domain import nudge
from bot.domain.dose import LATE, State, pass_by
from bot.domain.injection import Injection, describe
from bot.domain.patient import Patient
from bot.domain.quiet import end_of_quiet
from bot.storage import doses, outbox
from bot.storage.claims import Facts, SentNudge
from bot.storage.tables import DoseEventRow, DoseRow, NudgeRow

# The notice that was decided on, kept in the row so that a repeat says the same; otherwise it is a reminder.
MISSED, AWAY = "missed", "away"

# Reminders proper: what asks for an answer to a dose that is due.
REMINDERS = (nudge.Kind.DUE, nudge.Kind.AGAIN, nudge.Kind.LATER)

SentAbout = Mapping[int, list[SentNudge]]


def consider(session: Session, facts: Facts, sent: SentAbout, now: datetime) -> Telling | None:
    """What the message tells; None where it is not wanted, or not now, which its row then says.

    `sent` has for each dose what was sent about it. Raises whatever an unreadable row makes our code raise.
    """
    match facts:
        case Facts(dose=DoseRow() as dose, prescription=str(prescription), zone=str(zone)):
            injection = describe(as_dose(dose), read(prescription), zone)
            return _about_a_dose(session, facts.nudge, dose, injection, as_patient(facts.patient), sent, now)
        case _:
            return notices.consider(session, facts, now)


def _about_a_dose(
    session: Session, row: NudgeRow, dose: DoseRow, injection: Injection, who: Patient, sent: SentAbout, now: datetime
) -> Telling | None:
    if row.notice in (MISSED, AWAY) and dose.state == State.MISSED:
        return _still_to_tell(row, injection, who, now)
    verdict = nudge.judge(nudge.Kind(row.kind), row.planned_at, injection.dose, now, who.circumstances(now))
    match verdict:
        case nudge.Remind() if row.kind in (nudge.Kind.BOOK, nudge.Kind.BEFORE):
            return _ahead(row, injection, now)
        case nudge.Remind():
            late = now - row.planned_at > nudge.PUNCTUAL and row.kind == nudge.Kind.DUE
            nth = 1 + sum(one.kind in REMINDERS for one in sent.get(dose.id, ()))
            past = not injection.clinic and now - injection.dose.window_end > LATE
            return Remind(injection, nth, late, past)
        case nudge.Miss(tell, paused):
            return _miss(session, row, dose, injection, tell=tell, paused=paused, now=now)
        case nudge.Hold(until):
            row.state, row.due_at, row.held = outbox.WAITING, until, True
        case nudge.Drop():
            row.state = outbox.CANCELLED
        case _:
            assert_never(verdict)
    return None


def _ahead(row: NudgeRow, injection: Injection, now: datetime) -> Ahead:
    weeks = max(round((injection.dose.due - now) / timedelta(weeks=1)), 1)
    return Ahead(injection, weeks if row.kind == nudge.Kind.BOOK else None)


def _still_to_tell(row: NudgeRow, injection: Injection, who: Patient, now: datetime) -> Telling | None:
    """It was noted as missed before, and its message did not get through."""
    if who.reachable and not who.paused(now):
        free = end_of_quiet(now, who.quiet, who.zone or "UTC")
        if free > now:
            row.state, row.due_at, row.held = outbox.WAITING, free, True
            return None
        return Missed(injection, None)
    if who.paused_until is not None and who.reachable:
        row.state, row.due_at, row.held = outbox.WAITING, who.paused_until, True
    else:
        row.state, row.notice = outbox.UNTOLD, AWAY
    return None


def _miss(
    session: Session, row: NudgeRow, dose: DoseRow, injection: Injection, *, tell: bool, paused: bool, now: datetime
) -> Telling | None:
    dose.state = pass_by(injection.dose, paused).state.value
    doses.note(session, DoseEventRow(dose_id=dose.id, kind=dose.state, reported_at=now))
    row.notice = MISSED
    if tell:
        return Missed(replace(injection, dose=as_dose(dose)), None)
    if paused or row.kind == nudge.Kind.LAPSE:
        # silence was asked for, or all notices went out before
        row.state = outbox.DONE
    else:
        # a closed chat: it is told when the patient is back
        row.state, row.notice = outbox.UNTOLD, AWAY
    return None
