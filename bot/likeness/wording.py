"""A message made ready to be compared: its slips mended by the words that are known, and the letters it is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from bot.domain.closest import fold
from bot.domain.slips import Slips, slips

# A word that the exemplars hold so often is not mended; one that they hold more often may mend others.
KNOWN, MENDING, SHORTEST = 2, 3, 4
LENGTHS = (2, 3, 4)
# Grams are told apart by so many numbers; two that share one do little harm.
SPACE = 1 << 15


@dataclass(frozen=True)
class Wording:
    """How often each word stands in the exemplars, and those that misspelt ones are mended by."""

    counts: Mapping[str, int]
    mending: Slips

    def mended(self, text: str) -> str:
        """The text in plain lower case, with words that nobody knows put right where one slip explains them."""
        return " ".join(self._mended(word) for word in fold(text).split())

    def _mended(self, word: str) -> str:
        if self.counts.get(word, 0) >= KNOWN or len(word) < SHORTEST or any(map(str.isdigit, word)):
            return word
        return next(iter(self.mending.near(word)), word)


def wording(counts: Mapping[str, int]) -> Wording:
    """From how often each word stands in the exemplars."""
    often = (word for word, times in counts.items() if times >= MENDING and len(word) >= SHORTEST)
    return Wording(counts, slips(often))


def count(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts."""
    return Counter(word for text in texts for word in fold(text).split())


def grams(text: str) -> dict[int, float]:
    """The runs of letters, words and pairs of words in a folded text, each by a number below SPACE; of length 1."""
    words = text.split()
    found: Counter[str] = Counter()
    for word in words:
        inked = f" {word} "
        found.update(inked[at : at + n] for n in LENGTHS for at in range(len(inked) - n + 1))
    found.update(f"w:{word}" for word in words)
    found.update(f"b:{one} {other}" for one, other in pairwise(words))
    weights: dict[int, float] = {}
    for gram, times in found.items():
        place = crc32(gram.encode()) % SPACE
        weights[place] = weights.get(place, 0.0) + 1 + log(times)
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {place: weight / length for place, weight in weights.items()}
