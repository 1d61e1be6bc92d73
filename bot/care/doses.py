"""What a patient says about an injection: had it, skipped it, later, that was a mistake; and what stands where."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.care import reactions
from bot.care.door import Session
from bot.care.injections import as_dose, in_words, read
from bot.care.patients import required
from bot.care.planning import plan_regimen, put_nudge, remind_on, replan
from bot.domain import dose as rules
from bot.domain import nudge
from bot.domain.dose import Dose, State, When
from bot.domain.injection import Injection, Today, describe
from bot.domain.regimen import place, wall
from bot.storage import doses, outbox, patients, regimens, taps
from bot.storage.tables import DoseEventRow, DoseRow, PatientRow


@dataclass(frozen=True)
class Recorded:
    """What became of a tap about a dose, the dose in words, the patient's next one, and how many were had that day.

    `fresh`: it was just taken, is one of the first of its product, and the bot asks in about 20 minutes how it was
    borne; where it asks at once, or later, that is not announced.
    """

    outcome: rules.Outcome
    injection: Injection
    coming: Injection | None
    that_day: int = 0
    fresh: bool = False


@dataclass(frozen=True)
class Postponed:
    """The reminder comes again at that instant."""

    at: datetime
    injection: Injection


@dataclass(frozen=True)
class Tap:
    """Whose tap it is, on which dose, when, and by which of Telegram's updates."""

    chat: int
    dose: int
    now: datetime
    update: int


def take(session: Session, tap: Tap, when: When | None = None) -> Recorded | None:
    """Record the injection as had, once; None where this chat has no such dose."""
    return _record(session, tap, lambda dose: rules.take(dose, tap.now, when))


def skip(session: Session, tap: Tap) -> Recorded | None:
    """Record that it is left out; None where this chat has no such dose."""
    return _record(session, tap, lambda dose: rules.skip(dose, tap.now))


def undo(session: Session, tap: Tap) -> Recorded | None:
    """Take the record back within a day, and remind on; None where this chat has no such dose."""
    return _record(session, tap, lambda dose: rules.undo(dose, tap.now))


def later(session: Session, chat: int, dose_id: int, choice: nudge.Later, now: datetime) -> Postponed | Recorded | None:
    """Put the reminder off as the patient chose; Recorded where the dose is no longer open."""
    patient, row = _find(session, chat, dose_id)
    if row is None or patient is None:
        return None
    dose = as_dose(row)
    if dose.state is not State.OPEN:
        return Recorded(rules.Already(dose), in_words(session, row), _coming(session, patient.id, now))
    at = nudge.later_at(choice, dose, now, patient.zone or "UTC")
    outbox.cancel(session, row.id)
    times = outbox.count(session, row.id, nudge.Kind.LATER.value) + 1
    # the window stays open long enough for an answer to the message that was asked for
    row.closes_at = max(row.closes_at, at + (dose.closes - dose.due) / 4)
    put_nudge(session, patient.id, dose, nudge.later(dose, at, times))
    doses.note(session, DoseEventRow(dose_id=row.id, kind="later", reported_at=now, happened_at=at))
    return Postponed(at, in_words(session, row))


def choices(session: Session, chat: int, dose_id: int, now: datetime) -> tuple[nudge.Later, ...]:
    """The times to which this dose's reminder may be put off: none that reaches the next dose."""
    patient, row = _find(session, chat, dose_id)
    if row is None or patient is None:
        return ()
    following = doses.coming(session, patient.id, max(row.due_at, now))
    next_due = None if following is None else following.due_at
    return nudge.later_choices(as_dose(row), now, patient.zone or "UTC", next_due)


def look(session: Session, chat: int, dose_id: int) -> Injection | None:
    """The injection in words; None where this chat has no such dose."""
    _, row = _find(session, chat, dose_id)
    return None if row is None else in_words(session, row)


def due_now(session: Session, chat: int, now: datetime) -> Injection | None:
    """The dose that a bare "done" is about: the open one that fell due last."""
    patient = required(session, chat)
    waiting = doses.waiting(session, patient.id, now + rules.EARLY)
    return in_words(session, waiting[-1]) if waiting else None


def today(session: Session, chat: int, now: datetime) -> Today:
    """What waits for an answer, what was had last, and what comes next."""
    patient = required(session, chat)
    last = doses.last_recorded(session, patient.id)
    return Today(
        waiting=tuple(in_words(session, row) for row in doses.waiting(session, patient.id, now)),
        last=None if last is None else in_words(session, last),
        coming=_coming(session, patient.id, now),
        reached_at=patient.reached_at,
        clocks=tuple(regimen.zone for regimen in regimens.current(session, patient.id)),
    )


def _record(session: Session, tap: Tap, decide: Callable[[Dose], rules.Outcome]) -> Recorded | None:
    found = taps.find(session, tap.chat, tap.dose)
    if found is None:
        return None
    before = as_dose(found.dose)
    again = found.dose.recorded_by == tap.update
    outcome = _as_before(before) if again else decide(before)
    dose = outcome.dose
    match outcome:
        case rules.Taken() | rules.Amended() | rules.Skipped() if not again:
            _keep(session, dose, tap)
            outbox.cancel(session, dose.id)
            _follow(session, found, tap.now)
        case rules.Reopened() if not again:
            dose = _reopen(session, found, dose, tap)
        case _:
            pass
    fresh = _ask_after(session, found, outcome, tap.now)
    injection = describe(dose, read(found.prescription), found.zone)
    coming = _coming(session, found.dose.patient_id, max(tap.now, dose.due))
    return Recorded(outcome, injection, coming, _had_that_day(session, found, dose), fresh)


def _ask_after(session: Session, found: taps.Found, outcome: rules.Outcome, now: datetime) -> bool:
    """Whether the patient is asked in some minutes how the injection was borne; what it was asked before is void."""
    match outcome:
        case rules.Amended(dose) | rules.Reopened(dose):
            reactions.ask_no_more(session, dose.id)
    return isinstance(outcome, rules.Taken | rules.Amended) and reactions.ask_after(session, found, outcome.dose, now)


def _had_that_day(session: Session, found: taps.Found, dose: Dose) -> int:
    """How many injections are on record for the patient's day on which this one was had."""
    if dose.taken_at is None:
        return 0
    zone = found.home or "UTC"
    start = place(datetime.combine(wall(dose.taken_at, zone).date(), time()), zone)
    return taps.had_between(session, found.dose.patient_id, start, start + timedelta(days=1))


def _as_before(dose: Dose) -> rules.Outcome:
    """The outcome that this very update had when it came first: Telegram delivers it again after a crash."""
    if dose.state is State.TAKEN:
        return rules.Taken(dose)
    return rules.Skipped(dose) if dose.state is State.SKIPPED else rules.Reopened(dose)


def _follow(session: Session, found: taps.Found, now: datetime) -> None:
    """Where coming dates count from the injection given, a record moves them; an earlier version's is its day's."""
    counted = any(phase.counts_from_injection for phase in read(found.prescription).phases)
    if not (found.ended or counted):
        return
    for regimen in regimens.current(session, found.dose.patient_id):
        if regimen.course == found.course:
            replan(session, regimen, now, due_too=True)


def _reopen(session: Session, found: taps.Found, dose: Dose, tap: Tap) -> Dose:
    """The dose as it is then: open again, and moved where its date hangs on what was taken back."""
    reopened = replace(dose, state=State.PAUSED) if found.ended and dose.state is State.OPEN else dose
    _keep(session, reopened, tap)
    row = doses.by_id(session, dose.id)
    if reopened.state is State.OPEN:
        remind_on(session, row, tap.now)
    _follow(session, found, tap.now)
    return as_dose(row)


def _keep(session: Session, dose: Dose, tap: Tap) -> None:
    told = taps.Record(dose.id, dose.state.value, dose.taken_at, dose.recorded_at, tap.now, tap.update)
    taps.record(session, told)


def _find(session: Session, chat: int, dose_id: int) -> tuple[PatientRow | None, DoseRow | None]:
    """The patient of the chat and their own dose; a stranger's tap finds nothing."""
    patient = patients.by_chat(session, chat)
    return patient, None if patient is None else doses.of_patient(session, patient.id, dose_id)


def _coming(session: Session, patient_id: int, after: datetime) -> Injection | None:
    found = taps.coming(session, patient_id, after) or _plan_on(session, patient_id, after)
    return None if found is None else describe(as_dose(found.dose), read(found.prescription), found.zone)


def _plan_on(session: Session, patient_id: int, after: datetime) -> taps.Found | None:
    """What comes after the planned doses, once all of those are recorded ahead of their time."""
    for regimen in regimens.current(session, patient_id):
        if regimen.plan_at is not None:
            plan_regimen(session, regimen, after)
    return taps.coming(session, patient_id, after)
