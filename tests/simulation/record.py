"""What happened in a simulated world, in order: all that the checker may know."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a message that came unasked is for, told by its buttons."""

    REMIND = "remind"
    CLOSE = "close"
    AWAY = "away"
    ENDING = "ending"
    QUESTIONS = "questions"
    REACTION = "reaction"
    CHECK_IN = "check-in"
    IMPROVEMENT = "improvement"
    OTHER = "other"


class Outcome(StrEnum):
    """What the bot could learn of a message that it sent."""

    SENT = "sent"
    REFUSED = "refused"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Try:
    """One message that the bot tried to send unasked.

    One about the end of a phase names it in `phase`, by its plan's version and its number, and in `days` when that is.
    One that asks how the person feels names the dose or the key that it is about in `about`; it is no reminder.
    `seq` is its place in the order of all that happened, `began` that of the tick it belongs to; `repeat` says that
    it is worded as the same again; `arrived` that the person saw it.
    """

    seq: int
    began: int
    at: datetime
    chat: int
    doses: tuple[int, ...]
    kind: Kind
    repeat: bool = False
    outcome: Outcome = Outcome.SENT
    arrived: bool = True
    title: str = ""
    phase: tuple[int, int] = (0, 0)
    days: int = 0
    about: str = ""

    def __str__(self) -> str:
        words = (
            self.kind,
            "again" if self.repeat else "",
            self.outcome,
            "" if self.arrived else "(not seen)",
            self.title,
        )
        return f"[{self.at:%Y-%m-%d %H:%M:%S} chat {self.chat} dose {self.doses} {' '.join(filter(None, words))}]"


@dataclass(frozen=True)
class Noted:
    """One event in the record of a dose, as soon as it could be read; `closes` is its window's end as of then."""

    seq: int
    at: datetime
    chat: int
    dose: int
    kind: str
    closes: datetime


@dataclass(frozen=True)
class Wish:
    """What a person said about a dose, handled between `first` and `last`: not `done` where the program died of it."""

    first: int
    last: int
    at: datetime
    chat: int
    dose: int
    action: str
    done: bool = True


@dataclass(frozen=True)
class Standing:
    """How a patient's settings were from then on."""

    seq: int
    at: datetime
    chat: int
    zone: str
    quiet_from: str
    quiet_to: str
    paused_from: datetime | None = None
    paused_until: datetime | None = None


@dataclass(frozen=True)
class Span:
    """A time in which the bot could not reach somebody: nobody where `chat` is None."""

    start: datetime
    end: datetime
    why: str
    chat: int | None = None


@dataclass(frozen=True)
class DoseFact:
    """A dose as it stands in the end."""

    id: int
    chat: int
    regimen: int
    phase: int
    number: int
    due: datetime
    closes: datetime
    state: str


@dataclass(frozen=True)
class PlanFact:
    """A plan; `counts` are the injections of its phases, None where one goes on until review."""

    id: int
    chat: int
    counts: tuple[int | None, ...]
    ended: datetime | None = None


@dataclass
class Record:
    """Everything, in order."""

    began: datetime
    ended: datetime
    tries: list[Try] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    # chat and instant of all that people said and tapped
    spoken: list[tuple[int, datetime]] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    doses: list[DoseFact] = field(default_factory=list)
    plans: list[PlanFact] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def of_dose(self, dose: int) -> list[Try]:
        """The messages about a dose, in order."""
        return [one for one in self.tries if dose in one.doses]

    def history(self, dose: int) -> list[Noted]:
        """What was noted about a dose, in order."""
        return [one for one in self.noted if one.dose == dose]
