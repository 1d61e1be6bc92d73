"""Whether later dates can hang on a late injection at all."""

from datetime import date, time

import pytest

from bot.domain.regimen import AfterCount, End, Period, Phase, PhaseKind, Repeat, UntilReview
from bot.domain.rhythm import can_count
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
