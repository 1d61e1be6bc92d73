"""What a button about how the patient feels means."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.symptoms import Improvement, Reaction, Sign
from bot.views.buttons import Action


@dataclass(frozen=True)
class HowAfter(Action):
    """Ask how I feel after this injection: below the tapped message, or (1) in its place."""

    code = "ha"
    dose: int
    here: int = 0


@dataclass(frozen=True)
class React(Action):
    """That is what I notice after this injection."""

    code = "re"
    dose: int
    answer: Reaction


@dataclass(frozen=True)
class ShowImprovement(Action):
    """Ask whether there is any improvement so far: the question of that key, "" where none asked by itself."""

    code = "is"
    about: str


@dataclass(frozen=True)
class Improved(Action):
    """Whether there is any, in answer to the question of that key."""

    code = "im"
    answer: Improvement
    about: str


@dataclass(frozen=True)
class AskWhy(Action):
    """No improvement: note it as a question for my visit."""

    code = "iq"


class When(StrEnum):
    """The answers to "Is this happening now?"; MEANT: the words were the answer to the question in hand."""

    NOW = "now"
    NO = "no"
    BEFORE = "before"
    MEANT = "meant"


@dataclass(frozen=True)
class Happening(Action):
    """Whether that sign is there now; `revision` is the question that was in hand when it was typed, 0 for none."""

    code = "hp"
    sign: Sign
    when: When
    revision: int
