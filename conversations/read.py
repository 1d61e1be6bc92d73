"""Reading answers: each gives a parser for a question, which returns a value or says what to do."""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, time
from typing import TypeVar

from bot.domain.amount import Amount, NeedsUnit, Unclear, Unreadable, Volume, parse_amount, parse_stored
from bot.domain.clock_time import parse_time
from bot.domain.closest import fold
from bot.domain.dates import parse_date
from bot.i18n import Translator
from bot.views import ask_dates, ask_phase, ask_schedule, ask_start
from bot.views.screen import Prompt
from conversations.dialogue import Again

T = TypeVar("T")
# a number, and the greater one where it is a range
Count = tuple[int, int | None]

LONGEST_WORDS = 80
MOST_TIMES = 4
# stands before an answer that was tapped or is kept, so that it can never be read in two ways; nobody can type it
PICKED = "="


def one_of(values: Iterable[T], prompt: Prompt) -> Callable[[str], T | Again]:
    """One of the offered values, by its string."""
    known = {str(value): value for value in values}
    return lambda said: known[said] if said in known else Again(prompt)


def words(prompt: Prompt) -> Callable[[str], str | Again]:
    """A short text in the patient's own words, on one line."""

    def read(said: str) -> str | Again:
        text = " ".join(said.split())
        return text if 0 < len(text) <= LONGEST_WORDS else Again(prompt)

    return read


def words_or(offered: Collection[str], prompt: Prompt, longest: int, too_long: Prompt) -> Callable[[str], str | Again]:
    """One of the offered answers, or a text in the patient's own words on one line."""

    def read(said: str) -> str | Again:
        text = " ".join(said.split())
        if text in offered:
            return text
        if not text or text.startswith(PICKED):
            return Again(prompt)
        return text if len(text) <= longest else Again(too_long)

    return read


def amount(t: Translator) -> Callable[[str], Amount | Again]:
    """One amount with its unit; whatever is not sure is asked."""

    def read(said: str) -> Amount | Again:
        if said.startswith(PICKED):
            return parse_stored(said.removeprefix(PICKED))
        match parse_amount(said, t.words.grouping):
            case Amount() as value:
                return value
            case Unclear(options) | NeedsUnit(options):
                return Again(ask_schedule.which_amount(t, options))
            case Volume():
                return Again(ask_schedule.a_volume(t))
            case Unreadable():
                return Again(ask_schedule.not_an_amount(t))

    return read


def kept_amount(value: Amount) -> str:
    """How an amount is kept."""
    return f"{PICKED}{value}"


def kept(value: Amount | str) -> str:
    """The same where the answer may be a word."""
    return value if isinstance(value, str) else kept_amount(value)


def strength_per_ml(t: Translator) -> Callable[[str], Amount | Again]:
    """The same where the label says "per mL": those words are not a volume here."""
    read = amount(t)
    return lambda said: read(re.sub(r"(/|\bper|\bpor)\s*(1\s*)?ml\b", "", said, flags=re.IGNORECASE))


def time_of_day(t: Translator) -> Callable[[str], time | Again]:
    """A wall-clock time; 9 alone is asked about."""

    def read(said: str) -> time | Again:
        found = parse_time(said, t.time_words)
        if found is None:
            return Again(ask_start.not_a_time(t))
        return found if isinstance(found, time) else Again(ask_start.which_time(t, found.options))

    return read


def times_of_day(t: Translator) -> Callable[[str], tuple[time, ...] | Again]:
    """One wall-clock time, or several in order of the day: "09:00 and 21:00". What is not sure is asked."""

    def read(said: str) -> tuple[time, ...] | Again:
        parts = _parts(said, t.words.replies["and"])
        found = [parse_time(part, t.time_words) for part in parts]
        if len(found) == 1 and isinstance(found[0], Unclear):
            return Again(ask_start.which_time(t, found[0].options))
        if None in found:
            return Again(ask_start.not_a_time(t))
        sure = sorted({one for one in found if isinstance(one, time)})
        return tuple(sure) if len(sure) == len(parts) <= MOST_TIMES else Again(ask_phase.unclear_times(t))

    return read


def _parts(said: str, joining: Iterable[str]) -> list[str]:
    """What stands between the commas and the words for "and"; "9,30" is one time."""
    ands = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in joining)
    parts = re.split(rf",\s|[;\n]|{ands}", said, flags=re.IGNORECASE)
    return [part for part in parts if part.strip()] or [said]


def kept_times(times: tuple[time, ...]) -> str:
    """How times are kept: 09:00, 21:00."""
    return ", ".join(iso(at) for at in times)


def day(
    t: Translator,
    today: date,
    check: Callable[[date], Again | None],
    check_typed: Callable[[date], Again | None] | None = None,
    past: bool = False,
) -> Callable[[str], date | Again]:
    """A calendar day that `check` has nothing against; one that reads two ways is asked about.

    `check_typed` looks only at what is said now: it may hang on today. With `past`, a day without a year that is
    nearer in the past is asked about too: it may have been.
    """

    def all_checks(day: date) -> Again | None:
        return (check_typed(day) if check_typed else None) or check(day)

    def read_typed(said: str) -> date | Again:
        word = {"today": today, "tomorrow": date.fromordinal(today.toordinal() + 1)}.get(said)
        found = word or parse_date(said, today, t.date_words, t.words.day_first)
        if found is None:
            return Again(ask_dates.not_a_day(t))
        if not isinstance(found, date):
            fitting = [option for option in found.options if all_checks(option) is None]
            return Again(ask_dates.which_day(t, fitting or found.options))
        before = _a_year_before(found) if past and not re.search(r"\d{4}", said) else None
        if before is not None and today - before < found - today:
            return Again(ask_dates.which_day(t, (before, found)))
        return all_checks(found) or found

    return lambda said: _kept_day(said, check) if said.startswith(PICKED) else read_typed(said)


def _kept_day(said: str, check: Callable[[date], Again | None]) -> date | Again:
    found = date.fromisoformat(said.removeprefix(PICKED))
    return check(found) or found


def kept_day(day: date) -> str:
    """How a day is kept: it was looked at when it was said."""
    return f"{PICKED}{day.isoformat()}"


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def whole(t: Translator, low: int, high: int) -> Callable[[str], int | Again]:
    """A whole number within bounds."""

    def read(said: str) -> int | Again:
        match = re.fullmatch(r"\D{0,20}?(\d{1,4})\D{0,20}", said.strip())
        value = int(match[1]) if match and "-" not in said and "." not in said and "," not in said else None
        return value if value is not None and low <= value <= high else Again(ask_phase.not_a_number(t, low, high))

    return read


def whole_or_range(t: Translator, low: int, high: int) -> Callable[[str], Count | Again]:
    """A whole number within bounds, or a range of two as the clinician gave it: "3-4", "3 to 4"."""
    joined = "|".join(rf"\s+{re.escape(word)}\s+" for word in t.words.replies["range"])
    pattern = re.compile(
        rf"\D{{0,20}}?(\d{{1,4}})(?:\s*[-\u2010-\u2015]\s*|{joined})(\d{{1,4}})\D{{0,20}}", re.IGNORECASE
    )
    number = whole(t, low, high)

    def read(said: str) -> Count | Again:
        match = pattern.fullmatch(said.strip())
        if match is None:
            only = number(said)
            return only if isinstance(only, Again) else (only, None)
        few, most = int(match[1]), int(match[2])
        if not low <= min(few, most) <= max(few, most) <= high:
            return Again(ask_phase.not_a_number(t, low, high))
        return (few, most) if few < most else Again(ask_phase.not_a_range(t))

    return read


def kept_count(count: Count) -> str:
    """How a number or a range is kept: 3, 3-4."""
    few, most = count
    return str(few) if most is None else f"{few}-{most}"


def iso(value: date | time) -> str:
    """How a day or time is kept: 2026-03-03, 09:00."""
    return value.isoformat() if isinstance(value, date) else f"{value:%H:%M}"


def is_one_of(text: str, words_known: Collection[str]) -> bool:
    """Whether the whole text is one of these words, emoji included."""
    plain = text.strip().rstrip(".! ").strip()
    return plain in words_known or (bool(fold(plain)) and fold(plain) in {fold(word) for word in words_known})
