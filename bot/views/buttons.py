"""What a button means."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.dose import When
from bot.domain.nudge import Later


@dataclass(frozen=True)
class Action:
    """Base of all actions; `code` is its short name."""

    code: ClassVar[str] = ""


@dataclass(frozen=True)
class Take(Action):
    """I had this injection."""

    code = "t"
    dose: int


@dataclass(frozen=True)
class TakeWhen(Action):
    """I had it, at the due time or just now: the answer to "when?"."""

    code = "tw"
    dose: int
    when: When


@dataclass(frozen=True)
class Skip(Action):
    """I leave this one out. Asked back once."""

    code = "s"
    dose: int
    sure: int = 0


@dataclass(frozen=True)
class LaterMenu(Action):
    """Show the choices of later."""

    code = "lm"
    dose: int


@dataclass(frozen=True)
class RemindLater(Action):
    """Remind me again then."""

    code = "l"
    dose: int
    choice: Later


@dataclass(frozen=True)
class Undo(Action):
    """That record was a mistake."""

    code = "u"
    dose: int


@dataclass(frozen=True)
class Help(Action):
    """Warning signs: where to get help now."""

    code = "h"


class Place(StrEnum):
    """The screens that a button can lead to."""

    TODAY = "today"
    NEXT = "next"
    SCHEDULE = "schedule"
    PAUSE = "pause"
    RESUME = "resume"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    EXPORT = "export"
    DELETE = "delete"
    MENU = "menu"
    QUESTIONS = "questions"
    ITEMS = "items"
    VISIT = "visit"
    SEND = "send"
    TONGUES = "tongues"
    CHECK_IN = "check-in"
    ASK = "ask"
    OWN = "own"


@dataclass(frozen=True)
class Go(Action):
    """Show that screen."""

    code = "g"
    place: Place


@dataclass(frozen=True)
class Adult(Action):
    """I am 18 or over; the language chosen so far travels in the button, since nothing is stored yet."""

    code = "ad"
    language: str


@dataclass(frozen=True)
class TooYoung(Action):
    """I am under 18."""

    code = "yo"
    language: str


@dataclass(frozen=True)
class Intro(Action):
    """Show the introduction in that language."""

    code = "in"
    language: str


@dataclass(frozen=True)
class Agree(Action):
    """I agree to this version of the consent text."""

    code = "ok"
    version: str
    language: str


@dataclass(frozen=True)
class Decline(Action):
    """I do not agree."""

    code = "no"
    language: str


@dataclass(frozen=True)
class Answer(Action):
    """The answer `value` to the question that the draft of `script` showed at `revision`."""

    code = "a"
    script: str
    revision: int
    value: str


@dataclass(frozen=True)
class Back(Action):
    """Take the last answer back."""

    code = "b"
    script: str
    revision: int


@dataclass(frozen=True)
class Park(Action):
    """Continue later."""

    code = "p"
    script: str


@dataclass(frozen=True)
class Drop(Action):
    """Cancel: forget the answers so far. Asked back once."""

    code = "x"
    script: str
    sure: int = 0


@dataclass(frozen=True)
class Resume(Action):
    """Go on where I was."""

    code = "r"
    script: str


@dataclass(frozen=True)
class Begin(Action):
    """Start that dialogue, or offer to go on with it; with `anew` its answers so far are dropped."""

    code = "n"
    script: str
    anew: int = 0


@dataclass(frozen=True)
class Discreet(Action):
    """Name the medicine in reminders (0) or not (1)."""

    code = "d"
    on: int


@dataclass(frozen=True)
class Speak(Action):
    """Speak that language from now on."""

    code = "sp"
    language: str


@dataclass(frozen=True)
class Erase(Action):
    """Yes, delete everything; asked at so many seconds since 1970."""

    code = "er"
    asked: int


@dataclass(frozen=True)
class EndPlan(Action):
    """End that version of the schedule. Asked back once."""

    code = "ep"
    version: int
    sure: int = 0


@dataclass(frozen=True)
class UndoChange(Action):
    """Take that change to the schedule back; for a day."""

    code = "uc"
    change: int
