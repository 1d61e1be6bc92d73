"""The rhythm in a piece of a prescription, where it can be read in one way only."""

import re
from dataclasses import replace

from bot.domain.prescription.reading import Whole
from bot.domain.prescription.said import ONE, Rhythm, Words
from bot.domain.written import TimeUnit, Timing, Why

_DAY_HOURS = 24
_HOURS = {TimeUnit.HOUR: 1, TimeUnit.DAY: 24, TimeUnit.WEEK: 7 * 24, TimeUnit.MONTH: 30 * 24, TimeUnit.YEAR: 365 * 24}
_MOST_A_DAY = 4
_SURE_MONTHS = (2, 3, 4, 6, 12)  # "10 monthly" is rather ten of them, or "then monthly"
_UNSURE_WEEKS = 7  # "3 weekly" may be three a week; "12 weekly" is every 12 weeks


def rhythm(words: Words) -> Rhythm | Why:
    """Weekly; every 2 to 3 months; 3 times a week; every other day; once every 2 weeks."""
    named = words.all("rhythm")
    base = re.fullmatch(r"(\d+)/(\d+)(\w+)", str(named[0])) if named else None
    counted = "often" in words or "n" in words
    often = words.whole("often", "n")
    if "n" in words and often != ONE and "per" not in words:
        return Why.UNCLEAR_FREQUENCY  # "2 injections every week": two each time, or two in all
    if base:
        every, unit = (int(base[2]), None), TimeUnit(base[3])
        if counted and (base[1] != "1" or ONE not in (often, every)):
            return Why.UNCLEAR_FREQUENCY
        often = often if counted else (int(base[1]), None)
        return _rhythm(often, every, unit, counted or base[1] != "1")
    if "ordinal" in words and often != ONE:
        return Why.UNCLEAR_FREQUENCY
    return _rhythm(often, _every(words), _unit(words), counted)


def numbered(words: Words) -> Rhythm | Why:
    """12-weekly, 3 monthly; "1 weekly" is one a week."""
    period, unit = words.whole("period"), words.unit
    if period == ONE:
        return _rhythm(ONE, ONE, unit, counted=True)
    unsure = unit is TimeUnit.WEEK and "hyphen" not in words and period[0] <= _UNSURE_WEEKS
    unsure = unsure or (unit is TimeUnit.MONTH and period[0] not in _SURE_MONTHS)
    return Why.UNCLEAR_FREQUENCY if unsure or unit is TimeUnit.DAY else _rhythm(ONE, period, unit, counted=False)


def on_days(words: Words) -> Rhythm | Why:
    """Monday and Thursday; every other Friday. The third Friday is a day of the month, which no phase can hold."""
    listed = words.all("weekdays")
    days = set(listed[0]) if listed and isinstance(listed[0], tuple) else set(words.text("weekday_set").split())
    period = int(words.text("ordinal")) if "ordinal" in words else 1
    weekdays = tuple(sorted(int(day) for day in days))
    return Rhythm(Timing(len(days), period, TimeUnit.WEEK, weekdays=weekdays)) if period < 3 else Why.UNCLEAR_FREQUENCY


def a_week(words: Words) -> Rhythm | Why:
    """The rhythm of "1,000 mcg a week"."""
    return _rhythm(ONE, ONE, words.unit, counted=False)


def both(one: Rhythm, other: Rhythm) -> Rhythm | None:
    """What two rhythms say together: the same twice, or "weekly, on Mondays"; None where they disagree."""
    if one.timing == other.timing:
        return Rhythm(one.timing, one.counted or other.counted)
    plain, named = (other, one) if one.timing.weekdays else (one, other)
    often, days = plain.timing, named.timing
    if often.weekdays or not days.weekdays or often.unit is not TimeUnit.WEEK or often.frequency_most is not None:
        return None
    if often.frequency not in (len(days.weekdays), *(() if plain.counted else (1,))) or days.period != 1:
        return None
    return Rhythm(replace(often, frequency=len(days.weekdays), weekdays=days.weekdays), plain.counted)


def is_daily(timing: Timing) -> bool:
    """Whether it can mean an injection each day, or more."""
    most = timing.frequency_most or timing.frequency
    return most * _DAY_HOURS >= timing.period * _HOURS[timing.unit]


def _every(words: Words) -> Whole:
    if "ordinal" in words:
        return int(words.text("ordinal")), None
    if "fortnight" in words:
        return int(words.text("fortnight").split()[0]), None
    return words.whole("period")


def _unit(words: Words) -> TimeUnit:
    if "fortnight" in words:
        return TimeUnit(words.text("fortnight").split()[1])
    return TimeUnit.DAY if "daypart" in words else words.unit


def _rhythm(often: Whole, every: Whole, unit: TimeUnit, counted: bool) -> Rhythm | Why:
    few, most = every
    if unit is TimeUnit.HOUR and all(hours % _DAY_HOURS == 0 for hours in every if hours is not None):
        few, most, unit = few // _DAY_HOURS, None if most is None else most // _DAY_HOURS, TimeUnit.DAY
    if most is not None and (few, unit) == (1, TimeUnit.DAY):
        return Why.UNCLEAR_RANGE  # every day or not: that is never left open
    timing = Timing(often[0], few, unit, often[1], most)
    return Why.UNUSUAL_FREQUENCY if _is_unusual(timing) else Rhythm(timing, counted)


def _is_unusual(timing: Timing) -> bool:
    """More than four a day, or more than a year between two: no label states that (source: clinical.md 1.1)."""
    if timing.unit not in _HOURS:
        return True
    hours = timing.period * _HOURS[timing.unit]
    most = timing.frequency_most or timing.frequency
    return most * _DAY_HOURS > hours * _MOST_A_DAY or hours > timing.frequency * _HOURS[TimeUnit.YEAR]
