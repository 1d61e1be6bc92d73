"""Misspelt words found without looking at every word: each word is kept under all ways to leave letters out of it."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

# Shorter words must be typed right: too many others are one slip away from them.
SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO = 5, 9


@dataclass(frozen=True)
class Slips:
    """Words, all folded, by every form in which one slip, or two in a long one, leaves them.

    Of each form there is its hash, in order, and at the same place in `meant` which word it is of: a dict of the forms
    would take ten times the memory. That two forms may share a hash does no harm, for each word found is compared.
    """

    words: tuple[str, ...]
    forms: "array[int]" = field(repr=False)
    meant: "array[int]" = field(repr=False)

    def near(self, word: str) -> list[str]:
        """The words that this one may be meant for, nearest first; the word itself, if it is one, comes first."""
        found = {self.words[at] for at in self._found(word)}
        far = {meant: distance(word, meant, _allowed(meant)) for meant in found}
        return sorted(
            (meant for meant in found if far[meant] <= _allowed(meant)), key=lambda meant: (far[meant], meant)
        )

    def _found(self, word: str) -> set[int]:
        forms, found = self.forms, set()
        for wanted in map(hash, _forms(word)):
            place = bisect_left(forms, wanted)
            while place < len(forms) and forms[place] == wanted:
                found.add(self.meant[place])
                place += 1
        return found


def slips(words: Iterable[str]) -> Slips:
    """The words, folded, ready to be found."""
    listed = tuple(sorted(set(words)))
    forms, meant = array("q"), array("i")
    for at, word in enumerate(listed):
        found = _forms(word)
        forms.extend(map(hash, found))
        meant.extend([at] * len(found))
    order = sorted(range(len(forms)), key=forms.__getitem__)
    return Slips(listed, array("q", (forms[at] for at in order)), array("i", (meant[at] for at in order)))


def distance(one: str, other: str, most: int) -> int:
    """How many letters differ (two that changed places count once); more than `most` where it is too far."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _unlike(one, other)
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]


def _unlike(one: str, other: str) -> tuple[str, str]:
    """What is left of both without the letters that they begin and end with alike."""
    shorter = min(len(one), len(other))
    start = end = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _allowed(word: str) -> int:
    return (len(word) >= SHORTEST_WITH_SLIP) + (len(word) >= SHORTEST_WITH_TWO)


def _forms(word: str) -> set[str]:
    forms = {word}
    for _ in range(_allowed(word)):
        forms |= {form[:place] + form[place + 1 :] for form in forms for place in range(len(form))}
    return forms
