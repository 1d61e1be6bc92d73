"""Which of many names did a person type? Accents, case, punctuation and small slips do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

_NO_DECOMPOSITION = {
    "\u0131": "i",
    **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "þ": "th", "æ": "ae", "œ": "oe"},
}
_JOINS_LETTERS = re.compile("['\u2018\u2019\u02bb-\u02bf`\u00b4.]")  # every apostrophe, and the full stop
_FIRST_ACCENT_CLASS = 10  # below it: signs that are part of a letter (Indic nukta and virama, kana voicing)
_MARKS = [chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"]
_ACCENTS = re.compile(f"[{''.join(c for c in _MARKS if unicodedata.combining(c) >= _FIRST_ACCENT_CLASS)}]")
_ASCII_JOINS = str.maketrans("", "", "'`.")
_ASCII_SEPARATES = re.compile(r"[^a-z0-9\n]+")
_SEPARATES = re.compile(rf"(?:[^\w\n{''.join(c for c in _MARKS if not _ACCENTS.match(c))}]|_)+")
_LIKE_ENOUGH = 0.8
_TOO_SHORT_FOR_SLIPS = 4


def fold(text: str) -> str:
    """`text` reduced to what two spellings of one name share: lower case, no accents, single spaces.

    Apostrophes and full stops join ("d'Ivoire" -> "divoire", "p.m." -> "pm"), other punctuation separates.
    Folding twice changes nothing. Any script is kept; an emoji or a symbol vanishes.
    """
    return " ".join(_plain(text).split())


def fold_each(texts: Iterable[str]) -> list[str]:
    """fold() of each text, none of which may hold a line break; far quicker than one by one for thousands."""
    return [line.strip() for line in _plain("\n".join(texts)).split("\n")]


def _plain(text: str) -> str:
    """`text` folded except for its white space."""
    if text.isascii():
        # the same in a third of the time: most of what is folded has no accent
        return _ASCII_SEPARATES.sub(" ", text.translate(_ASCII_JOINS).lower())
    joined = _JOINS_LETTERS.sub("", text)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    bare = _JOINS_LETTERS.sub("", _ACCENTS.sub("", apart))
    for letter, plain in _NO_DECOMPOSITION.items():
        bare = bare.replace(letter, plain)
    return unicodedata.normalize("NFC", _SEPARATES.sub(" ", bare))


def closest(text: str, names: Mapping[str, str], limit: int = 5) -> list[str]:
    """The keys of `names` whose names match `text`, best first, at most `limit`; [] where nothing is like it.

    A name that is the text itself comes alone (or with its namesakes). Else come names with a word that
    starts so, then names that differ by a slip or two.
    """
    wanted = fold(text)
    if not wanted:
        return []
    folded = {key: fold(name) for key, name in names.items()}
    exact = [key for key, name in folded.items() if name == wanted]
    if exact:
        return exact[:limit]
    starting = [key for key, name in folded.items() if _starts(name, wanted)]
    starting.sort(key=lambda key: (not folded[key].startswith(wanted), folded[key]))
    alike = {key: likeness(wanted, name) for key, name in folded.items() if key not in starting}
    slips = sorted((key for key in alike if alike[key] >= _LIKE_ENOUGH), key=lambda key: (-alike[key], key))
    return (starting + slips)[:limit]


def likeness(one: str, other: str) -> float:
    """How alike two folded names are, 0 to 1; 0 for names too short to tell a slip from another name."""
    if min(len(one), len(other)) < _TOO_SHORT_FOR_SLIPS:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # The bound is cheap and spares most names the real comparison.
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE_ENOUGH else 0.0


def _starts(name: str, wanted: str) -> bool:
    return f" {name}".find(f" {wanted}") >= 0
