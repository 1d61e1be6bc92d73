"""Putting the schedule that the patient confirmed in force, beside or in place of another; and looking at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.care import check_in_plan
from bot.care.door import Session
from bot.care.past import Kind, history, on_record
from bot.care.patients import required
from bot.care.planning import plan_regimen, remind_on, replan, wish
from bot.domain.dose import State
from bot.domain.plan_facts import once_a_day
from bot.domain.regimen import Regimen, wall
from bot.domain.regimen_record import from_record, to_record
from bot.domain.timeline import NOTHING_YET, History, Occurrence, upcoming
from bot.storage import changes, doses, outbox, regimens
from bot.storage.tables import ChangeRow, DoseEventRow, PatientRow, RegimenRow


@dataclass(frozen=True)
class Entered:
    """What the patient confirmed: the regimen, the version it replaces if any, and what they wish beside it."""

    regimen: Regimen
    replaces: int | None = None
    day_before: bool = False
    book_weeks: int | None = None


@dataclass(frozen=True)
class Saved:
    """A schedule in force and its next injections, in order; `zone` is the IANA zone of its clock.

    `change` is the change that can be undone for a day, if this was just brought about.
    """

    version: int
    regimen: Regimen
    zone: str
    coming: tuple[Occurrence, ...]
    confirmed_at: datetime
    past: History = NOTHING_YET
    day_before: bool = False
    book_weeks: int | None = None
    change: int | None = None


def confirm(session: Session, chat: int, regimen: Regimen, now: datetime) -> Saved:
    """Put the confirmed schedule in force in place of whatever was."""
    patient = required(session, chat)
    running = regimens.current(session, patient.id)
    return enter(session, chat, Entered(regimen, running[0].version if running else None), now)


def enter(session: Session, chat: int, entered: Entered, now: datetime) -> Saved:
    """Put the confirmed schedule in force: the version it replaces ends, and its recorded doses stay as they are.

    Where another version of that course is in force meanwhile, it takes the place of that: never one beside the other.
    """
    patient = required(session, chat)
    every = regimens.every(session, patient.id)
    version, course = len(every) + 1, next((row.course for row in every if row.version == entered.replaces), None)
    old = next((row for row in every if row.course == course and row.ended_at is None), None)
    fresh = RegimenRow(
        patient_id=patient.id,
        version=version,
        course=course or version,
        zone=_zone(patient),
        prescription=to_record(entered.regimen),
        confirmed_at=now,
        plan_at=now,
        day_before=entered.day_before,
        book_weeks=entered.book_weeks,
    )
    row = regimens.add(session, fresh)
    plan_regimen(session, row, now)
    if old is not None:
        stop(session, old, now, _days(session, row))
    check_in_plan.renew(session, patient, now)
    payload = {"replaced": None if old is None else old.id}
    return saved(session, row, now, change=note_change(session, row, Kind.ENTERED, payload, now))


def running(session: Session, chat: int, now: datetime, limit: int = 10) -> tuple[Saved, ...]:
    """Every schedule in force, the oldest course first, each with its next `limit` injections."""
    patient = required(session, chat)
    rows = sorted(regimens.current(session, patient.id), key=lambda row: row.course)
    return tuple(saved(session, row, now, limit) for row in rows)


def current(session: Session, chat: int, now: datetime, limit: int = 10) -> Saved | None:
    """The schedule in force that was confirmed last; None where there is none."""
    patient = required(session, chat)
    rows = regimens.current(session, patient.id)
    return saved(session, rows[0], now, limit) if rows else None


def ended_last(session: Session, chat: int, now: datetime) -> Saved | None:
    """The schedule that ended last, where none is in force; None where there never was one."""
    rows = regimens.every(session, required(session, chat).id)
    if not rows or any(row.ended_at is None for row in rows):
        return None
    return saved(session, max(rows, key=lambda row: (row.ended_at or now, row.version)), now)


def end(session: Session, chat: int, version: int, now: datetime) -> int | None:
    """End that version: nothing more falls due; what was recorded stays. The change; None where it is not in force."""
    patient = required(session, chat)
    row = in_force(session, patient, version)
    if row is None:
        return None
    stop(session, row, now)
    check_in_plan.renew(session, patient, now)
    return note_change(session, row, Kind.ENDED, {}, now)


def set_wishes(session: Session, chat: int, version: int, day_before: bool, now: datetime) -> bool:
    """Whether to remind on the day before too; False where that version is not in force."""
    row = in_force(session, required(session, chat), version)
    if row is not None:
        row.day_before = day_before
        wish(session, row, now)
    return row is not None


def stop(session: Session, row: RegimenRow, now: datetime, but_on: frozenset[date] | None = None) -> None:
    """Let nothing more fall due: what is to come is dropped.

    What was due and is open asks no more; where another version takes over, only on the days that this one covers.
    """
    row.ended_at, row.plan_at = now, None
    doses.drop_coming(session, row.id, now)
    outbox.cancel_reviews(session, row.id)
    if but_on is None:
        outbox.cancel_of_regimen(session, row.id)
    for dose in doses.open_of_regimen(session, row.id):
        if but_on is None or wall(dose.due_at, row.zone).date() in but_on:
            # it was due, and nobody will ask about it any more; its card can still record it
            dose.state = State.PAUSED.value
            outbox.cancel(session, dose.id)
            doses.note(session, DoseEventRow(dose_id=dose.id, kind="plan ended", reported_at=now))


def start_again(session: Session, row: RegimenRow, now: datetime) -> None:
    """Take the end of a version back: doses that were closed by it are open again, and coming ones are planned."""
    ended, row.ended_at = row.ended_at, None
    had = on_record(session, row)
    for dose in doses.closed_by_end(session, row.id, ended) if ended else ():
        if wall(dose.due_at, row.zone).date() in had and once_a_day(from_record(row.prescription)):
            # another version has the injection of that day
            continue
        dose.state = State.OPEN.value if now < dose.closes_at else State.MISSED.value
        doses.note(session, DoseEventRow(dose_id=dose.id, kind="plan goes on", reported_at=now))
        if dose.state == State.OPEN:
            remind_on(session, dose, now)
    replan(session, row, now, due_too=True)


def _days(session: Session, row: RegimenRow) -> frozenset[date]:
    """The days on which the version has doses to come."""
    return frozenset(wall(dose.due_at, row.zone).date() for dose in doses.open_of_regimen(session, row.id))


def note_change(session: Session, row: RegimenRow, kind: Kind, payload: Mapping[str, object], now: datetime) -> int:
    """Keep a change that the patient confirmed; its id."""
    fresh = ChangeRow(patient_id=row.patient_id, regimen_id=row.id, kind=kind, payload=dict(payload), made_at=now)
    return changes.add(session, fresh).id


def in_force(session: Session, patient: PatientRow, version: int | None) -> RegimenRow | None:
    """The patient's running regimen of that version, if it is running."""
    return next((row for row in regimens.current(session, patient.id) if row.version == version), None)


def saved(session: Session, row: RegimenRow, now: datetime, limit: int = 6, change: int | None = None) -> Saved:
    """The version with its next `limit` injections, but for those that are due or recorded already."""
    regimen = from_record(row.prescription)
    past, today = history(session, row, regimen), wall(now, row.zone).date()
    done = doses.behind(session, row.id, now)
    had = {day for day in on_record(session, row) if day >= today} if once_a_day(regimen) else set()
    coming = upcoming(regimen, row.zone, now, limit + len(done) + len(had), past)
    still = [one for one in coming if one.key not in done and one.local.date() not in had]
    return Saved(
        version=row.version,
        regimen=regimen,
        zone=row.zone,
        coming=tuple(still[:limit]),
        confirmed_at=row.confirmed_at,
        past=past,
        day_before=row.day_before,
        book_weeks=row.book_weeks,
        change=change,
    )


def _zone(patient: PatientRow) -> str:
    assert patient.zone is not None  # the schedule's first question is the zone  # noqa: S101
    return patient.zone
