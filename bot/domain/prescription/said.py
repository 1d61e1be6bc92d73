"""What a piece of a prescription may say, and the words of a piece by the places of its pattern."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.prescription.reading import Piece, Whole
from bot.domain.regimen import Route
from bot.domain.written import Span, TimeUnit, Timing, WrittenDose

ONE: Whole = (1, None)
_WHOLES = ("n", "period", "length", "span", "count", "often")
_UNITS = ("unit", "units", "short", "ly")


@dataclass(frozen=True)
class Rhythm:
    """How often; `counted` where a number of times was said ("once a week"), not only an interval ("weekly")."""

    timing: Timing
    counted: bool = False


@dataclass(frozen=True)
class Ending:
    """How long; its fields are those of WrittenPhase."""

    count: int | None = None
    count_most: int | None = None
    lasting: Span | None = None
    until: date | None = None
    until_review: bool = False
    for_life: bool = False


@dataclass(frozen=True)
class Doses:
    """ "6 injections", or, `marked`, "x 6": how many in all, unless it says how many each time."""

    count: int
    most: int | None
    marked: bool


@dataclass(frozen=True)
class Clocks:
    """Times of day."""

    at: tuple[time, ...]


@dataclass(frozen=True)
class Break:
    """Where a new phase may begin, or, where `sure`, does."""

    sure: bool


@dataclass(frozen=True)
class Beside:
    """Nothing about the schedule that we know of; `unknown` where it may name another medicine."""

    unknown: bool


Said = WrittenDose | Rhythm | Ending | Doses | Clocks | Route | Break | Beside


class Words:
    """What stands at each place of a piece; `grouping` is the sign that surely groups thousands in its language."""

    def __init__(self, piece: Piece, grouping: str) -> None:
        self._said = piece.said
        self.grouping = grouping

    def __contains__(self, name: str) -> bool:
        return any(name == known for known, _ in self._said)

    def all(self, name: str) -> list[object]:
        """Everything that stands at places of that name, in order."""
        return [value for known, value in self._said if known == name]

    def text(self, name: str) -> str:
        """The first that stands at a place of that name."""
        return str(self.all(name)[0])

    @property
    def wholes(self) -> list[Whole]:
        """Each number and range that is no amount."""
        return [value for known, value in self._said if known in _WHOLES and isinstance(value, tuple)]

    @property
    def unit(self) -> TimeUnit:
        """The unit of time in it."""
        return TimeUnit(next(str(value) for known, value in self._said if known in _UNITS))

    def whole(self, *names: str) -> Whole:
        """The first number or range at places of these names; 1 where none is."""
        return next((v for known, v in self._said if known in names and isinstance(v, tuple)), ONE)
