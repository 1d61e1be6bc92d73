"""Which of many names did a person type? Accents, case, punctuation and small slips do not matter."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h"}
)
_JOINS_LETTERS = re.compile("['\u2018\u2019\u02bb-\u02bf`\u00b4.]")  # every apostrophe, and the full stop
_FIRST_ACCENT_CLASS = 10  # below it: signs that are part of a letter (Indic nukta and virama, kana voicing)
_LIKE_ENOUGH = 0.8
_TOO_SHORT_FOR_SLIPS = 4


def fold(text: str) -> str:
    """`text` reduced to what two spellings of one name share: lower case, no accents, single spaces.

    Apostrophes and full stops join ("d'Ivoire" -> "divoire", "p.m." -> "pm"), other punctuation separates.
    Folding twice changes nothing. Any script is kept; an emoji or a symbol vanishes.
    """
    joined = _JOINS_LETTERS.sub("", text)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
    bare = "".join(c for c in apart if unicodedata.combining(c) < _FIRST_ACCENT_CLASS)
    letters = _JOINS_LETTERS.sub("", bare.translate(_NO_DECOMPOSITION))
    spaced = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in letters)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


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
