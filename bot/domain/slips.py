"""Misspelt words found without looking at every word: each word is kept under all ways to leave letters out of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Shorter words must be typed right: too many others are one slip away from them.
SHORTEST_WITH_SLIP, SHORTEST_WITH_TWO = 5, 9


@dataclass(frozen=True)
class Slips:
    """Words, all folded, by every form in which one slip, or two in a long one, leaves them."""

    forms: Mapping[str, tuple[str, ...]] = field(repr=False)

    def near(self, word: str) -> list[str]:
        """The words that this one may be meant for, nearest first; the word itself, if it is one, comes first."""
        found = {meant for form in _forms(word) for meant in self.forms.get(form, ())}
        far = {meant: distance(word, meant, _allowed(meant)) for meant in found}
        return sorted(
            (meant for meant in found if far[meant] <= _allowed(meant)), key=lambda meant: (far[meant], meant)
        )


def slips(words: Iterable[str]) -> Slips:
    """The words, folded, ready to be found."""
    forms: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        for form in _forms(word):
            forms.setdefault(form, []).append(word)
    return Slips({form: tuple(meant) for form, meant in forms.items()})


def distance(one: str, other: str, most: int) -> int:
    """How many letters differ (two that changed places count once); more than `most` where it is too far."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]


def _allowed(word: str) -> int:
    return (len(word) >= SHORTEST_WITH_SLIP) + (len(word) >= SHORTEST_WITH_TWO)


def _forms(word: str) -> set[str]:
    forms = {word}
    for _ in range(_allowed(word)):
        forms |= {form[:place] + form[place + 1 :] for form in forms for place in range(len(form))}
    return forms
