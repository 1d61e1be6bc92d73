"""An amount of medicine as the patient typed it, and its one conversion, mcg to mg and back.

There is no other arithmetic on amounts in this house: a volume is never worked out from a dose and a strength.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.unclear import Unclear as Unclear


class Unit(StrEnum):
    """The two units that a label states; 1 mg is 1,000 mcg."""

    MCG = "mcg"
    MG = "mg"


@dataclass(frozen=True)
class Amount:
    """A positive number of micrograms or milligrams, in the unit the patient used."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value <= 0:
            raise ValueError("an amount is a positive number")

    @property
    def mcg(self) -> Decimal:
        """The amount in micrograms."""
        return _plain(self.value if self.unit is Unit.MCG else self.value * 1000)

    @property
    def mg(self) -> Decimal:
        """The amount in milligrams."""
        return _plain(self.value if self.unit is Unit.MG else self.value / 1000)

    def __str__(self) -> str:
        """The form in which it is kept, such as '1000 mcg'; parse_stored reads it back."""
        return f"{_plain(self.value):f} {self.unit}"


@dataclass(frozen=True)
class NeedsUnit:
    """A number without mcg or mg: the patient is asked which."""

    options: tuple[Amount, ...]


@dataclass(frozen=True)
class Volume:
    """A volume (mL, cc) where an amount of medicine was asked for."""


@dataclass(frozen=True)
class Unreadable:
    """Nothing in it that is an amount."""


Parsed = Amount | NeedsUnit | Unclear[Amount] | Volume | Unreadable

_UNITS = {
    Unit.MCG: r"mcgs?|[uµμ]gs?|micro ?gram(?:me)?s?|microgramos?|micro",
    Unit.MG: r"mgs?|m\.g\.|milli ?gram(?:me)?s?|miligramos?",
}
_VOLUME = re.compile(r"(?:\d|/|\bper|\bpor)\s*(?:ml|m\.l\.|cc|milliliters?|millilitres?|mililitros?)\b", re.IGNORECASE)
_NUMBER = r"(?<![\w.,-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])|(?<![\w.,-])\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(rf"({_NUMBER})\s*({'|'.join(f'(?:{u})' for u in _UNITS.values())})?(?!\w)", re.IGNORECASE)

# What labels state runs from 100 to 50,000 mcg (clinical.md 1.1): outside, a slip of unit is likely.
LONGEST = 12  # digits and signs; no label has more
USUAL_MCG = (Decimal(100), Decimal(50_000))


def parse_amount(text: str, grouping: str = "") -> Parsed:
    """Read one amount such as '1000 mcg' or '0,5 mg'.

    `grouping` is the sign that surely groups thousands where this patient's language is spoken ("," in English);
    another sign before exactly three digits is Unclear, because 10.000 is ten thousand here and ten there.
    Two different amounts in one text are Unreadable: the patient is asked for one.
    """
    if _VOLUME.search(text):
        return Volume()
    if re.search(rf"\d[\d.,\s]{{{LONGEST},}}", text):
        return Unreadable()
    bare = re.fullmatch(rf"\s*(?:{_NUMBER})\s*", text)
    if bare:
        values = _readings(text.strip(), grouping)
        options = tuple(Amount(v, u) for v in values if v > 0 for u in Unit)
        return NeedsUnit(options) if options else Unreadable()
    found = [_meanings(m.group(1), _unit(m.group(2)), grouping) for m in _AMOUNT.finditer(text)]
    if len({tuple(a.mcg for a in amounts) for amounts in found}) != 1 or "-" in text or not found[0]:
        return Unreadable()
    return found[0][0] if len(found[0]) == 1 else Unclear(found[0])


def _meanings(number: str, unit: Unit | None, grouping: str) -> tuple[Amount, ...]:
    """The amounts that a number with its unit can mean; none without a unit."""
    if unit is None:
        return ()
    return tuple(Amount(v, unit) for v in _readings(number, grouping) if v > 0)


def parse_stored(text: str) -> Amount:
    """Read back what str(Amount) wrote; ValueError if it is anything else."""
    number, _, unit = text.partition(" ")
    if not re.fullmatch(r"\d+(\.\d+)?", number):
        raise ValueError("not a stored amount")
    return Amount(Decimal(number), Unit(unit))


def is_unusual(amount: Amount) -> bool:
    """Whether it lies outside what any label states (source: clinical.md 1.1), so that the bot asks once more.

    It never refuses: the amount is the clinician's.
    """
    lowest, highest = USUAL_MCG
    return not lowest <= amount.mcg <= highest


def _unit(text: str | None) -> Unit | None:
    if not text:
        return None
    return next(unit for unit, pattern in _UNITS.items() if re.fullmatch(pattern, text, re.IGNORECASE))


def _readings(number: str, grouping: str) -> Sequence[Decimal]:
    """Every number that the digits and separators can mean, the likelier first."""
    digits = re.sub(r"[ \u00a0\u202f]", "", number)
    signs = re.findall(r"[.,]", digits)
    if not signs:
        return [Decimal(digits)]
    parts = re.split(r"[.,]", digits)
    if len(signs) == 1 and len(parts[0]) > 3 and len(parts[1]) == 3:
        return []  # 1010,000: thousands with a digit too many, or three decimals that no label has
    grouped = len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(p) == 3 for p in parts[1:])
    as_decimal = Decimal(digits.replace(",", ".")) if len(signs) == 1 else None
    as_group = Decimal("".join(parts)) if grouped and len(set(signs)) == 1 else None
    if as_decimal is not None and as_group is not None:
        return [as_group] if signs[0] == grouping else [as_group, as_decimal]
    if as_decimal is None and as_group is None:
        return _mixed(parts, signs)
    return [v for v in (as_group, as_decimal) if v is not None]


def _mixed(parts: Sequence[str], signs: Sequence[str]) -> Sequence[Decimal]:
    """1,000.5 and 1.000,5: one sign groups, the other, last and alone, is the decimal point; else nothing."""
    *heads, tail = parts
    one_group_sign = len(set(signs[:-1])) == 1 and signs[-1] not in signs[:-1]
    if one_group_sign and len(heads[0]) <= 3 and all(len(p) == 3 for p in heads[1:]):
        return [Decimal(f"{''.join(heads)}.{tail}")]
    return []


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return Decimal(f"{value.normalize():f}")
