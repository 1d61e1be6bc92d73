"""A patient in another time zone: whether a plan's dates differ by the clock they follow, and both ways by dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

A_YEAR = 366


class Way(StrEnum):
    """Which clock a plan follows after a move: the one of the new place, or the one it had."""

    HERE = "here"
    STAY = "stay"


@dataclass(frozen=True)
class Due:
    """One coming injection, by the aware UTC instants of its due window; the same where there is no range."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class Fork:
    """A plan in force whose dates hang on the answer: the next ones if it follows the new clock, and if it stays.

    `zone` is the IANA zone of the clock it has.
    """

    version: int
    medicine: str
    zone: str
    here: tuple[Due, ...]
    stays: tuple[Due, ...]


def same_clock(one: str, other: str, now: datetime) -> bool:
    """Whether two IANA zones tell the same time on each day of the year that begins at the instant `now`."""
    days = (now + timedelta(days=day) for day in range(A_YEAR))
    a, b = ZoneInfo(one), ZoneInfo(other)
    return one == other or all(day.astimezone(a).utcoffset() == day.astimezone(b).utcoffset() for day in days)


def to_record(forks: Sequence[Fork]) -> list[dict[str, Any]]:
    """As kept in a dialogue in hand."""
    return [
        {
            "version": fork.version,
            "medicine": fork.medicine,
            "zone": fork.zone,
            "here": [[one.earliest.isoformat(), one.latest.isoformat()] for one in fork.here],
            "stays": [[one.earliest.isoformat(), one.latest.isoformat()] for one in fork.stays],
        }
        for fork in forks
    ]


def from_record(record: Sequence[Mapping[str, Any]]) -> tuple[Fork, ...]:
    """What to_record wrote."""
    return tuple(
        Fork(told["version"], told["medicine"], told["zone"], _dues(told["here"]), _dues(told["stays"]))
        for told in record
    )


def _dues(told: Sequence[Sequence[str]]) -> tuple[Due, ...]:
    return tuple(Due(*(datetime.fromisoformat(instant) for instant in window)) for window in told)
