"""A time of day as people type it: 9, 09:00, 9.30, 21 h, 9 pm, noon."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bot.domain.closest import fold
from bot.domain.unclear import Unclear as Unclear


@dataclass(frozen=True)
class DayPart:
    """Hours of the day from `start` until before `end`, 0 to 24; over midnight where `end` is not later.

    DayPart(0, 24) is a word that tells nothing, such as "at" or "o'clock".
    """

    start: int
    end: int

    def holds(self, hour: int) -> bool:
        """Whether `hour` (0 to 23) belongs to this part of the day."""
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


TimeWords = Mapping[str, time | DayPart]
"""A language's words: named times ("noon"), parts of the day ("in the morning"), words without weight."""

_LATIN: TimeWords = {
    **dict.fromkeys(("am", "a m"), DayPart(0, 12)),
    **dict.fromkeys(("pm", "p m"), DayPart(12, 24)),
}
_DIGITS = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.,]|h(?=\s?\d))\s?(?P<minute>\d\d)|(?<=\d\d)(?P<military>\d\d))?"
    r"(?:\s?h(?![^\W\d]))?"
    r"(?!\d)"
)


def parse_time(text: str, words: TimeWords) -> time | Unclear[time] | None:
    """The local time of day (no zone, whole minutes) that `text` tells; None where it tells none.

    A bare hour from 1 to 12 without a part of the day is Unclear, likeliest reading first. With minutes, a
    leading zero or an h ("9:00", "09", "9h") it is a 24-hour time. Never raises.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    match = _DIGITS.search(plain)
    if match is None:
        return _named(_known(plain, words))
    found = _known(f"{plain[: match.start()]} {plain[match.end() :]}", words)
    hour, minute = int(match["hour"]), int(match["minute"] or match["military"] or 0)
    if found is None or hour > 23 or minute > 59:
        return None
    clear = match.end() - match.start() > len(str(hour))
    return _choose([time(reading, minute) for reading in _readings(hour)], found, clear)


def _named(found: list[time | DayPart] | None) -> time | None:
    times = {word for word in found or () if isinstance(word, time)}
    return times.pop() if len(times) == 1 else None


def _known(rest: str, words: TimeWords) -> list[time | DayPart] | None:
    """What the words around the digits say; None if there is one that we do not know."""
    meaning = {fold(phrase): says for phrase, says in (*_LATIN.items(), *words.items()) if fold(phrase)}
    longest_first = sorted(meaning, key=len, reverse=True)
    phrase = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)")
    folded = fold(rest)
    return None if phrase.sub("", folded).strip() else [meaning[word] for word in phrase.findall(folded)]


def _readings(hour: int) -> tuple[int, ...]:
    """The hours that a written hour may mean, likeliest first."""
    if hour == 0 or hour > 12:
        return (hour,)
    return (12, 0) if hour == 12 else (hour, hour + 12)


def _choose(readings: list[time], found: list[time | DayPart], clear: bool) -> time | Unclear[time] | None:
    fits = [reading for reading in readings if all(_agrees(reading, word) for word in found)]
    match fits:
        case [only]:
            return only
        case [first, _]:
            return first if clear else Unclear(tuple(fits))
    # "5 in the morning" where the language's morning starts at 6: the words do not decide, so ask.
    return Unclear(tuple(readings)) if len(readings) > 1 else None


def _agrees(reading: time, word: time | DayPart) -> bool:
    return word.holds(reading.hour) if isinstance(word, DayPart) else word == reading
