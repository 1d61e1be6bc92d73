"""A message on its way: what it tells, whom, which rows it stands for, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.checklist import Visit, Waiting
from bot.domain.injection import Injection
from bot.domain.nudge import Kind
from bot.domain.patient import Patient
from bot.domain.regimen import Regimen


class Result(StrEnum):
    """What became of a message that was sent."""

    SENT = "sent"
    LATER = "later"
    UNSURE = "unsure"
    GONE = "gone"
    BROKEN = "broken"


@dataclass(frozen=True)
class Remind:
    """A dose is due. `nth` counts its reminders from 1; `late` says that we were held up.

    `past` says that the dose is past its due window by now; where a clinic injects, it is asked about later anyway.
    """

    injection: Injection
    nth: int
    late: bool
    past: bool = False


@dataclass(frozen=True)
class Missed:
    """A dose's window is over and nothing was recorded; `coming` is the patient's next one."""

    injection: Injection
    coming: Injection | None


@dataclass(frozen=True)
class Away:
    """Several doses whose windows passed while the patient could not be told, oldest first, in one message."""

    injections: tuple[Injection, ...]
    coming: Injection | None


@dataclass(frozen=True)
class Ahead:
    """A dose is to come: in so many `weeks`, to book an appointment; tomorrow where that is None."""

    injection: Injection
    weeks: int | None


@dataclass(frozen=True)
class Review:
    """The review day of that phase (from 1) has come."""

    regimen: Regimen
    phase: int


@dataclass(frozen=True)
class Visiting:
    """A visit: tomorrow, today, or over (`when` is VISIT_BEFORE, VISIT_DAY or VISIT_AFTER), and the open questions."""

    when: Kind
    visit: Visit
    waiting: Waiting


@dataclass(frozen=True)
class OpenQuestions:
    """Questions are open, at a phase's end or on a review day, and no visit is noted."""

    waiting: Waiting


@dataclass(frozen=True)
class Ending:
    """The last day, or the review day, of that phase (from 1) of that version comes in so many `days`."""

    version: int
    regimen: Regimen
    phase: int
    day: date
    days: int


@dataclass(frozen=True)
class AskReaction:
    """Some minutes after that injection, one of the first of its product: whether anything is noticed."""

    injection: Injection


@dataclass(frozen=True)
class AskCheckIn:
    """The time for a check-in has come; so many `symptoms` are followed."""

    symptoms: int


@dataclass(frozen=True)
class AskImprovement:
    """Whether there is any improvement so far; `about` is the key of this question, by which its answer is known.

    The plan and its phase (from 1), where that phase is over or under review; None where the clinician told the time.
    """

    regimen: Regimen | None
    phase: int | None
    about: str


Prompt = AskReaction | AskCheckIn | AskImprovement
Telling = Remind | Missed | Away | Ahead | Review | Visiting | OpenQuestions | Ending | Prompt


@dataclass(frozen=True)
class Outgoing:
    """A message to word and send, which settles all of `nudges`. `owner` names the claim that it stems from.

    `repeat` says that it may have arrived once already; `earlier` are the ids of its doses' messages so far.
    """

    nudges: tuple[int, ...]
    owner: str
    patient: Patient
    telling: Telling
    repeat: bool
    earlier: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """What became of a message at `at`; `again_at` where Telegram said when to try again."""

    outgoing: Outgoing
    result: Result
    at: datetime
    message_id: int | None = None
    again_at: datetime | None = None


@dataclass(frozen=True)
class Batch:
    """What one claim brought: how many rows, the messages to send, and the rows that could not be handled, with why.

    `more` is whether others may be due beside them: as many came as were asked for.
    """

    claimed: int = 0
    outgoing: tuple[Outgoing, ...] = ()
    unfit: tuple[tuple[int, Exception], ...] = ()
    more: bool = False
