"""One due injection, and what may happen to it: taken, taken late, skipped, missed, or passed while paused."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a dose stands. Only `open` asks for anything."""

    OPEN = "open"
    TAKEN = "taken"
    SKIPPED = "skipped"
    MISSED = "missed"
    PAUSED = "paused"


class When(StrEnum):
    """When a dose that is recorded after the fact was injected, in the patient's answer."""

    NOW = "now"
    ON_TIME = "due"


@dataclass(frozen=True)
class Dose:
    """One due injection. Instants are aware UTC; `phase` and `number` count from 1, phase 0 is before the plan.

    `latest` ends its due window where the clinician gave a range; None where it is due at a moment.
    `closes` is when the bot stops asking, a rule of ours about messages, not about medicine.
    """

    id: int
    phase: int
    number: int
    due: datetime
    closes: datetime
    state: State = State.OPEN
    taken_at: datetime | None = None
    recorded_at: datetime | None = None
    latest: datetime | None = None

    @property
    def window_end(self) -> datetime:
        """From when on it counts as late."""
        return self.latest or self.due


@dataclass(frozen=True)
class Taken:
    """Recorded just now as had."""

    dose: Dose


@dataclass(frozen=True)
class Amended:
    """The time of a record was corrected to the due time."""

    dose: Dose


@dataclass(frozen=True)
class Skipped:
    """Recorded just now as skipped, as the patient says."""

    dose: Dose


@dataclass(frozen=True)
class Already:
    """It was recorded before, and that record stands."""

    dose: Dose


@dataclass(frozen=True)
class TooSoon:
    """It is not due yet: the patient is asked whether it was really this one."""

    dose: Dose


@dataclass(frozen=True)
class Closed:
    """It was due long ago: the patient is asked when it was had."""

    dose: Dose


@dataclass(frozen=True)
class Reopened:
    """The last record was taken back."""

    dose: Dose


Outcome = Taken | Amended | Skipped | Already | TooSoon | Closed | Reopened

# The patient may tap a little ahead of the reminder without being asked back.
EARLY = timedelta(hours=1)
LATE = timedelta(hours=1)
# A mis-tap can be taken back for a day (hazard H14).
UNDO_FOR = timedelta(days=1)


def take(dose: Dose, now: datetime, when: When | None = None) -> Taken | Amended | Already | TooSoon | Closed:
    """Record the injection as had. `when` is the patient's answer where the bot had to ask back.

    A record of this last day whose time was the tap's may be corrected to the due time.
    """
    if when is When.ON_TIME and dose.state is State.TAKEN and _fresh(dose, now):
        return Amended(replace(dose, taken_at=dose.due))
    if dose.state in (State.TAKEN, State.SKIPPED):
        return Already(dose)
    if when is None and now < dose.due - EARLY:
        return TooSoon(dose)
    if when is None and dose.state is not State.OPEN:
        return Closed(dose)
    taken_at = dose.due if when is When.ON_TIME else now
    return Taken(replace(dose, state=State.TAKEN, taken_at=taken_at, recorded_at=now))


def skip(dose: Dose, now: datetime) -> Skipped | Already:
    """Record that the patient leaves this one out; no reason is asked, and the plan stays as it is."""
    if dose.state in (State.TAKEN, State.SKIPPED):
        return Already(dose)
    return Skipped(replace(dose, state=State.SKIPPED, recorded_at=now))


def undo(dose: Dose, now: datetime) -> Reopened | Already:
    """Take the last record back within a day of making it; later it stands."""
    if not _fresh(dose, now):
        return Already(dose)
    before = State.OPEN if now < dose.closes else State.MISSED
    return Reopened(replace(dose, state=before, taken_at=None, recorded_at=None))


def is_late(dose: Dose) -> bool:
    """Whether the time on record is so far past its due window that the patient is offered to correct it."""
    return dose.taken_at is not None and dose.taken_at - dose.window_end > LATE


def _fresh(dose: Dose, now: datetime) -> bool:
    return dose.recorded_at is not None and now - dose.recorded_at <= UNDO_FOR


def pass_by(dose: Dose, paused: bool) -> Dose:
    """The dose once its window is over and nothing was recorded."""
    return replace(dose, state=State.PAUSED if paused else State.MISSED)
