"""The pieces of a text that a language's patterns know, the longest first, from left to right."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.domain.prescription.atoms import NUMBER, SIGN, WORD, Atom, atoms
from bot.domain.prescription.words import Pattern, Phrase, Vocabulary, readings

Whole = tuple[int, int | None]
"""A whole number, or a range of two: "2 to 3" is (2, 3)."""

Found = tuple[int, object]
"""Where something that was found ends, as the number of an atom, and what it says."""

_LONGEST_WHOLE = 3
_GROUP = 3
_SPACES = (" ", "\u00a0", "\u202f")


@dataclass(frozen=True)
class Piece:
    """Atoms from `start` until before `end` that say something; `pattern` is None for an atom that none begins with.

    `said` holds what stands at each of the pattern's elements, in order, by their names.
    """

    start: int
    end: int
    pattern: Pattern | None = None
    said: tuple[tuple[str, object], ...] = ()


class Sheet:
    """The atoms of one text, each with the phrases of one language that begin there; noise is left out."""

    def __init__(self, text: str, vocabulary: Vocabulary, today: date) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.today = today
        self.atoms = [atom for atom in atoms(text) if atom.kind != SIGN or self._is_known(atom)]
        self._options = [readings(a.text, vocabulary) if a.kind == WORD else (a.text,) for a in self.atoms]
        self._phrases = [self._beginning(place) for place in range(len(self.atoms))]

    def __len__(self) -> int:
        return len(self.atoms)

    def of_kind(self, place: int, kind: str) -> Sequence[tuple[int, str]]:
        """The ends and values of the phrases of this kind that begin at an atom."""
        return self._phrases[place].get(kind, ()) if place < len(self.atoms) else ()

    def kinds(self, place: int) -> Set[str]:
        """Every kind of phrase that begins at an atom."""
        return self._phrases[place].keys()

    def is_doubtful(self, place: int) -> bool:
        """Whether the atom may be one of several words that say different things."""
        return not self._options[place]

    def quote(self, start: int, end: int) -> str:
        """The atoms from `start` until before `end`, as written."""
        return self.text[self.atoms[start].start : self.atoms[end - 1].end]

    def gap(self, place: int) -> str:
        """What stands between an atom and the next, as written."""
        return self.text[self.atoms[place].end : self.atoms[place + 1].start]

    def _is_known(self, sign: Atom) -> bool:
        return sign.text == ":" or sign.text in self.vocabulary.known

    def _beginning(self, place: int) -> dict[str, list[tuple[int, str]]]:
        begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for option in self._options[place]:
            for phrase in self.vocabulary.phrases.get(option, ()):
                if self._stands(phrase, place):
                    begun[phrase.kind].append((place + len(phrase.atoms), phrase.value))
        return dict(begun)

    def _stands(self, phrase: Phrase, place: int) -> bool:
        here = self._options[place : place + len(phrase.atoms)]
        return len(here) == len(phrase.atoms) and all(w in o for w, o in zip(phrase.atoms, here, strict=True))


def wholes(sheet: Sheet, place: int) -> list[tuple[int, Whole]]:
    """Whole numbers and ranges of them that begin at an atom: 3, three, a, 2-3, between 2 and 3."""
    return [*numbered(sheet, place), *((end, (1, None)) for end, _ in sheet.of_kind(place, "one"))]


def numbered(sheet: Sheet, place: int) -> list[tuple[int, Whole]]:
    """Those that are said as a number, not only by an article."""
    found: list[tuple[int, Whole]] = [(end, (low, None)) for end, low in _singles(sheet, place)]
    starts = [(place, ("range",)), *((end, ("range", "and")) for end, _ in sheet.of_kind(place, "between"))]
    for start, joints in starts:
        for middle, low in _singles(sheet, start):
            joined = (after for joint in joints for after, _ in sheet.of_kind(middle, joint))
            found += [(end, (low, most)) for after in joined for end, most in _singles(sheet, after)]
    return found


def numbers(sheet: Sheet, place: int) -> list[tuple[int, str]]:
    """Numbers of any kind, as digits: 1,000; 10 000; five hundred. "" where it is not sure what the digits are."""
    found: list[tuple[int, str]] = []
    if place < len(sheet) and sheet.atoms[place].kind == NUMBER:
        found += [(place + 1, sheet.atoms[place].text), *_grouped(sheet, place)]
    found += sheet.of_kind(place, "number")
    parts = [*found, *((end, "1") for end, _ in sheet.of_kind(place, "one")), (place, "1")]
    for middle, few in parts:
        many = sheet.of_kind(middle, "multiplier") if few.isdecimal() else []
        found += [(end, str(int(few) * int(each))) for end, each in many]
    return found


def _singles(sheet: Sheet, place: int) -> Iterator[tuple[int, int]]:
    if place < len(sheet):
        text = sheet.atoms[place].text
        if sheet.atoms[place].kind == NUMBER and text.isdecimal() and len(text) <= _LONGEST_WHOLE:
            yield place + 1, int(text)
    yield from ((end, int(said)) for end, said in sheet.of_kind(place, "number") if said.isdecimal())


def _grouped(sheet: Sheet, place: int) -> Iterator[tuple[int, str]]:
    """Digits in threes with spaces between. An ordinary space may also part two numbers, unless 0 comes after it."""
    first = sheet.atoms[place]
    if not first.text.isdecimal() or len(first.text) > _GROUP or sheet.text[: first.start][-1:].isalpha():
        return
    digits, sure, end = first.text, True, place + 1
    while end < len(sheet) and _is_group(sheet.atoms[end]) and sheet.gap(end - 1) in _SPACES:
        group, gap = sheet.atoms[end].text, sheet.gap(end - 1)
        sure = sure and (gap != " " or group[0] == "0")
        digits, end = digits + group, end + 1
        yield end, digits if sure else ""


def _is_group(atom: Atom) -> bool:
    return atom.kind == NUMBER and len(atom.text.replace(",", ".").split(".")[0]) == _GROUP
