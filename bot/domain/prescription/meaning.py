"""What one piece of a prescription says: an amount, a rhythm, an end, a route; or why it has to be asked about."""

from collections.abc import Callable
from datetime import date
from typing import cast

from bot.domain.prescription.doses import amount, held, packed, pair
from bot.domain.prescription.reading import Piece
from bot.domain.prescription.rhythms import a_week, numbered, on_days, rhythm
from bot.domain.prescription.said import Beside, Break, Clocks, Doses, Ending, Said, Words
from bot.domain.prescription.words import Pattern
from bot.domain.regimen import Route
from bot.domain.written import Measure, Span, TimeUnit, Why


def meaning(piece: Piece, pattern: Pattern, grouping: str) -> tuple[Said, ...] | Why:
    """What a piece of that pattern says; `grouping` is the sign that surely groups thousands in its language."""
    if pattern.refused:
        return Why[pattern.kind]
    words = Words(piece, grouping)
    for low, most in words.wholes:
        if low <= 0 or most == 0:
            return Why.NOT_POSITIVE
        if most is not None and most <= low:
            return Why.UNCLEAR_RANGE
    said = MEANINGS[pattern.kind](words)
    return said if isinstance(said, Why | tuple) else (said,)


def _rate(words: Words) -> tuple[Said, ...] | Why:
    """1,000 mcg a week; but "2 ampoules a week" may be one at a time."""
    dose, often = amount(words), a_week(words)
    if isinstance(dose, Why):
        return dose
    if isinstance(often, Why):
        return often
    shared = dose.unit in (Measure.AMPOULE, Measure.VIAL) and dose.value > 1
    return Why.UNCLEAR_AMOUNT if shared else (dose, often)


def _count(words: Words) -> Ending:
    return Ending(*words.whole("count"))


def _doses(words: Words) -> Doses:
    return Doses(*words.whole("count", "often"), marked="mult" in words)


def _lasting(words: Words) -> Ending:
    if "fortnight" in words:
        length, unit = words.text("fortnight").split()
        return Ending(lasting=Span(int(length), TimeUnit(unit)))
    length_, most = words.whole("length", "span")
    return Ending(lasting=Span(length_, words.unit, most))


def _until(words: Words) -> Ending | Why:
    if "review" in words:
        return Ending(until_review=True)
    day = words.all("day")[0]
    return Ending(until=day) if isinstance(day, date) else Why.UNCLEAR_END


def _ask(words: Words) -> Why:
    return Why[words.text("ask")]


def _clock(words: Words) -> Clocks:
    return Clocks(cast(tuple[()], words.all("clock")[0]))


MEANINGS: dict[str, Callable[[Words], Said | tuple[Said, ...] | Why]] = {
    "amount": amount,
    "held": held,
    "packed": packed,
    "pair": pair,
    "rate": _rate,
    "rhythm": rhythm,
    "numbered": numbered,
    "on_days": on_days,
    "clock": _clock,
    "count": _count,
    "doses": _doses,
    "lasting": _lasting,
    "until": _until,
    "life": lambda _: Ending(for_life=True),
    "route": lambda words: Route(words.text("route")),
    "then": lambda _: Break(sure=True),
    "soft": lambda _: Break(sure=False),
    "beside": lambda _: Beside(unknown=False),
    "strength": lambda _: Beside(unknown=False),
    "silent": lambda _: Beside(unknown=False),
    "ask": _ask,
}
