"""From a regimen to rows: the doses of the next weeks, each with its notices; and rows moved where the dates move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care.door import Session
from bot.care.injections import as_dose
from bot.care.past import history, on_record
from bot.domain import nudge
from bot.domain.dose import Dose
from bot.domain.regimen import Injector, Regimen, review_days
from bot.domain.regimen_record import from_record
from bot.domain.timeline import Key, Occurrence, occurrences
from bot.storage import doses, outbox, regimens
from bot.storage.tables import DoseRow, NudgeRow, RegimenRow

AHEAD = timedelta(days=14)
CHUNK = 100


@dataclass(frozen=True)
class _Told:
    """A regimen's row, read once: its prescription and what its patient wishes."""

    row: RegimenRow
    regimen: Regimen
    wishes: nudge.Wishes

    @property
    def counts_from_injection(self) -> bool:
        """Whether a record can bring injections in, or take them out."""
        return any(phase.counts_from_injection for phase in self.regimen.phases)

    @property
    def horizon(self) -> timedelta:
        """How far ahead doses are planned: far enough for the earliest notice."""
        return AHEAD + timedelta(weeks=self.wishes.book_weeks or 0)


def due(session: Session, now: datetime) -> list[int]:
    """The regimens that need planning, some at a time."""
    return regimens.to_plan(session, now, CHUNK)


def plan(session: Session, regimen_id: int, now: datetime) -> None:
    """Plan one regimen. Doing it twice changes nothing."""
    row = regimens.by_id(session, regimen_id)
    if row.ended_at is not None:
        row.plan_at = None
    else:
        plan_regimen(session, row, now)


def park(session: Session, regimen_id: int) -> None:
    """Leave a regimen alone that cannot be planned, so that it holds up nobody else's."""
    regimens.by_id(session, regimen_id).plan_at = None


def plan_regimen(session: Session, row: RegimenRow, now: datetime) -> None:
    """Add the doses that are due within the horizon, and at least the next one; then note when to plan on."""
    told = _told(row)
    row.plan_at = None
    _plan_reviews(session, told, now)
    for occurrence, following in _with_next(_unplanned(session, told)):
        dose = _add_dose(session, row, occurrence, following)
        _put_notices(session, told, dose, now)
        if following is None:
            return
        if occurrence.at > now and following.at > now + told.horizon:
            row.plan_at = occurrence.at
            return


def replan(session: Session, row: RegimenRow, now: datetime) -> None:
    """Put the open doses that are still to come where they fall now: after a shift, another zone, a late injection.

    None is lost or doubled; one that falls out of the plan is dropped, one that comes in is added.
    """
    told = _told(row)
    coming = {(dose.phase, dose.number): dose for dose in doses.open_of_regimen(session, row.id) if dose.due_at > now}
    last = max(coming, default=(0, 0))
    for occurrence, following in _with_next(occurrences(told.regimen, row.zone, history(session, row, told.regimen))):
        if occurrence.key > last:
            break
        dose = coming.pop(occurrence.key, None)
        if dose is not None:
            _move(session, told, dose, occurrence, following, now)
    for gone in coming.values():
        doses.drop(session, gone)
    plan_regimen(session, row, now)


def wish(session: Session, row: RegimenRow, now: datetime) -> None:
    """Put the notices ahead of coming doses in line as the patient wishes now, and take the others out."""
    told = _told(row)
    for dose in doses.open_of_regimen(session, row.id):
        if dose.due_at > now:
            outbox.cancel(session, dose.id)
            _put_notices(session, told, as_dose(dose), now)


def remind_on(session: Session, row: DoseRow, now: datetime) -> None:
    """Put the next notice about an open dose in line, after those that it has had."""
    dose, sent = as_dose(row), notices(session, row.id)
    clinic = _told(regimens.by_id(session, row.regimen_id)).wishes.clinic
    wanted = nudge.first(dose, clinic) if sent == 0 and now < dose.due else nudge.after(dose, max(sent, 1), now)
    put_nudge(session, row.patient_id, dose, wanted)


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


def _unplanned(session: Session, told: _Told) -> Iterator[Occurrence]:
    """The injections that have no row yet; none from before it was confirmed, or on a day that has its own."""
    row = told.row
    planned = doses.keys(session, row.id) if told.counts_from_injection else frozenset[Key]()
    last = doses.last_planned(session, row.id)
    had = on_record(session, row)
    for occurrence in occurrences(told.regimen, row.zone, history(session, row, told.regimen)):
        known = occurrence.key in planned if planned else occurrence.key <= last
        # a new version of the plan does not ask again for a day whose injection is on record
        once_a_day = len(told.regimen.phases[occurrence.phase - 1].at) == 1
        if not (known or occurrence.at < row.confirmed_at or (once_a_day and occurrence.local.date() in had)):
            yield occurrence


def _with_next(items: Iterator[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence | None]]:
    held: Occurrence | None = None
    for item in items:
        if held is not None:
            yield held, item
        held = item
    if held is not None:
        yield held, None


def _add_dose(session: Session, row: RegimenRow, occurrence: Occurrence, following: Occurrence | None) -> Dose:
    fresh = DoseRow(
        patient_id=row.patient_id,
        regimen_id=row.id,
        phase=occurrence.phase,
        number=occurrence.number,
        due_at=occurrence.at,
        latest_at=occurrence.latest,
        closes_at=_closes(occurrence, following),
    )
    return as_dose(doses.add(session, fresh))


def _move(
    session: Session, told: _Told, dose: DoseRow, to: Occurrence, following: Occurrence | None, now: datetime
) -> None:
    closes = _closes(to, following)
    if (dose.due_at, dose.latest_at, dose.closes_at) == (to.at, to.latest, closes):
        return
    dose.due_at, dose.latest_at, dose.closes_at = to.at, to.latest, closes
    outbox.cancel(session, dose.id)
    _put_notices(session, told, as_dose(dose), now)


def _put_notices(session: Session, told: _Told, dose: Dose, now: datetime) -> None:
    ahead = nudge.ahead(dose, told.wishes, told.row.zone, now)
    for wanted in (*ahead, nudge.first(dose, told.wishes.clinic)):
        put_nudge(session, told.row.patient_id, dose, wanted)


def _closes(occurrence: Occurrence, following: Occurrence | None) -> datetime:
    return nudge.closes(occurrence.latest, None if following is None else following.at)


def _plan_reviews(session: Session, told: _Told, now: datetime) -> None:
    """On a review day the bot asks what the clinician decided; it never goes on silently."""
    row = told.row
    for phase, day in review_days(told.regimen):
        wanted = nudge.review(row.id, phase, day, row.zone)
        if wanted.at >= min(now, row.confirmed_at):
            outbox.put(
                session,
                NudgeRow(
                    key=wanted.key,
                    patient_id=row.patient_id,
                    regimen_id=row.id,
                    kind=wanted.kind.value,
                    planned_at=wanted.at,
                    due_at=wanted.at,
                ),
            )
