"""At most one unasked message a day beside the reminders of doses: which goes, which waits, which is let be.

A rule about messages, not about medicine.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from bot.domain.nudge import Kind
from bot.domain.regimen import place, wall

# These have a day of their own, and are told on it whatever else is.
FIXED = (Kind.REVIEW, Kind.ENDING, Kind.VISIT_BEFORE, Kind.VISIT_DAY, Kind.VISIT_AFTER)
# All that counts, the first ahead of the others where several are due at once.
UNASKED = (*FIXED, Kind.REACTION, Kind.IMPROVEMENT, Kind.CHECK_IN, Kind.QUESTIONS)
# On the day of one of the first injections of a product, the question after that injection matters more.
GIVE_WAY_TO_FIRST = (Kind.IMPROVEMENT, Kind.CHECK_IN)


def day_of(instant: datetime, zone: str) -> tuple[datetime, datetime]:
    """From when until before when (aware, UTC) the local day of that instant lasts in the IANA zone."""
    day = datetime.combine(wall(instant, zone).date(), time())
    return place(day, zone), place(day + timedelta(days=1), zone)


def waits_until(kind: Kind, planned: datetime, now: datetime, zone: str) -> datetime | None:
    """The local day after `now`, at the time of day for which it was planned; None where it is worth nothing then.

    A question after an injection is not: its buttons are on the injection's card in any case.
    """
    if kind is Kind.REACTION:
        return None
    tomorrow = wall(now, zone).date() + timedelta(days=1)
    return place(datetime.combine(tomorrow, wall(planned, zone).time()), zone)


def is_held_back(kind: Kind, heard: bool, coming: Collection[Kind], first_dose: bool) -> bool:
    """Whether it may not go today.

    `heard`: another went today, or is on its way; `coming`: what still stands in line for today; `first_dose`: one of
    the first injections of a product is due today.
    """
    if kind in FIXED:
        return False
    if kind is Kind.REACTION:
        return heard
    awaited = any(one in FIXED or one is Kind.REACTION for one in coming)
    return heard or awaited or (first_dose and kind in GIVE_WAY_TO_FIRST)
