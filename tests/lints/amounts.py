"""Which amounts with a unit a text states, found without the program's own grammar.

Numbers in figures count, and the common number words of both languages before a unit: half, one to twelve, hundred,
thousand and so on. The articles (a, an, un, una) do not: "an ampoule" names a thing. So "one injection" is no amount.
"""

import html
import re
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.written import Measure
from tests.domain.literal_amounts import states

MASS = {
    r"mcgs?|[µ\u03bcu]gs?|micro ?gram(?:me)?s?|microgramos?": Decimal(1),
    r"mgs?|milli ?gram(?:me)?s?|miligramos?": Decimal(1000),
    r"g|gr|grams?|grammes?|gramos?": Decimal(1_000_000),
}
OTHERS = {
    "volume": r"m[lL]|cc|millilit(?:er|re)s?|mililitros?",
    "IU": r"I\.?U\.?|U\.?I\.?|international units?|unidades internacionales",
    "ampoules": r"ampoules?|ampules?|ampollas?|ampolletas?",
    "vials": r"vials?|viales|frascos?",
}
NAMED = {
    **{"half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7"},
    **{"eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "hundred": "100", "thousand": "1000"},
    **{"medio": "0.5", "media": "0.5", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6"},
    **{"siete": "7", "ocho": "8", "nueve": "9", "diez": "10", "once": "11", "doce": "12", "cien": "100"},
    **{"doscientos": "200", "quinientos": "500", "mil": "1000", "½": "0.5", "¼": "0.25", "¾": "0.75"},
}
_FIGURES = r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|(?<![\w.,])\d+(?:[.,]\d+)*"
_NUMBER = rf"(?P<number>{_FIGURES}|\b(?:{'|'.join(w for w in NAMED if w.isalpha())})\b|[½¼¾])"
_UNIT = "|".join(
    [
        *(f"(?P<mass{n}>{unit})" for n, unit in enumerate(MASS)),
        *(f"(?P<{kind}>{unit})" for kind, unit in OTHERS.items()),
    ]
)
_AMOUNT = re.compile(rf"{_NUMBER}[\s\u00a0-]*(?:{_UNIT})(?!\w)", re.IGNORECASE)
_FACTORS = tuple(MASS.values())
_BARE = re.compile(r"\s*[\d.,\s\u00a0]+\s*")


@dataclass(frozen=True)
class Found:
    """An amount as it stands in a text; a mass is `value` micrograms."""

    words: str
    kind: str
    value: Decimal


def visible(text: str) -> str:
    """What a reader sees of a text in Telegram's HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def amounts(text: str) -> list[Found]:
    """Every amount with its unit, in order."""
    return [_found(match) for match in _AMOUNT.finditer(text)]


def is_known(amount: Found, told: set[str]) -> bool:
    """Whether somebody told it in one of these texts: literally, or in the other of mcg and mg."""
    return any(_tells(text, amount) for text in told)


def _tells(text: str, amount: Found) -> bool:
    if _plain(amount.words) in _plain(text):
        return True
    match amount.kind:
        case "mass":
            return _tells_mass(text, amount.value)
        case "ampoules":
            return states(text, amount.value, Measure.AMPOULE, "")
        case "vials":
            return states(text, amount.value, Measure.VIAL, "")
        case _:
            return False


def _tells_mass(text: str, mcg: Decimal) -> bool:
    mg = mcg / 1000
    if _BARE.fullmatch(text):
        # a number alone: the bot asks which unit it has
        text = f"{text} mcg, {text} mg"
    return states(text, mcg, Measure.MCG, "") or states(text, mg, Measure.MG, "")


def _found(match: re.Match[str]) -> Found:
    number = _value(match["number"])
    for n, factor in enumerate(_FACTORS):
        if match[f"mass{n}"]:
            return Found(match[0], "mass", number * factor)
    return Found(match[0], next(kind for kind in OTHERS if match[kind]), number)


def _value(number: str) -> Decimal:
    """1,000 is a thousand and 0,5 a half, as this house writes them."""
    if number.casefold() in NAMED:
        return Decimal(NAMED[number.casefold()])
    bare = re.sub(r"[ \u00a0\u202f]", "", number)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", bare):
        return Decimal(bare.replace(",", ""))
    parts = re.split(r"[.,]", bare)
    return Decimal(bare) if len(parts) == 1 else Decimal(f"{''.join(parts[:-1])}.{parts[-1]}")


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).casefold()
