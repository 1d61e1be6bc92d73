"""A calendar day as people type it: 2026-03-03, 3 March, 3/3/2026, tomorrow, next Monday, in 3 days."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher

from bot.domain.closest import fold
from bot.domain.unclear import Unclear as Unclear

Read = date | Unclear[date] | None


@dataclass(frozen=True)
class DateWords:
    """One language's words for days, in any case and with or without accents.

    `months` (12, January first) and `weekdays` (7, Monday first) hold every form of each name, abbreviations
    too. `relative` maps a phrase to days from today ("tomorrow": 1), `ahead` a pattern with {0} for a number to
    the days that one of them lasts ("in {0} weeks": 7). `ignored` words say nothing ("next", "of", "the", "rd").
    """

    months: Sequence[Sequence[str]]
    weekdays: Sequence[Sequence[str]]
    relative: Mapping[str, int] = field(default_factory=dict)
    ahead: Mapping[str, int] = field(default_factory=dict)
    ignored: Sequence[str] = ()


_SEPARATOR = r"\s*[-/.\s\u2010-\u2015\u2212]\s*"
_NUMERIC = re.compile(rf"(\d{{1,4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,4}}))?\s*\.?")
_TOKEN = re.compile(r"\d+|[^\W\d]+")
_CENTURY = 2000
_SHORTEST_PREFIX = 3
_SHORTEST_WITH_SLIPS = 5
_LIKE_ENOUGH = 0.75


def parse_date(text: str, today: date, words: DateWords, day_first: bool) -> Read:
    """The day that `text` tells, as seen from the patient's `today`; None where it tells none. Never raises.

    A year left out means the next such day, today included. Unclear where a numeric date can be read both ways
    (the language's way, `day_first` or not, comes first), where a weekday is today's (today, in a week), and,
    with the one day in question, where the weekday given beside a date is not that date's.
    """
    numeric = _NUMERIC.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if numeric:
        return _numeric([part for part in numeric.groups() if part], today, day_first)
    folded = fold(text)
    counted = _counted(folded, today, words)
    if counted:
        return counted
    ignored = {fold(word) for word in words.ignored}
    tokens = [token for token in _TOKEN.findall(folded) if token not in ignored]
    numbers = [token for token in tokens if token.isdecimal()]
    names = [token for token in tokens if not token.isdecimal()]
    if ":" in text or not names:
        return None
    return _named(names, numbers, today, words) if numbers else _weekday(names, today, words)


def _numeric(parts: list[str], today: date, day_first: bool) -> Read:
    first, second, *rest = parts
    if len(first) > 2:
        return _day(first, second, rest[0], today) if rest and len(rest[0]) < 3 else None
    year = rest[0] if rest else None
    by_day, by_month = _day(year, second, first, today), _day(year, first, second, today)
    ordered = (by_day, by_month) if day_first else (by_month, by_day)
    readings = tuple(dict.fromkeys(reading for reading in ordered if reading))
    return Unclear(readings) if len(readings) > 1 else next(iter(readings), None)


def _day(year: str | None, month: str | int, day: str, today: date) -> date | None:
    """A day by its parts; without a year the next such day, up to eight years on for a 29 February."""
    if year is None:
        coming = (_date(today.year + ahead, int(month), int(day)) for ahead in range(9))
        return next((found for found in coming if found and found >= today), None)
    if len(year) not in (2, 4):
        return None
    return _date(int(year) + (_CENTURY if len(year) == 2 else 0), int(month), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _counted(folded: str, today: date, words: DateWords) -> date | None:
    """today, tomorrow, in 3 days."""
    for phrase, days in words.relative.items():
        if fold(phrase) == folded:
            return _plus(today, days)
    numbers = re.findall(r"\d+", folded)
    shape = re.sub(r"\d+", "0", folded)
    for pattern, days in words.ahead.items():
        if len(numbers) == 1 and len(numbers[0]) < 4 and fold(pattern) == shape:
            return _plus(today, int(numbers[0]) * days)
    # Only for single words: "in two weeks" is not "in a week" with a slip.
    slips = {days for phrase, days in words.relative.items() if " " not in folded and _is_slip(folded, fold(phrase))}
    return _plus(today, slips.pop()) if len(slips) == 1 else None


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _named(names: list[str], numbers: list[str], today: date, words: DateWords) -> Read:
    """A date with its month in words, and maybe its weekday."""
    month, weekday = _month_and_weekday(names, words)
    year = next((number for number in numbers if len(number) == 4), None)
    days = [number for number in numbers if number is not year]
    if year is None and len(days) == 2:
        year = days.pop()
    if month is None or len(days) != 1 or len(days[0]) > 2:
        return None
    found = _day(year, month + 1, days[0], today)
    if found and weekday not in (None, found.weekday()):
        return Unclear((found,))
    return found


def _month_and_weekday(names: list[str], words: DateWords) -> tuple[int | None, int | None]:
    """Month and weekday, each from 0; the month is None where the names are not one month and maybe a weekday."""
    if len(names) == 1:
        return _find(names[0], words.months), None
    if len(names) == 2:
        for weekday_name, month_name in (names, reversed(names)):
            weekday, month = _find(weekday_name, words.weekdays), _find(month_name, words.months)
            if weekday is not None and month is not None:
                return month, weekday
    return None, None


def _weekday(names: list[str], today: date, words: DateWords) -> Read:
    weekday = _find(names[0], words.weekdays) if len(names) == 1 else None
    if weekday is None:
        return None
    in_a_week = _plus(today, 7)
    if weekday == today.weekday():
        return Unclear((today, in_a_week)) if in_a_week else today
    return _plus(today, (weekday - today.weekday()) % 7)


def _find(typed: str, names: Sequence[Sequence[str]]) -> int | None:
    """Which of `names` is meant: by a whole form, else by a beginning that only one has, else by a slip."""
    folded = [[fold(form) for form in forms] for forms in names]
    for matches in (str.__eq__, _is_beginning, _is_slip):
        found = [place for place, forms in enumerate(folded) if any(matches(typed, form) for form in forms)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_beginning(typed: str, form: str) -> bool:
    return len(typed) >= _SHORTEST_PREFIX and form.startswith(typed)


def _is_slip(typed: str, form: str) -> bool:
    """The same first letters and much else in common: "Febuary", but not "monthly" for Monday."""
    alike = SequenceMatcher(None, typed, form, autojunk=False)
    same_start = typed[:_SHORTEST_PREFIX] == form[:_SHORTEST_PREFIX]
    return same_start and len(form) >= _SHORTEST_WITH_SLIPS and alike.ratio() >= _LIKE_ENOUGH
