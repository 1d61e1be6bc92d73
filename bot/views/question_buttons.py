"""What a button about a question, or the page that answers it, means."""

from dataclasses import dataclass

from bot.domain.pages import Theme
from bot.views.buttons import Action


@dataclass(frozen=True)
class ShowTheme(Action):
    """Show the topics of that theme."""

    code = "kt"
    theme: Theme


@dataclass(frozen=True)
class ShowPage(Action):
    """Show the page of that topic."""

    code = "kp"
    topic: str


@dataclass(frozen=True)
class ShowSources(Action):
    """Show what the page of that topic rests on."""

    code = "ks"
    topic: str


@dataclass(frozen=True)
class Rate(Action):
    """The page of that topic helped (1), or did not (0)."""

    code = "kr"
    topic: str
    helpful: int


@dataclass(frozen=True)
class KeepTopic(Action):
    """Keep the question of that topic for my visit."""

    code = "kk"
    topic: str


@dataclass(frozen=True)
class KeepWords(Action):
    """Keep what I typed, which the tapped message quotes, as a question for my visit."""

    code = "kw"


@dataclass(frozen=True)
class NoneOfThese(Action):
    """No page that was offered answers it."""

    code = "kn"


@dataclass(frozen=True)
class PassOn(Action):
    """Pass what I typed on to those who write the pages, without my name. Asked back once."""

    code = "ko"
    sure: int = 0


@dataclass(frozen=True)
class AsAnswer(Action):
    """What I typed was the answer to the question that was in hand at that revision."""

    code = "ka"
    revision: int


@dataclass(frozen=True)
class AskOwn(Action):
    """Let me type a question of my own for the visit."""

    code = "kq"


@dataclass(frozen=True)
class Settle(Action):
    """That question of my own waits no more."""

    code = "kd"
    question: int
