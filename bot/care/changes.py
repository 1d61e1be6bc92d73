"""Changes to a plan that its patient confirmed by dates, and taking one back within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care import check_in_plan
from bot.care import regimens as plans
from bot.care.door import Session
from bot.care.past import Kind, history
from bot.care.patients import required
from bot.care.planning import remind_on, replan
from bot.care.regimens import Saved, note_change, saved, start_again, stop
from bot.domain.dose import UNDO_FOR, State
from bot.domain.regimen import place, wall
from bot.domain.regimen_record import from_record
from bot.domain.timeline import Key, Occurrence, occurrences
from bot.storage import changes, doses, outbox, regimens
from bot.storage.tables import ChangeRow, DoseEventRow, DoseRow, RegimenRow


@dataclass(frozen=True)
class Changed:
    """It is done; the plan as it is now, and the id by which this can be taken back for a day.

    `noted` are the injections from before that were added, naive, on the clock of the regimen's zone.
    """

    saved: Saved
    change: int
    noted: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Overtaken:
    """Nothing was changed: the plan, or that injection, is no longer as it was when the patient looked at it."""


@dataclass(frozen=True)
class Undone:
    """The change was taken back; `saved` is the plan in force now, None where none is."""

    kind: Kind
    saved: Saved | None


@dataclass(frozen=True)
class UndoneBefore:
    """It was taken back already, and stays so."""


@dataclass(frozen=True)
class TooLate:
    """The change is more than a day old: it stands."""


@dataclass(frozen=True)
class Move:
    """One injection of a version is to be elsewhere; `was` and `to` are naive, on the clock of the regimen's zone."""

    version: int
    phase: int
    number: int
    was: datetime
    to: datetime
    following: bool


@dataclass(frozen=True)
class Had:
    """An injection that was had before the bot knew of it; `local` is naive, on the clock of the regimen's zone."""

    version: int
    local: datetime


@dataclass(frozen=True)
class HadAll:
    """Several such injections, added together; one alone may be `late` for one of the plan's own."""

    version: int
    locals: tuple[datetime, ...]
    late: Occurrence | None = None


def move(session: Session, chat: int, wanted: Move, now: datetime) -> Changed | Overtaken:
    """Shift one coming injection, or all from it on, as the patient saw and confirmed it."""
    row = plans.in_force(session, required(session, chat), wanted.version)
    if row is None or place(wanted.to, row.zone) <= now:
        return Overtaken()
    if not is_coming(session, row, (wanted.phase, wanted.number), wanted.was, now):
        return Overtaken()
    minutes = (wanted.to - wanted.was) // timedelta(minutes=1)
    payload = {
        "phase": wanted.phase,
        "number": wanted.number,
        "minutes": minutes,
        "following": wanted.following,
    }
    change = note_change(session, row, Kind.SHIFT, payload, now)
    replan(session, row, now)
    return Changed(saved(session, row, now), change)


def had(session: Session, chat: int, told: Had, now: datetime) -> Changed | Overtaken:
    """Add an injection from before: as the plan's own of that day, else as one from before the plan."""
    return had_all(session, chat, HadAll(told.version, (told.local,)), now)


def had_all(session: Session, chat: int, told: HadAll, now: datetime) -> Changed | Overtaken:
    """Add several, as one change; those that are on record already, or lie ahead, are left as they are."""
    row = plans.in_force(session, required(session, chat), told.version)
    if row is None:
        return Overtaken()
    made: list[tuple[int, str | None]] = []
    noted: list[datetime] = []
    for local in told.locals:
        at = place(local, row.zone)
        dose, before = _to_add(session, row, told.late, local) if at <= now else (None, None)
        if dose is not None and dose.state != State.TAKEN:
            dose.state, dose.taken_at, dose.recorded_at = State.TAKEN.value, at, now
            doses.note(session, DoseEventRow(dose_id=dose.id, kind="added", reported_at=now, happened_at=at))
            outbox.cancel(session, dose.id)
            made.append((dose.id, before))
            noted.append(local)
    if not made:
        return Overtaken()
    change = note_change(session, row, Kind.HAD, {"doses": [list(one) for one in made]}, now)
    replan(session, row, now, due_too=True)
    return Changed(saved(session, row, now), change, tuple(noted))


def undo(
    session: Session, chat: int, change_id: int, now: datetime
) -> Undone | UndoneBefore | TooLate | Overtaken | None:
    """Take a change back within a day; None where this chat has no such change."""
    patient = required(session, chat)
    change = changes.of_patient(session, patient.id, change_id)
    if change is None:
        return None
    if change.undone_at is not None:
        return UndoneBefore()
    row = regimens.by_id(session, change.regimen_id)
    if not _can_go_back(row, change):
        return Overtaken()
    if now - change.made_at > UNDO_FOR:
        return TooLate()
    change.undone_at = now
    left = _take_back(session, row, change, now)
    check_in_plan.renew(session, patient, now)
    return Undone(Kind(change.kind), None if left is None else saved(session, left, now))


def _take_back(session: Session, row: RegimenRow, change: ChangeRow, now: datetime) -> RegimenRow | None:
    match change.kind:
        case Kind.ENTERED:
            stop(session, row, now)
            replaced = change.payload["replaced"]
            if replaced is None:
                return None
            old = regimens.by_id(session, replaced)
            start_again(session, old, now)
            return old
        case Kind.ENDED:
            start_again(session, row, now)
        case Kind.HAD:
            _unrecord(session, change, now)
            replan(session, row, now, due_too=True)
        case _:
            session.flush()
            replan(session, row, now, due_too=True)
    return row


def _can_go_back(row: RegimenRow, change: ChangeRow) -> bool:
    """An end can be taken back while nothing else has ended it; all else while the version is in force."""
    return row.ended_at == change.made_at if change.kind == Kind.ENDED else row.ended_at is None


def is_coming(session: Session, row: RegimenRow, key: Key, was: datetime, now: datetime) -> bool:
    """Whether that injection is still to come, open, and at the wall-clock time at which the patient saw it."""
    regimen = from_record(row.prescription)
    for one in occurrences(regimen, row.zone, history(session, row, regimen)):
        if one.key == key:
            dose = doses.one(session, row.id, *key)
            still_ahead = dose is None or (dose.state == State.OPEN and dose.due_at > now)
            return one.local == was and one.at > now and still_ahead
        if one.key > key:
            break
    return False


def _to_add(session: Session, row: RegimenRow, late: Occurrence | None, local: datetime) -> tuple[DoseRow, str | None]:
    """The dose that was had then, with its state so far; None as state where it is new."""
    if late is None:
        return _of_that_day(session, row, local, place(local, row.zone))
    return _own(session, row, late.key, late.at)


def _of_that_day(session: Session, row: RegimenRow, local: datetime, at: datetime) -> tuple[DoseRow, str | None]:
    """The dose of the plan on that day, or a new one."""
    known = [
        dose
        for dose in doses.of_course(session, row.patient_id, row.course)
        if wall(dose.due_at, row.zone).date() == local.date()
    ]
    if known:
        nearest = min(known, key=lambda dose: abs(dose.due_at - at))
        return nearest, nearest.state
    return _own(session, row, _key_of_day(session, row, local), at)


def _own(session: Session, row: RegimenRow, key: Key, at: datetime) -> tuple[DoseRow, str | None]:
    """The version's dose of that key, which on another zone's clock may have had another day, or a new one."""
    known = doses.one(session, row.id, *key)
    if known is not None:
        return known, known.state
    phase, number = key
    fresh = DoseRow(
        patient_id=row.patient_id, regimen_id=row.id, phase=phase, number=number, due_at=at, latest_at=at, closes_at=at
    )
    return doses.add(session, fresh), None


def _key_of_day(session: Session, row: RegimenRow, local: datetime) -> Key:
    """The identity of the plan's injection on that day, else the next number before the plan (phase 0)."""
    regimen = from_record(row.prescription)
    for one in occurrences(regimen, row.zone, history(session, row, regimen)):
        if one.local.date() == local.date():
            return one.key
        if one.local.date() > local.date():
            break
    return 0, 1 + max((number for phase, number in doses.keys(session, row.id) if phase == 0), default=0)


def _unrecord(session: Session, change: ChangeRow, now: datetime) -> None:
    """Each dose is as it was before it was added; one that was made for it is gone."""
    for dose_id, before in change.payload["doses"]:
        dose = doses.of_patient(session, change.patient_id, dose_id)
        # one that was recorded anew since is no longer this change's
        if dose is None or dose.recorded_at not in (None, change.made_at):
            continue
        if before is None:
            doses.drop(session, dose)
            continue
        over = before == State.OPEN and now >= dose.closes_at
        dose.state, dose.taken_at, dose.recorded_at = State.MISSED.value if over else before, None, None
        doses.note(session, DoseEventRow(dose_id=dose.id, kind="not added", reported_at=now))
        if dose.state == State.OPEN:
            remind_on(session, dose, now)
