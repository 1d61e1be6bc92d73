"""One A4 page as PDF, set by Typst with the fonts that it brings: no system font, no network, no markup in data."""

import json
import re
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from bot.domain.page import MARK, Page

ALONE = b"""#set document(title: "x", date: none)
#set page(width: auto, height: auto)
#for letter in json(bytes(sys.inputs.page)) { par(letter) }"""

_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# no letters: unassigned, private, half of a pair; and what is drawn around a letter, which lands on others
_NEVER = ("Cn", "Co", "Cs", "Me")
# what only joins emoji or picks their look
_JOINER = "[\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]"


def render(page: Page) -> bytes:
    """The page as PDF: always one page, and the same bytes for the same words.

    It takes some 50 ms without the interpreter's lock, so a thread is the place for it. What is too long is set
    smaller, then cut at a space. Letters that no font has become MARK. The page says so in both cases.
    """
    words = _each(asdict(page), _tidy)
    letters = set(json.dumps(words, ensure_ascii=False))
    odd = {letter for letter in letters if unicodedata.category(letter) in _NEVER}
    try:
        return _compile(words, odd)
    except typst.TypstError:
        odd |= _missing(letters - odd)
    try:
        return _compile(words, odd)
    except typst.TypstError:
        # letters that print alone, but not together
        return _compile(words, {letter for letter in letters if letter > "\u00ff"})


def _compile(words: dict[str, Any], odd: AbstractSet[str]) -> bytes:
    marked = _each(words, lambda text: _marked(text, odd))
    data = {**marked, "unprintable": None if marked == words else words["unprintable"]}
    return _typeset(Path(__file__).with_name("page.typ").read_bytes(), data)


def _typeset(source: bytes, data: object) -> bytes:
    return typst.compile(
        source,
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(data)},
        # a screen reader can read it, and Typst refuses to write it with a box in place of a letter
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _missing(letters: AbstractSet[str]) -> set[str]:
    """Those of the letters that none of the fonts has, as Typst names them."""
    try:
        _typeset(ALONE, sorted(letters))
    except typst.TypstError as error:
        named = _MISSING.findall(error.diagnostic)
        return set("".join(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) for text in named)) & letters
    return set()


def _marked(text: str, odd: AbstractSet[str]) -> str:
    if not odd & set(text):
        return text
    one = f"(?:{_JOINER}*[{re.escape(''.join(sorted(odd)))}]{_JOINER}*)"
    return re.sub(rf"{one}(?: *{one})*", MARK, text)


def _tidy(text: str) -> str:
    """Without control characters and empty lines."""
    lines = (" ".join(line.split("\t")).strip() for line in text.splitlines())
    return "\n".join("".join(c for c in line if unicodedata.category(c) != "Cc") for line in lines if line)


def _each(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _each(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_each(part, change) for part in value]
        case _:
            return value
