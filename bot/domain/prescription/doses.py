"""The amount in a piece of a prescription, where it can be read in one way only."""

import re
from decimal import Decimal

from bot.domain.amount import Amount, Unclear, Unit, is_unusual, parse_amount
from bot.domain.prescription.said import ONE, Words
from bot.domain.written import Measure, Why, WrittenDose

_CONTAINERS = (Measure.AMPOULE, Measure.VIAL)
_MOST_CONTAINERS = 10


def amount(words: Words) -> WrittenDose | Why:
    """1,000 mcg; 1 mg; half an ampoule; an ampoule."""
    number = words.text("number") if "number" in words else "1"
    return _dose(number, Measure(words.text("measure")), words.grouping)


def held(words: Words) -> WrittenDose | Why:
    """One injection of 1,000 mcg. Two of them would take sums."""
    return amount(words) if words.whole("n") == ONE else Why.UNCLEAR_AMOUNT


def packed(words: Words) -> WrittenDose | Why:
    """One 1,000 mcg ampoule."""
    inner, outer = (Measure(str(measure)) for measure in words.all("measure"))
    return held(words) if outer in _CONTAINERS and inner not in _CONTAINERS else Why.UNCLEAR_AMOUNT


def pair(words: Words) -> WrittenDose | Why:
    """1 mg (1,000 mcg), which is the one written first; one ampoule of 1 mg, which is 1 mg.

    Where a separator can be read in two ways, the other amount tells which: 1.000 mcg (1 mg) is a thousand.
    """
    numbers = ["1", *(str(number) for number in words.all("number"))][-2:]
    measures = [Measure(str(measure)) for measure in words.all("measure")]
    first, second = (_readings(n, m, words.grouping) for n, m in zip(numbers, measures, strict=True))
    if isinstance(first, Why):
        return first
    if isinstance(second, Why):
        return second
    same = [dose for one in first for other in second if (dose := either(one, other))]
    return _within_labels(same[0]) if len(same) == 1 else Why.UNCLEAR_AMOUNT


def either(first: WrittenDose, second: WrittenDose) -> WrittenDose | None:
    """The dose that both are: of equal ones the first, of a medicine and its one container the medicine; else None."""
    contained = [dose for dose in (first, second) if dose.unit in _CONTAINERS]
    if first == second:
        return first
    if len(contained) == 1 and contained[0].value == 1:
        return second if contained[0] is first else first
    return first if not contained and _mcg(first) == _mcg(second) else None


def _mcg(dose: WrittenDose) -> Decimal:
    return Amount(dose.value, Unit(dose.unit.value)).mcg


def _dose(number: str, unit: Measure, grouping: str) -> WrittenDose | Why:
    """A number with its unit that is read in one way only."""
    found = _readings(number, unit, grouping)
    if isinstance(found, Why):
        return found
    return _within_labels(found[0]) if len(found) == 1 else Why.UNCLEAR_AMOUNT


def _readings(number: str, unit: Measure, grouping: str) -> tuple[WrittenDose, ...] | Why:
    """Each amount that a number with its unit can mean."""
    if number.startswith("-") or re.fullmatch(r"[0.,]+", number):
        return Why.NOT_POSITIVE
    if re.match(r"0\d", number):
        return Why.UNCLEAR_AMOUNT
    parsed = parse_amount(f"{number} {Unit.MG if unit in _CONTAINERS else unit}", grouping)
    match parsed:
        case Amount():
            return (WrittenDose(parsed.value, unit),)
        case Unclear():
            return tuple(WrittenDose(option.value, unit) for option in parsed.options)
        case _:
            return Why.UNCLEAR_AMOUNT


def _within_labels(dose: WrittenDose) -> WrittenDose | Why:
    """The dose, if labels state such amounts (source: clinical.md 1.1)."""
    contained = dose.unit in _CONTAINERS
    unusual = dose.value > _MOST_CONTAINERS if contained else is_unusual(Amount(dose.value, Unit(dose.unit.value)))
    return Why.UNUSUAL_AMOUNT if unusual else dose
