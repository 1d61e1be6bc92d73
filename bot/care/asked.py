"""What was asked of the pages: how helpful they were, and what none of them answered. Who asked is kept nowhere."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.care.door import Session
from bot.domain.passing_on import anonymous
from bot.storage import questions

# of more questions that were passed on, the oldest go
MOST = 1000


@dataclass(frozen=True)
class Helpful:
    """How often the page of a topic was found helpful in a language, and how often not."""

    topic: str
    language: str
    yes: int
    no: int


@dataclass(frozen=True)
class Unanswered:
    """A question that no page answered, in which language, and the day (UTC) on which it was passed on."""

    words: str
    language: str
    day: date


@dataclass(frozen=True)
class Asked:
    """All of it: pages with the most complaints first, questions newest first."""

    helpful: tuple[Helpful, ...]
    unanswered: tuple[Unanswered, ...]


def rate(session: Session, topic: str, language: str, *, helpful: bool) -> None:
    """One more person found this page helpful, or not."""
    questions.count(session, topic, language, helpful=helpful)


def pass_on(session: Session, words: str, language: str, now: datetime) -> None:
    """Keep a question for those who write the pages; nothing tells who asked."""
    questions.pass_on(session, anonymous(words), language, now.date(), MOST)


def look(session: Session) -> Asked:
    """What there is to learn from."""
    return Asked(
        tuple(Helpful(row.topic, row.language, row.yes, row.no) for row in questions.counts(session)),
        tuple(Unanswered(row.words, row.language, row.day) for row in questions.unanswered(session)),
    )
