"""A text -> its words, numbers and signs, each with its place, however they were typed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

NUMBER = "number"
WORD = "word"
SIGN = "sign"
ODD = "odd"

# what many keyboards offer for one sign
_SIGNS = {
    **dict.fromkeys("\u00d7\u2715\u2716\u2a2f", "x"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u2014\u2015;\u2026\uff1b\u3001\u3002", "\n"),
    **dict.fromkeys("\u2044\u2215", "/"),
}
_FIRST_ACCENT_CLASS = 10  # below it: marks that are part of a letter
# A number keeps a sign that stands before it without a space, so that ".5" and "-5" are never read as 5; only
# "weekly,1000" is a pause.
_ATOM = re.compile(
    r"(?P<number>(?:(?<![0a])[-]|\.|(?<!a),|,(?!000))?0+(?:[.,]0+)*)"
    r"|(?P<word>a\.(?:a\.)*(?:a(?!a)|(?![a0]))|a+(?:'a+)*'?)"
    r"|(?P<odd>#)"
    r"|(?P<sign>[^ ])"
)


@dataclass(frozen=True)
class Atom:
    """One word, number or sign, in lower case and without accents; `start` and `end` are places in the text."""

    text: str
    kind: str
    start: int
    end: int


def atoms(text: str) -> list[Atom]:
    """Every atom of the text in order. Hyphens that only join words, and a colon in no time of day, are left out."""
    spelled = [(letter, place) for place, char in enumerate(text) for letter in _spell(char)]
    letters = "".join(letter for letter, _ in spelled)
    shape = "".join(map(_shape, letters))
    return list(_atoms(letters, shape, [place for _, place in spelled]))


def _atoms(letters: str, shape: str, places: list[int]) -> Iterator[Atom]:
    for found in _ATOM.finditer(shape):
        kind, (start, end) = str(found.lastgroup), found.span()
        text = letters[start:end]
        if kind == WORD:
            text = text.strip("'").replace(".", "")
        elif kind == SIGN:
            text = _sign(text, shape[:start], shape[end:])
        elif kind == NUMBER and text[0] == "-" and shape[:start].rstrip()[-1:] == "0":
            text = text[1:]  # "2 -3": the hyphen of a range
            yield Atom("-", SIGN, places[start], places[start] + 1)
        if text:
            yield Atom(text, kind, places[start], places[end - 1] + 1)


@lru_cache(maxsize=1024)
def _spell(char: str) -> str:
    """A character in the letters that words are kept in; a digit that is none in a number stays as it is."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in "\n\r\u2028\u2029":
        return "\n"
    if char.isspace() or category in ("Cf", "Cc"):
        return " "
    if char in _SIGNS:
        return _SIGNS[char]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = "".join(c for c in plain if unicodedata.combining(c) < _FIRST_ACCENT_CLASS)
    return char if category[0] == "N" or any(map(str.isdecimal, bare)) else bare


@lru_cache(maxsize=1024)
def _shape(letter: str) -> str:
    if letter.isdecimal():
        return "0"
    if letter.isalpha() or unicodedata.category(letter)[0] == "M":
        return "a"
    return "#" if (unicodedata.category(letter)[0] in "NS" and letter.isnumeric()) or letter == "#" else letter


def _sign(sign: str, before: str, after: str) -> str:
    """What a sign says where it stands: nothing, a pause (","), or itself."""
    glued = before[-1:].isalnum() and after[:1].isalnum()
    ends = before.rstrip()[-1:], after.lstrip()[:1]
    match sign:
        case "-":
            if ends == ("0", "0") or (glued and "0" in ends):
                return "-"
            return "" if glued else ","
        case ".":
            return "" if glued else ","
        case "\n" | ",":
            return ","
        case ":":
            return ":" if ends == ("0", "0") and glued else ""
        case _:
            return sign
