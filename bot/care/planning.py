"""From a regimen to rows: the doses of the next weeks, each with its notices; and rows moved where the dates move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.care import phase_notices
from bot.care.door import Session
from bot.care.injections import as_dose
from bot.care.past import Past, history, on_record, pasts
from bot.care.phase_notices import Walk
from bot.domain import nudge
from bot.domain.dose import Dose
from bot.domain.regimen import Injector, Regimen
from bot.domain.regimen_record import from_record
from bot.domain.timeline import Occurrence, occurrences
from bot.storage import bulk, doses, outbox, regimens
from bot.storage.tables import DoseRow, NudgeRow, RegimenRow

AHEAD = timedelta(days=14)
# As many as are planned in a few milliseconds, so that nobody who taps meanwhile waits.
CHUNK = 10


@dataclass(frozen=True)
class _Told:
    """A regimen's row, read once: its prescription and what its patient wishes."""

    row: RegimenRow
    regimen: Regimen
    wishes: nudge.Wishes

    @property
    def horizon(self) -> timedelta:
        """How far ahead doses are planned: far enough for the earliest notice."""
        return AHEAD + timedelta(weeks=self.wishes.book_weeks or 0)


def due(session: Session, now: datetime) -> list[int]:
    """The regimens that need planning, some at a time."""
    return regimens.to_plan(session, now, CHUNK)


def plan(session: Session, regimen_id: int, now: datetime) -> None:
    """Plan one regimen, as plan_some does."""
    plan_some(session, [regimen_id], now)


def plan_some(session: Session, regimen_ids: Sequence[int], now: datetime) -> None:
    """Plan these regimens, all or none. Doing it twice loses and doubles nothing: it only plans one dose further."""
    _plan(session, [row for row in bulk.regimens(session, regimen_ids) if row.ended_at is None], now)


def park(session: Session, regimen_id: int) -> None:
    """Leave a regimen alone that cannot be planned, so that it holds up nobody else's."""
    regimens.by_id(session, regimen_id).plan_at = None


def plan_regimen(session: Session, row: RegimenRow, now: datetime) -> None:
    """Add the doses that are due within the horizon, and at least the next one; then note when to plan on."""
    _plan(session, [row], now)


def _plan(session: Session, rows: Sequence[RegimenRow], now: datetime) -> None:
    told = [_told(row) for row in rows]
    fresh: list[dict[str, Any]] = []
    walks: list[Walk] = []
    for one, past in zip(told, pasts(session, [(each.row, each.regimen) for each in told]), strict=True):
        walk = Walk(one.row, one.regimen, past.history)
        fresh += _fresh(one, past, walk.placed, now)
        walks.append(walk)
    phase_notices.plan(session, walks, now)
    if not fresh:
        return
    before = bulk.add_doses(session, fresh)
    plain = [one.row.id for one in told if one.wishes == nudge.Wishes()]
    bulk.put_reminders(session, plain, before, nudge.Kind.DUE)
    with_wishes = {one.row.id: one for one in told if one.wishes != nudge.Wishes()}
    for row in bulk.added(session, with_wishes, before) if with_wishes else ():
        for wanted in _notices(with_wishes[row.regimen_id], as_dose(row), now):
            put_nudge(session, row.patient_id, as_dose(row), wanted)


def _fresh(told: _Told, past: Past, placed: Iterator[Occurrence], now: datetime) -> Iterator[dict[str, Any]]:
    """The rows of the doses that are due within the horizon; the regimen's row says then when to plan on."""
    row, horizon = told.row, told.horizon
    row.plan_at = None
    for occurrence, following in _with_next(_unplanned(told, past, placed)):
        yield {
            "patient_id": row.patient_id,
            "regimen_id": row.id,
            "phase": occurrence.phase,
            "number": occurrence.number,
            "due_at": occurrence.at,
            "latest_at": occurrence.latest,
            "closes_at": _closes(occurrence, following),
        }
        if following is None:
            return
        if occurrence.at > now and following.at > now + horizon:
            # half of what is planned is still ahead when the next is planned; where that is one dose, when it is due;
            # and never so late that the time of a notice ahead of the next has passed by then
            early = occurrence.at - AHEAD / 2
            row.plan_at = min(early if early > now else occurrence.at, following.at - horizon + AHEAD / 2)
            return


def replan(session: Session, row: RegimenRow, now: datetime, *, due_too: bool = False) -> None:
    """Put the open doses that are still to come where they fall now: after a shift, another zone, a late injection.

    None is lost or doubled; one that falls out of the plan is dropped, one that comes in is added. With `due_too` also
    one that was due by now and is to come after all: its date hangs on what was just recorded or taken back.
    """
    told = _told(row)
    still_open = {(dose.phase, dose.number): dose for dose in doses.open_of_regimen(session, row.id)}
    last, had = max(still_open, default=(0, 0)), on_record(session, row)
    for occurrence, following in _with_next(occurrences(told.regimen, row.zone, history(session, row, told.regimen))):
        if occurrence.key > last:
            break
        dose = still_open.get(occurrence.key)
        if dose is None or (dose.due_at > now and _is_had(told, occurrence, had)):
            continue
        if dose.due_at > now or (due_too and occurrence.at > now):
            _move(session, told, dose, occurrence, following, now)
        del still_open[occurrence.key]
    for gone in still_open.values():
        if gone.due_at > now:
            doses.drop(session, gone)
    plan_regimen(session, row, now)


def wish(session: Session, row: RegimenRow, now: datetime) -> None:
    """Put the notices ahead of coming doses in line as the patient wishes now, and take the others out."""
    told = _told(row)
    for dose in doses.open_of_regimen(session, row.id):
        if dose.due_at > now:
            _renew(session, told, dose, now)


def remind_on(session: Session, row: DoseRow, now: datetime) -> None:
    """Put the next notices about an open dose in line, after those that it has had."""
    told, dose = _told(regimens.by_id(session, row.regimen_id)), as_dose(row)
    if now < nudge.first(dose, told.wishes.clinic).at:
        _renew(session, told, row, now)
    else:
        put_nudge(session, row.patient_id, dose, nudge.after(dose, max(notices(session, row.id), 1), now))


def notices(session: Session, dose_id: int) -> int:
    """How many notices about the dose went out, but for those that the patient asked for by Later."""
    return sum(1 for sent in outbox.sent(session, dose_id) if sent.kind != nudge.Kind.LATER)


def put_nudge(session: Session, patient_id: int, dose: Dose, wanted: nudge.Nudge) -> None:
    """Put a nudge about the dose in line, once."""
    row = NudgeRow(
        key=wanted.key,
        patient_id=patient_id,
        dose_id=dose.id,
        kind=wanted.kind.value,
        planned_at=wanted.at,
        due_at=wanted.at,
    )
    outbox.put(session, row)


def _told(row: RegimenRow) -> _Told:
    regimen = from_record(row.prescription)
    wishes = nudge.Wishes(row.day_before, regimen.injector is Injector.CLINIC, row.book_weeks)
    return _Told(row, regimen, wishes)


def _unplanned(told: _Told, past: Past, placed: Iterator[Occurrence]) -> Iterator[Occurrence]:
    """The injections that have no row yet; none from before it was confirmed, or on a day that has its own."""
    since = told.row.confirmed_at
    for occurrence in placed:
        if occurrence.key in past.planned or occurrence.at < since:
            continue
        if not _is_had(told, occurrence, past.had):
            yield occurrence


def _is_had(told: _Told, occurrence: Occurrence, had: frozenset[date]) -> bool:
    """Whether its day has its injection on record in another version: the plan does not ask for it again."""
    return occurrence.local.date() in had and len(told.regimen.phases[occurrence.phase - 1].at) == 1


def _with_next(items: Iterator[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence | None]]:
    held: Occurrence | None = None
    for item in items:
        if held is not None:
            yield held, item
        held = item
    if held is not None:
        yield held, None


def _move(
    session: Session, told: _Told, dose: DoseRow, to: Occurrence, following: Occurrence | None, now: datetime
) -> None:
    closes = _closes(to, following)
    if (dose.due_at, dose.latest_at, dose.closes_at) == (to.at, to.latest, closes):
        return
    dose.due_at, dose.latest_at, dose.closes_at = to.at, to.latest, closes
    if to.at <= now and notices(session, dose.id):
        outbox.cancel(session, dose.id)
        remind_on(session, dose, now)
    else:
        _renew(session, told, dose, now)


def _renew(session: Session, told: _Told, row: DoseRow, now: datetime) -> None:
    """Put the notices of a dose that is still to come in line anew; one that went out before its date moved goes again.

    Never so many that no notice would be left for the reminder itself.
    """
    outbox.cancel(session, row.id)
    gone = outbox.begun(session, row.id)
    for wanted in _notices(told, as_dose(row), now):
        if wanted.kind == nudge.Kind.DUE or sum(gone.values()) < nudge.MOST_NOTICES - 1:
            again = gone.get(wanted.kind, 0)
            named = replace(wanted, key=f"{wanted.key}:{again + 1}") if again else wanted
            put_nudge(session, row.patient_id, as_dose(row), named)


def _notices(told: _Told, dose: Dose, now: datetime) -> list[nudge.Nudge]:
    return [*nudge.ahead(dose, told.wishes, told.row.zone, now), nudge.first(dose, told.wishes.clinic)]


def _closes(occurrence: Occurrence, following: Occurrence | None) -> datetime:
    return nudge.closes(occurrence.latest, None if following is None else following.at)
