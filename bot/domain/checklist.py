"""The questions to put to the clinician, what was answered, and which are still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Item(StrEnum):
    """One question, in the order in which they are asked (source: the source article's five; clinical.md 1.12)."""

    PHASE = "phase"
    STRENGTH = "strength"
    SCHEDULE = "schedule"
    MONITORING = "monitoring"
    CAUSE = "cause"
    FORM = "form"
    ROUTE = "route"
    LATE = "late"
    TIMELINE = "timeline"
    SIGNS = "signs"
    ALLERGIES = "allergies"
    STORAGE = "storage"
    HOW_LONG = "how_long"


CORE = (Item.PHASE, Item.STRENGTH, Item.SCHEDULE, Item.MONITORING, Item.CAUSE)
MORE = tuple(item for item in Item if item not in CORE)


class Status(StrEnum):
    """Where a question stands."""

    ANSWERED = "answered"
    TO_ASK = "to_ask"
    ASKED = "asked"


@dataclass(frozen=True)
class Answer:
    """What was said: the codes of the offered answers that were picked, and words of the patient's own.

    PHASE: a PhaseKind in `picked`, what ends it in `words`. STRENGTH: `words` is str(Amount). SCHEDULE: as written.
    """

    picked: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True)
class Entry:
    """One question as it stands since the instant `at`; `by` is who answered, if the patient said so."""

    item: Item
    status: Status
    at: datetime
    answer: Answer | None = None
    by: str | None = None


@dataclass(frozen=True)
class Visit:
    """The next appointment: its instant, and with whom, if that was said.

    Where the time of day is not known, `timed` is False and `at` is noon of the day: no other instant stays on that day
    in almost every zone that the patient may move to. That noon is never shown, and nothing is counted from it.
    """

    id: int
    at: datetime
    whom: str | None = None
    timed: bool = True


@dataclass(frozen=True)
class OwnQuestion:
    """A question in the patient's own words that waits for a visit, since the instant `at`."""

    id: int
    words: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """All that waits for a visit: the questions that are open, and the patient's own."""

    items: tuple[Item, ...]
    own: tuple[OwnQuestion, ...] = ()

    def __len__(self) -> int:
        return len(self.items) + len(self.own)


# more than that no visit has time for
MOST_OWN = 20
# as much as stands on a page
LONGEST_OWN = 300

Checklist = Mapping[Item, Entry]


def is_open(checklist: Checklist, item: Item) -> bool:
    """Whether the question waits for an answer: noted to be asked, or asked without an answer.

    One of the five that was never looked at is open too; one of the others is not.
    """
    entry = checklist.get(item)
    return item in CORE if entry is None else entry.status is not Status.ANSWERED


def open_items(checklist: Checklist) -> tuple[Item, ...]:
    """The questions still open, in their order."""
    return tuple(item for item in Item if is_open(checklist, item))


def newest(entries: Iterable[Entry]) -> dict[Item, Entry]:
    """The checklist as it stands, from all entries, oldest first."""
    return {entry.item: entry for entry in entries}
