"""A prescription as it was written, taken apart: phases in FHIR's words of Timing, and why the bot asks back."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from bot.domain.regimen import Route


class Measure(StrEnum):
    """What a dose is counted in: medicine, or whole containers whose strength only the label tells."""

    MCG = "mcg"
    MG = "mg"
    AMPOULE = "ampoule"
    VIAL = "vial"


class TimeUnit(StrEnum):
    """FHIR's units of time."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


@dataclass(frozen=True)
class WrittenDose:
    """So much in one injection: a positive number of what it is counted in."""

    value: Decimal
    unit: Measure


@dataclass(frozen=True)
class Timing:
    """How often: `frequency` times in every `period` units; "every 2 to 3 months" has a `period_most` of 3.

    `weekdays` (Monday is 0) only with weeks; `at` are wall-clock times of day, where they were written.
    """

    frequency: int
    period: int
    unit: TimeUnit
    frequency_most: int | None = None
    period_most: int | None = None
    weekdays: tuple[int, ...] = ()
    at: tuple[time, ...] = ()


@dataclass(frozen=True)
class Span:
    """How long: so many units; "1-2 weeks" has a `most` of 2."""

    length: int
    unit: TimeUnit
    most: int | None = None


@dataclass(frozen=True)
class WrittenPhase:
    """One stretch. At most one of `count`, `lasting`, `until` and `until_review` says when it ends; none: nothing does.

    `count` is a number of injections ("6 to 7" has a `count_most`); `until` is its last day; `for_life` says that the
    words named no end on purpose. `dose` is None only where the reader knew the amount from elsewhere.
    """

    dose: WrittenDose | None
    timing: Timing
    route: Route = Route.UNKNOWN
    count: int | None = None
    count_most: int | None = None
    lasting: Span | None = None
    until: date | None = None
    until_review: bool = False
    for_life: bool = False


class Why(StrEnum):
    """Why the bot asks back instead of guessing."""

    NOTHING = "nothing in it is a prescription"
    NO_AMOUNT = "no amount"
    NO_FREQUENCY = "no frequency"
    NO_END = "a phase that others follow has no end"
    UNCLEAR_AMOUNT = "an amount that can be read in two ways"
    UNUSUAL_AMOUNT = "an amount that no label states"
    VOLUME = "a volume, which is no amount of medicine"
    UNCLEAR_FREQUENCY = "a frequency that can be read in two ways"
    UNUSUAL_FREQUENCY = "a frequency that no label states"
    UNCLEAR_RANGE = "a range that fits nowhere"
    UNCLEAR_END = "an end that can be read in two ways"
    NOT_POSITIVE = "a number that is zero or negative"
    TOO_LONG = "too long"
    DAILY = "an injection every day, or more than one"


@dataclass(frozen=True)
class Written:
    """What was understood. `unused` are the pieces of the text, as written, that say nothing about the schedule to us.

    With `check` the whole is read back and that is asked before anything is made of it.
    """

    phases: tuple[WrittenPhase, ...]
    unused: tuple[str, ...] = ()
    check: Why | None = None


@dataclass(frozen=True)
class AskBack:
    """A question back; `quote` is the piece of the text that it is about, as written, "" where it is the whole."""

    why: Why
    quote: str = ""
