"""A page of the knowledge base: what it is asked with, what it answers, and what each paragraph of it rests on."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Theme(StrEnum):
    """What pages are about, in the order in which it is offered."""

    BASICS = "basics"
    PLAN = "plan"
    TIMING = "timing"
    INJECTING = "injecting"
    SUPPLIES = "supplies"
    PROGRESS = "progress"
    EFFECTS = "effects"
    LIFE = "life"
    TESTS = "tests"
    BOT = "bot"


class Offer(StrEnum):
    """What can be done next: keep the question for the visit, see the warning signs, see one's own plan."""

    VISIT = "visit"
    SIGNS = "signs"
    PLAN = "plan"


# In the place of a source: the paragraph states nothing, it says whom to ask.
ASK = "ask"
_FENCE = "+++\n"
_MARKED = re.compile(r"(?P<text>.+?)\s*\[(?P<sources>[a-z0-9-]+(?:, [a-z0-9-]+)*)\]", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Source:
    """What a fact was taken from; `date` is its own, as a year, a month or a day in ISO 8601.

    One that bears none was `seen` at that date.
    """

    id: str
    name: str
    date: str
    seen: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Some sentences, and the ids of what they rest on; none where they only say whom to ask."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One topic in one language. `signs_first`: it touches what may need help, so the warning signs stand above it."""

    topic: str
    title: str
    theme: Theme
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[Source, ...]
    phrasings: tuple[str, ...]
    related: tuple[str, ...]
    offers: tuple[Offer, ...]
    review_due: date
    signs_first: bool = False


def page(topic: str, written: str) -> Page:
    """The page as its file has it: TOML between two lines of +++, then the answer.

    ValueError, with the topic, where something is missing, or a paragraph does not say what it rests on.
    """
    try:
        _, head, body = written.split(_FENCE, 2)
        return _page(topic, tomllib.loads(head), body)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{topic}: {error}") from error


def _page(topic: str, head: Mapping[str, Any], body: str) -> Page:
    sources = tuple(_source(one) for one in head["sources"])
    paragraphs = tuple(_paragraph(part) for part in body.strip().split("\n\n"))
    told, used = {one.id for one in sources}, {id for one in paragraphs for id in one.sources}
    if told != used:
        raise ValueError(f"sources that are named on one side only: {', '.join(sorted(told ^ used))}")
    return Page(
        topic=topic,
        title=head["title"],
        theme=Theme(head["theme"]),
        paragraphs=paragraphs,
        sources=sources,
        phrasings=tuple(head["phrasings"]),
        related=tuple(head["related"]),
        offers=tuple(map(Offer, head["offers"])),
        review_due=head["review_due"],
        signs_first=head.get("signs_first", False),
    )


def _source(told: Mapping[str, Any]) -> Source:
    source = Source(**told)
    if not (source.name and _DATE.fullmatch(source.date)):
        raise ValueError(f"{source.id} has no name or no date")
    return source


def _paragraph(written: str) -> Paragraph:
    # a space that may not break stays one: 1 000 is a number
    marked = _MARKED.fullmatch(re.sub(r"[ \n]+", " ", written).strip())
    if marked is None:
        raise ValueError(f"a paragraph does not say what it rests on: {written[:40]}")
    ids = marked["sources"].split(", ")
    return Paragraph(marked["text"], tuple(id for id in ids if id != ASK))
