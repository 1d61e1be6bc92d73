"""Which curated page answers a question: one, a choice of three, or none.

What a text is like is learned from written phrasings (bot/matching); what follows from that is decided here, by fixed
thresholds (docs/questions.md). A page is shown as it was written, and nothing is inferred about the person.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# What a text can be like beside a topic: asking for a dose, asking something else, telling rather than asking.
DOSE, OUTSIDE, STATEMENT = "?dose", "?outside", "?statement"
ELSEWHERE = (DOSE, OUTSIDE, STATEMENT)
OFFERED = 3

# How far (about 0 to 1) a text is like each topic, and each of ELSEWHERE.
Likeness = Mapping[str, float]
Judge = Callable[[Sequence[str]], Sequence[Likeness]]


@dataclass(frozen=True)
class Answer:
    """This topic's page answers it; `topics` are the likeliest, this one first."""

    topics: tuple[str, ...]
    confidence: float

    @property
    def topic(self) -> str:
        """The page's."""
        return self.topics[0]


@dataclass(frozen=True)
class Suggest:
    """One of these may answer it, likeliest first."""

    topics: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class DoseQuestion:
    """It asks for a dose to be chosen, checked or changed: that is the prescriber's alone (source: clinical.md 2.1)."""

    confidence: float


@dataclass(frozen=True)
class Outside:
    """No page answers it; `asked` is False where it tells something rather than asks."""

    confidence: float
    asked: bool


Found = Answer | Suggest | DoseQuestion | Outside


@dataclass(frozen=True)
class Thresholds:
    """From where on a likeness counts.

    `answer`: a topic as likely as this is answered, if it is `ahead` of the next and nothing else is as likely as
    `doubt`. `suggest`: from there on topics are offered. `dose`: from there on it is a dose question, or where that is
    likelier than any topic.
    """

    answer: float
    ahead: float
    doubt: float
    suggest: float
    dose: float


LIMITS = Thresholds(answer=0.45, ahead=0.2, doubt=0.3, suggest=0.2, dose=0.4)


def find(text: str, judge: Judge, limits: Thresholds = LIMITS) -> Found:
    """What to do about the text."""
    return decide(judge([text])[0], limits) if any(map(str.isalpha, text)) else Outside(1.0, asked=False)


def decide(likeness: Likeness, limits: Thresholds = LIMITS) -> Found:
    """What follows from what a text is like."""
    elsewhere = {kind: likeness[kind] for kind in ELSEWHERE}
    topics = sorted(likeness.keys() - elsewhere.keys(), key=lambda topic: (-likeness[topic], topic))[:OFFERED]
    first, second = (likeness[topic] for topic in topics[:2])
    if elsewhere[DOSE] >= min(limits.dose, first):
        return DoseQuestion(elsewhere[DOSE])
    clear = first - second >= limits.ahead and max(elsewhere.values()) < limits.doubt
    if first >= limits.answer and clear:
        return Answer(tuple(topics), first)
    if first >= limits.suggest:
        return Suggest(tuple(topics), first)
    return Outside(1 - first, asked=elsewhere[STATEMENT] < max(elsewhere[OUTSIDE], limits.suggest))
