"""Prescriptions that something happened to on the way: letters lost, changed, doubled; pieces cut, swapped, joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

LETTERS = "abcdefghilmnorstuvwxy0123456789 .,;:-/()'x\u00d7½²µé\u00a0\n٣日"
KINDS = 7


@dataclass(frozen=True)
class Edit:
    """One thing that happens: which, where (0 to 1 of the text), how far, and with what."""

    kind: int
    where: float
    reach: int
    letter: str


def mangled(text: str, edits: Sequence[Edit]) -> str:
    """The text after each of the edits in turn."""
    for edit in edits:
        text = _after(text, edit)
    return text


def some_edit(chance: Random) -> Edit:
    """Any edit."""
    return Edit(chance.randrange(KINDS), chance.random(), chance.randint(1, 9), chance.choice(LETTERS))


def _after(text: str, edit: Edit) -> str:
    place = int(edit.where * len(text))
    end = place + edit.reach
    before, cut, after = text[:place], text[place:end], text[end:]
    match edit.kind:
        case 0:
            return text[:place] + text[place + 1 :]
        case 1:
            return before + edit.letter + text[place:]
        case 2:
            return before + edit.letter + text[place + 1 :]
        case 3:
            return before + cut[::-1] + after
        case 4:
            return before + after
        case 5:
            return before + cut + cut + after
        case _:
            words = text.split(" ")
            here = int(edit.where * len(words))
            return " ".join([*words[here:], *words[:here]])
