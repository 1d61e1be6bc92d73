"""A prescription as a clinician told it: phases in order, each with its dose, its rhythm and its end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.amount import Amount


class PhaseKind(StrEnum):
    """What the clinician called the phase; `unnamed` where nobody said."""

    REPLETION = "repletion"
    MAINTENANCE = "maintenance"
    UNNAMED = "unnamed"


class Period(StrEnum):
    """A unit of recurrence, in FHIR's letters; all are counted on the patient's wall calendar."""

    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"


class Route(StrEnum):
    """How the clinician said it is given."""

    INTRAMUSCULAR = "im"
    SUBCUTANEOUS = "subcut"
    UNKNOWN = "unknown"


class Counting(StrEnum):
    """What the clinician said of a late injection's followers: their dates stay, or count from the one given."""

    CALENDAR = "calendar"
    INJECTION = "injection"
    UNKNOWN = "unknown"


class Injector(StrEnum):
    """Who gives the injection: the patient or somebody at home, or a clinic by appointment."""

    PATIENT = "patient"
    CLINIC = "clinic"


@dataclass(frozen=True)
class Repeat:
    """Every `every` periods, or "every 3 to 4": then `most` is the 4. `weekdays` (Monday is 0) only with weeks."""

    every: int
    period: Period
    weekdays: tuple[int, ...] = ()
    most: int | None = None


@dataclass(frozen=True)
class AfterCount:
    """The phase ends with its Nth injection; with `most`, "6 to 7", what is beyond the lesser number is optional."""

    injections: int
    most: int | None = None


@dataclass(frozen=True)
class OnDate:
    """The phase ends with this day, itself included."""

    last_day: date


@dataclass(frozen=True)
class AfterSpan:
    """The phase lasts so many periods from its first injection; with `most`, "2 to 3 weeks", the rest is optional."""

    length: int
    period: Period
    most: int | None = None


@dataclass(frozen=True)
class UntilReview:
    """The phase goes on until the clinician reviews it, on `review` where a day was named; none follows unasked."""

    review: date | None = None


End = AfterCount | OnDate | AfterSpan | UntilReview


@dataclass(frozen=True)
class Phase:
    """One stretch of the prescription.

    `at` are wall-clock times of day. `start` is the day of its first injection; None while that hangs on a review.
    `late` is what to do when one is late, in the clinician's words; None where the patient does not know it yet.
    """

    kind: PhaseKind
    dose: Amount
    repeat: Repeat
    at: tuple[time, ...]
    start: date | None
    end: End
    counting: Counting = Counting.UNKNOWN
    late: str | None = None

    @property
    def counts_from_injection(self) -> bool:
        """Whether each date hangs on when the one before was given: never with weekdays, or several times a day."""
        return self.counting is Counting.INJECTION and len(self.at) == 1 and not self.repeat.weekdays


@dataclass(frozen=True)
class Label:
    """What the product's label says, each number in its own field; None where the patient left it open."""

    text: str | None = None
    per_ml: Amount | None = None
    per_ampoule: Amount | None = None
    per_vial: Amount | None = None


@dataclass(frozen=True)
class Regimen:
    """A prescription as told: the medicine in the patient's words, its label, its route and its phases in order."""

    medicine: str
    label: Label
    route: Route
    phases: tuple[Phase, ...]
    injector: Injector = Injector.PATIENT


def place(local: datetime, zone: str) -> datetime:
    """The instant (aware, UTC) of a naive wall-clock time in an IANA zone.

    A time that a DST gap swallows moves forward by the gap; a time that happens twice is taken the first time:
    both are what fold=0 means to zoneinfo.
    """
    return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall(instant: datetime, zone: str) -> datetime:
    """The naive wall-clock time of an instant in an IANA zone."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def review_days(regimen: Regimen) -> list[tuple[int, date]]:
    """The phases (from 1) that go on until a review whose day is known, with that day."""
    named = ((number, phase.end) for number, phase in enumerate(regimen.phases, start=1))
    return [(number, end.review) for number, end in named if isinstance(end, UntilReview) and end.review is not None]
