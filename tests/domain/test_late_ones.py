"""Whether later dates can hang on a late injection at all, and from which one they count."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.regimen import (
    AfterCount,
    Counting,
    End,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.domain.rhythm import can_count
from bot.domain.timeline import History, Key, occurrences
from tests.domain.test_regimen import DOSE

NINE = (time(9),)


@pytest.mark.parametrize(
    ("repeat", "at", "end", "matters"),
    [
        (Repeat(1, Period.WEEK), NINE, UntilReview(), True),
        (Repeat(1, Period.WEEK), NINE, AfterCount(2), True),
        (Repeat(1, Period.WEEK), NINE, AfterCount(1), False),
        (Repeat(1, Period.WEEK, (0, 3)), NINE, UntilReview(), False),
        (Repeat(1, Period.DAY), (time(9), time(21)), UntilReview(), False),
    ],
)
def test_it_matters_only_where_there_is_a_next_one_on_no_fixed_day(
    repeat: Repeat, at: tuple[time, ...], end: End, matters: bool
) -> None:
    assert can_count(Phase(PhaseKind.UNNAMED, DOSE, repeat, at, date(2026, 3, 2), end)) is matters


WEEKLY = Phase(
    PhaseKind.UNNAMED, DOSE, Repeat(1, Period.WEEK), NINE, date(2026, 3, 3), AfterCount(3), Counting.INJECTION
)
MONTHLY = replace(WEEKLY, repeat=Repeat(1, Period.MONTH), start=date(2026, 4, 17), end=AfterCount(2))
PLAN = Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (WEEKLY, MONTHLY))


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("given", "passed", "dates"),
    [
        # the second had passed when the first was given at last: the third counts from that one, not from two weeks on
        ({(1, 1): at(3, 13)}, {(1, 2): at(3, 10)}, ["03 Mar", "10 Mar", "20 Mar", "20 Apr", "20 May"]),
        # the second passed and the first was on time: nothing moves
        ({(1, 1): at(3, 3)}, {(1, 2): at(3, 10)}, ["03 Mar", "10 Mar", "17 Mar", "17 Apr", "17 May"]),
        ({}, {(1, 1): at(3, 3), (1, 2): at(3, 10)}, ["03 Mar", "10 Mar", "17 Mar", "17 Apr", "17 May"]),
        # both of the last had passed when the first was given: the next phase keeps its distance from that
        (
            {(1, 1): at(3, 20)},
            {(1, 2): at(3, 10), (1, 3): at(3, 17)},
            ["03 Mar", "10 Mar", "17 Mar", "20 Apr", "20 May"],
        ),
        # noted in another order than given: the newest counts
        ({(1, 1): at(3, 12), (1, 2): at(3, 10)}, {}, ["03 Mar", "10 Mar", "19 Mar", "19 Apr", "19 May"]),
    ],
)
def test_dates_count_from_the_newest_injection_given_though_others_had_passed_by_then(
    given: dict[Key, datetime], passed: dict[Key, datetime], dates: list[str]
) -> None:
    told = occurrences(PLAN, "Europe/Berlin", History(given, (), passed))
    assert [f"{one.local:%d %b}" for one in told] == dates
