"""ISO 8601 durations of a fixed length: weeks, days, hours, minutes, seconds."""

import re
from datetime import timedelta

from bot.sandbox.errors import ImpossibleError

_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.ASCII
)
_CALENDAR = re.compile(r"P[\d.WD]*[\d.]+[YM]", re.ASCII)


def parse_duration(text: str) -> timedelta:
    """How long PT8H, P1D or P1W is; raises ImpossibleError where that depends on the calendar, or is unclear."""
    if _CALENDAR.match(text):
        raise ImpossibleError(f'{text!r}: months and years have no fixed length; give days, or a time in "to".')
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        raise ImpossibleError(f'{text!r} is no duration such as "PT8H", "P1D" or "P1W".')
    weeks, days, hours, minutes, seconds = (float(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
