"""Which amounts a text states literally, found without the grammar: what the grammar may never go beyond."""

import re
import unicodedata
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from bot.domain.written import Measure

UNITS = {
    Measure.MCG: r"mcgs?|mcgrs?|[uμ]gs?|ugr|micro\w*|micro\W{1,2}gram\w*",
    Measure.MG: r"mgs?|m g|mgrs?|mill?i\W{0,2}gram\w*",
    Measure.AMPOULE: r"amp\w*",
    Measure.VIAL: r"vial\w*|frascos?\w*",
}
BEFORE = r"(?<![\d.])(?<!\d,)"
NUMBERS = (rf"{BEFORE}\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:[.,]\d+)?", rf"{BEFORE}\d+(?:[.,]\d+)*")
LONG = ["micrograms", "microgrammes", "microgramos", "milligrams", "milligrammes", "miligramos"]
LONG += ["ampoules", "ampolla", "ampollas", "ampolleta", "frasco"]
ALIKE = 0.8
THOUSANDS = {"mil": 1000, "thousand": 1000, "hundred": 100}
NAMED = {
    **{"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"},
    **{"un": "1", "una": "1", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "diez": "10"},
    **{"media": "0.5", "medio": "0.5", "half": "0.5", "½": "0.5", "1/2": "0.5"},
    **{"quinientos": "500", "cien": "100", "mil": "1000", "doscientos": "200"},
}


def spelled(text: str) -> str:
    """The text in lower case, without accents, its digits as Latin ones; odd spaces are kept apart from plain ones."""
    letters = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    plain = unicodedata.normalize("NFD", "".join(letters).translate({ord("µ"): "μ", 0xD7: "x"}).casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"(?<=[a-z])[.:](?=[a-z])", " ", bare)


def states(text: str, value: Decimal, unit: Measure, grouping: str) -> bool:
    """Whether some number with that unit behind it can be read so, "grouping" surely grouping thousands."""
    plain, measure = _mended(spelled(text)), rf"(?P<between>[^\d]{{0,40}}?)(?:{UNITS[unit]})(?![a-z])"
    found = (match for number in NUMBERS for match in re.finditer(rf"(?P<number>{number})?{measure}", plain))
    return any(value in _values(match["number"] or "", match["between"], grouping) for match in found)


def _mended(text: str) -> str:
    """The text with the long words for units in their right form, where they are nearly that."""
    return re.sub(r"[^\W\d](?:'?[^\W\d]){4,}", lambda word: _nearest(word[0]), text)


@lru_cache(maxsize=10_000)
def _nearest(word: str) -> str:
    return next(iter(get_close_matches(word.replace("'", ""), LONG, 1, ALIKE)), word)


def _values(number: str, between: str, grouping: str) -> set[Decimal]:
    words = re.findall(r"[^\W\d]+|½", between)
    times = [THOUSANDS[word] for word in words if word in THOUSANDS]
    found = {Decimal(NAMED[word]) for word in words if word in NAMED} | _digits(number, grouping)
    found |= {one * many for one in found for many in times} | set(map(Decimal, times))
    return found | {Decimal("0.5")} if number == "2" else found  # 1/2


def _digits(number: str, grouping: str) -> set[Decimal]:
    """1,000 is a thousand where a comma groups, else it may be one."""
    bare = re.sub(r"[ \u00a0\u202f]", "", number)
    if not bare:
        return set()
    *heads, tail = re.split(r"[.,]", bare)
    if not heads:
        return {Decimal(bare)}
    found = {Decimal("".join([*heads, tail]))} if len(tail) == 3 else {Decimal(f"{''.join(heads)}.{tail}")}
    surely = len(heads) == 1 and grouping and bare.count(grouping) == 1 and len(tail) == 3 and heads[0] != "0"
    return found if surely else found | {Decimal(f"{''.join(heads)}.{tail}")}
