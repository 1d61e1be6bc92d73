"""A text cut into the pieces that a language's patterns know, the longest first, from left to right."""

from collections.abc import Callable, Iterable, Iterator
from datetime import time
from typing import TypeVar

from bot.domain.clock_time import parse_time
from bot.domain.dates import parse_date
from bot.domain.prescription.atoms import NUMBER, SIGN
from bot.domain.prescription.reading import Found, Piece, Sheet, numbered, numbers, wholes
from bot.domain.prescription.words import Branch, Pattern

Find = Callable[[Sheet, int], Iterator[Found]]
"""What finds everything of one kind that begins at an atom."""

Match = tuple[int, Pattern, tuple[tuple[str, object], ...]]
"""Where a pattern ends that fits, and what stands at its elements."""

T = TypeVar("T")

_UNITS = ("unit", "units", "slashed")
_LONGEST_DATE = 8
_LONGEST_TIME = 6
_LONGEST_HOUR = 2


def pieces(sheet: Sheet) -> list[Piece]:
    """Every atom of the sheet in exactly one piece, in order."""
    return list(_Cutter(sheet).cut())


class _Cutter:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._known: dict[tuple[int, Find], list[Found]] = {}

    def cut(self) -> Iterator[Piece]:
        place = 0
        while place < len(self._sheet):
            piece = self._longest(place)
            yield piece
            place = piece.end

    def _longest(self, place: int) -> Piece:
        """Of pieces of the same length, the one whose pattern stands first in the language's file."""
        found = self._matches(self._sheet.vocabulary.patterns, place)
        best = max(found, key=lambda one: (one[0], -one[1].rank), default=None)
        return Piece(place, place + 1) if best is None else Piece(place, *best)

    def _matches(self, branch: Branch, place: int) -> Iterator[Match]:
        if branch.pattern is not None:
            yield place, branch.pattern, ()
        for name, after in branch.next.items():
            for middle, value in self._found(place, name):
                for end, pattern, said in self._matches(after, middle):
                    yield end, pattern, ((name, value), *said)

    def _found(self, place: int, name: str) -> Iterable[Found]:
        find = ELEMENTS.get(name)
        if find is None:
            return self._sheet.of_kind(place, name)
        key = (place, find)  # several names stand for the same, such as whole numbers
        if key not in self._known:
            self._known[key] = list(find(self._sheet, place))
        return self._known[key]


def _wholes(sheet: Sheet, place: int) -> Iterator[Found]:
    yield from wholes(sheet, place)


def _numbered(sheet: Sheet, place: int) -> Iterator[Found]:
    yield from numbered(sheet, place)


def _numbers(sheet: Sheet, place: int) -> Iterator[Found]:
    yield from numbers(sheet, place)


def _units(sheet: Sheet, place: int) -> Iterator[Found]:
    yield from (found for kind in _UNITS for found in sheet.of_kind(place, kind))


def _often(sheet: Sheet, place: int) -> Iterator[Found]:
    """Once, twice, 3 times, 2 to 3 x."""
    yield from ((end, (int(said), None)) for end, said in sheet.of_kind(place, "often"))
    for middle, many in wholes(sheet, place):
        yield from ((end, many) for end, _ in sheet.of_kind(middle, "times"))


def _weekdays(sheet: Sheet, place: int) -> Iterator[Found]:
    """Monday; Monday, Wednesday and Friday."""
    yield from _listed(sheet, place, lambda there: sheet.of_kind(there, "weekday"))


def _clocks(sheet: Sheet, place: int) -> Iterator[Found]:
    """9 am; 09:00 and 21:00."""
    yield from _listed(sheet, place, lambda there: _clock(sheet, there))


def _listed(
    sheet: Sheet, place: int, one: Callable[[int], Iterable[tuple[int, T]]]
) -> Iterator[tuple[int, tuple[T, ...]]]:
    """One, or several with "and" between."""
    for middle, first in one(place):
        yield middle, (first,)
        for start in _past_and(sheet, middle):
            yield from ((end, (first, *others)) for end, others in _listed(sheet, start, one))


def _past_and(sheet: Sheet, place: int) -> Iterator[int]:
    for start, _ in sheet.of_kind(place, "and"):
        yield start
        yield from _past_and(sheet, start)


def _clock(sheet: Sheet, place: int) -> Iterator[tuple[int, time]]:
    """One time of day that can be read in one way only; a bare number is none."""
    last = place
    while last < min(place + _LONGEST_TIME, len(sheet)) and _may_be_time(sheet, place, last):
        last += 1
    for end in range(last, place, -1):
        bare = end == place + 1 and sheet.atoms[place].kind == NUMBER
        if bare or sheet.atoms[end - 1].kind == SIGN:
            continue
        at = parse_time(sheet.quote(place, end), sheet.vocabulary.times)
        if isinstance(at, time):
            yield end, at
            return


def _may_be_time(sheet: Sheet, start: int, place: int) -> bool:
    """Whether the atom can go on a time of day that starts there."""
    atom = sheet.atoms[place]
    if atom.kind == NUMBER:
        return len(atom.text) <= _LONGEST_HOUR and (place == start or sheet.atoms[place - 1].kind != NUMBER)
    return atom.text == ":" or atom.text in sheet.vocabulary.time_words


def _days(sheet: Sheet, place: int) -> Iterator[Found]:
    """The date that most atoms from here name: a day, or Unclear."""
    words = sheet.vocabulary
    for end in range(min(place + _LONGEST_DATE, len(sheet)), place, -1):
        if sheet.atoms[end - 1].kind == SIGN or (end < len(sheet) and "measure" in sheet.kinds(end)):
            continue
        day = parse_date(sheet.quote(place, end), sheet.today, words.dates, words.day_first)
        if day is not None:
            yield end, day
            return


def _review(sheet: Sheet, place: int) -> Iterator[Found]:
    """As many words in a row as speak of a review, up to the last that says so."""
    end, seen = place, None
    while said := sheet.of_kind(end, "review"):
        end, weight = max(said)
        seen = end if weight == "core" or (weight == "tail" and seen) else seen
    if seen:
        yield seen, "review"


ELEMENTS: dict[str, Find] = {
    **dict.fromkeys(("n", "period", "length", "count"), _wholes),
    "span": _numbered,
    "number": _numbers,
    "units": _units,
    "often": _often,
    "weekdays": _weekdays,
    "clock": _clocks,
    "day": _days,
    "review": _review,
}
