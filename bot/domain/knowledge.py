"""Which curated page answers a question: one, a choice of three, or none.

What a text is like is learned from written phrasings (bot/matching); what follows from that is decided here, by fixed
thresholds (docs/questions.md). A page is shown as it was written, and nothing is inferred about the person.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

# What a text can be like beside a topic: asking for a dose, asking something else, telling rather than asking.
DOSE, OUTSIDE, STATEMENT = "?dose", "?outside", "?statement"
ELSEWHERE = (DOSE, OUTSIDE, STATEMENT)
OFFERED = 3
SURE = 0.5

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

    `answer`: a topic as likely as this is answered, where the next is at most `rival` of it and it is `ahead` of all of
    ELSEWHERE. `suggest`: from there on topics are offered, unless something else is so far `beyond` them. `dose`: from
    there on it is a dose question, where it is at least `part` of the likeliest topic.
    """

    answer: float
    rival: float
    ahead: float
    suggest: float
    beyond: float
    dose: float
    part: float


# Chosen on the lines dev in tests/domain/question_lines, before any of the others was written (docs/questions.md).
LIMITS = Thresholds(answer=0.24, rival=0.65, ahead=0.05, suggest=0.16, beyond=0.4, dose=0.28, part=0.85)


def find(text: str, judge: Judge, limits: Thresholds = LIMITS) -> Found:
    """What to do about the text."""
    return decide(judge([text])[0], limits) if any(map(str.isalpha, text)) else Outside(1.0, asked=False)


def decide(likeness: Likeness, limits: Thresholds = LIMITS) -> Found:
    """What follows from what a text is like."""
    topics = sorted(likeness.keys() - {*ELSEWHERE}, key=lambda topic: (-likeness[topic], topic))[:OFFERED]
    first, second = (likeness[topic] for topic in topics[:2])
    dose, other = likeness[DOSE], max(likeness[OUTSIDE], likeness[STATEMENT])
    if dose >= max(limits.dose, limits.part * first):
        return DoseQuestion(dose)
    clear = second <= limits.rival * first and first - max(dose, other) >= limits.ahead
    if first >= limits.answer and clear:
        return Answer(tuple(topics), first)
    if first >= limits.suggest and other - first < limits.beyond:
        return Suggest(tuple(topics), first)
    return Outside(1 - first, asked=likeness[STATEMENT] < max(likeness[OUTSIDE], limits.suggest))


def is_sure(found: Found) -> bool:
    """Whether it is answered even where it was not put as a question, in the middle of something else."""
    return isinstance(found, Answer) and found.confidence >= SURE


def beside_doubt(found: Found, about_signs: Container[str]) -> bool:
    """Whether this is shown all the same where a text may hold a warning sign, but only by likeness.

    Then it is asked about as well. What is on a page `about_signs` waits for the answer to that.
    """
    match found:
        case DoseQuestion():
            return True
        case Answer(topics) | Suggest(topics):
            return topics[0] not in about_signs
        case _:
            return False
