"""What a patient says of how they feel: what they follow over time, and what they notice after an injection.

It is kept and shown as it was said. Nothing here computes a score, a trend, a threshold or a verdict.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Symptom(StrEnum):
    """What can be followed in a check-in, in the order in which it is offered."""

    ENERGY = "energy"
    TINGLING = "tingling"
    WALKING = "walking"
    THINKING = "thinking"
    MOOD = "mood"
    MOUTH = "mouth"


# Where these get worse, the clinic is to hear of it today (source: the source article's first reason to seek help;
# clinical.md 1.4, rows 6 and 8).
NERVE = frozenset({Symptom.TINGLING, Symptom.WALKING, Symptom.THINKING})

# A symptom in the patient's own words has the key own:1, own:2, ...
OWN = "own:"
MOST_OWN = 3


@dataclass(frozen=True)
class Followed:
    """One symptom that the patient follows: a Symptom's value as `key`; or OWN and a number, with `words`."""

    key: str
    words: str | None = None


class Change(StrEnum):
    """How it is, compared with the last time; the patient's own answer."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class CheckIn:
    """One check-in at the instant `at` (aware, UTC): each symptom with its answer, in order, and the patient's note."""

    at: datetime
    answers: tuple[tuple[Followed, Change], ...]
    note: str | None = None


class Often(StrEnum):
    """How often the bot asks for a check-in; BY_PHASE is weekly, and every four weeks in maintenance."""

    BY_PHASE = "phase"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    OFF = "off"


class Reaction(StrEnum):
    """The answer to "Any of these now?" after an injection (source: the source article; clinical.md 1.4 and 1.9)."""

    NONE = "none"
    RASH = "rash"
    SWELLING = "swelling"
    BREATHING = "breathing"
    OTHER = "other"


class Improvement(StrEnum):
    """The answer to "Is there any improvement so far?"."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Sign(StrEnum):
    """What a warning sign is about; it decides which of the written help cards is shown (source: clinical.md 1.4)."""

    BREATHING = "breathing"
    ALLERGY = "allergy"
    CHEST = "chest"
    STROKE = "stroke"
    CORD = "cord"
    NERVE = "nerve"
    EYES = "eyes"
    MIND = "mind"
    OTHER = "other"
