"""The engine of dialogues: a script that asks in order, and its replay from the raw answers."""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from bot.domain.closest import fold
from bot.domain.regimen import wall
from bot.i18n import Translator
from bot.places import Places
from bot.views.screen import Prompt

T = TypeVar("T")

# What is typed counts as the beginning of a label from so many letters on.
SHORTEST_LABEL = 4
# stands before the name of an answer that was filled in, not said to its question: Back passes over it
FILLED = "~"


@dataclass(frozen=True)
class Scene:
    """What a script may know: the language, what was frozen at its start, the time, the atlas, countries by name."""

    t: Translator
    known: Mapping[str, Any]
    now: datetime
    places: Places
    countries: Mapping[str, str]

    @property
    def today(self) -> date:
        """The patient's day, in the zone that was known at the start."""
        return wall(self.now, self.known.get("zone") or "UTC").date()


@dataclass(frozen=True)
class Again:
    """What was said is no answer yet; the prompt says what to do."""

    prompt: Prompt


@dataclass(frozen=True)
class Redraw:
    """A tap that changes only what the question shows."""

    prompt: Prompt


@dataclass(frozen=True)
class Jump:
    """Forget the answers to the questions whose names start so, take these instead, and keep all others.

    A prefix that starts with FILLED forgets only what was filled in.
    """

    prefixes: tuple[str, ...]
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question(Generic[T]):
    """One question. `keep` writes a parsed answer so that it parses the same at any later time.

    `since` is for one that came into a script late: where the question that it names was answered before, the raw
    answer beside it counts here, so that an older draft goes on where it was.
    """

    name: str
    prompt: Prompt
    parse: Callable[[str], T | Again | Redraw | Jump]
    keep: Callable[[T], str] | None = None
    since: tuple[str, str] | None = None


Play = Generator[Question[Any], Any, T]


@dataclass(frozen=True)
class Asking:
    """The replay stopped here; `asked` are the names of the questions that were answered by a word or a tap."""

    question: Question[Any]
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Done(Generic[T]):
    """The script has come to its end."""

    outcome: T


def replay(play: Play[T], answers: Iterable[tuple[str, str]]) -> Asking | Done[T]:
    """Give the script the answers by their question's name, until one is missing or no longer fits."""
    known = dict(answers)
    asked: list[str] = []
    try:
        question = next(play)
        while True:
            value = _value(question, known)
            if isinstance(value, Again | Redraw | Jump):
                return Asking(question, tuple(asked))
            if question.name in known:
                asked.append(question.name)
            question = play.send(value)
    except StopIteration as end:
        return Done(end.value)


def _value(question: Question[Any], known: Mapping[str, str]) -> Any:
    said = known.get(question.name, known.get(FILLED + question.name))
    if said is None and question.since is not None and question.since[0] in known:
        said = question.since[1]
    return Again(question.prompt) if said is None else question.parse(said)


def answered(question: Question[Any], value: Any, said: str, answers: Iterable[tuple[str, str]]) -> Any:
    """The answers with this one added, or put in place of an older one of the same question."""
    raw = said if question.keep is None else question.keep(value)
    others = ((name, old) for name, old in answers if name.removeprefix(FILLED) != question.name)
    return (*others, (question.name, raw))


def without(prefixes: Iterable[str], answers: Iterable[tuple[str, str]]) -> Any:
    """The answers but for those to questions whose names start so."""
    starts = tuple(prefixes)
    return tuple(
        (name, raw)
        for name, raw in answers
        if not (name.startswith(starts) or name.removeprefix(FILLED).startswith(starts))
    )


def picked(prompt: Prompt, said: str, t: Translator) -> str:
    """The value of the offered answer that was typed, even if only its beginning or a plain yes; else what was said."""
    typed = fold(said)
    labels = {fold(choice.label): choice.value for row in prompt.rows for choice in row}
    starting = [value for label, value in labels.items() if label.startswith(typed)]
    for word in ("yes", "no"):
        if word in labels.values() and typed in map(fold, t.words.replies[word]):
            return word
    if len(typed) < SHORTEST_LABEL:
        return said
    return labels.get(typed) or (starting[0] if len(starting) == 1 else said)
