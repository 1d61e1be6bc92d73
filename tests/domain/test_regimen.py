"""Regimens: every injection falls on its day, none is lost, doubled or out of order."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice, pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.amount import Amount, Unit
from bot.domain.injection import describe
from bot.domain.nudge import first
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    End,
    Label,
    OnDate,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
    place,
    wall,
)
from bot.domain.regimen_record import from_record, to_record
from bot.domain.rhythm import last_day, later, total, wall_times
from bot.domain.timeline import occurrences, upcoming
from tests.domain.strategies import phases, regimens
from tests.domain.test_dose import a_dose

DOSE = Amount(Decimal(1000), Unit.MCG)
NINE = time(9)


def phase(repeat: Repeat, start: date, end: End, *at: time) -> Phase:
    return Phase(PhaseKind.REPLETION, DOSE, repeat, at or (NINE,), start, end)


def begins(one: Phase) -> date:
    assert one.start is not None
    return one.start


def days(one: Phase, limit: int = 8) -> list[str]:
    return [f"{moment:%a %d %b}" for moment in islice(wall_times(one), limit)]


@pytest.mark.parametrize(
    ("repeat", "start", "end", "expected"),
    [
        (Repeat(1, Period.DAY), date(2026, 3, 2), AfterCount(3), ["Mon 02 Mar", "Tue 03 Mar", "Wed 04 Mar"]),
        (Repeat(2, Period.DAY), date(2026, 2, 27), AfterCount(3), ["Fri 27 Feb", "Sun 01 Mar", "Tue 03 Mar"]),
        (
            Repeat(1, Period.WEEK),
            date(2026, 3, 3),
            AfterSpan(3, Period.WEEK),
            ["Tue 03 Mar", "Tue 10 Mar", "Tue 17 Mar"],
        ),
        (Repeat(12, Period.WEEK), date(2026, 3, 3), AfterCount(2), ["Tue 03 Mar", "Tue 26 May"]),
        (
            Repeat(1, Period.WEEK, (0, 2, 4)),
            date(2026, 3, 4),
            AfterSpan(1, Period.WEEK),
            ["Wed 04 Mar", "Fri 06 Mar", "Mon 09 Mar"],
        ),
        (Repeat(2, Period.WEEK, (1, 3)), date(2026, 3, 3), AfterCount(3), ["Tue 03 Mar", "Thu 05 Mar", "Tue 17 Mar"]),
        (Repeat(1, Period.MONTH), date(2026, 1, 15), OnDate(date(2026, 3, 14)), ["Thu 15 Jan", "Sun 15 Feb"]),
        (Repeat(1, Period.MONTH), date(2026, 1, 31), AfterCount(3), ["Sat 31 Jan", "Sat 28 Feb", "Tue 31 Mar"]),
        (Repeat(1, Period.MONTH), date(2027, 1, 30), AfterCount(3), ["Sat 30 Jan", "Sun 28 Feb", "Tue 30 Mar"]),
        (Repeat(1, Period.MONTH), date(2028, 1, 29), AfterCount(2), ["Sat 29 Jan", "Tue 29 Feb"]),
        (Repeat(3, Period.MONTH), date(2026, 3, 31), AfterCount(2), ["Tue 31 Mar", "Tue 30 Jun"]),
    ],
)
def test_injections_fall_where_a_calendar_says(repeat: Repeat, start: date, end: End, expected: list[str]) -> None:
    assert days(phase(repeat, start, end)) == expected


def test_a_phase_until_review_has_no_last_injection() -> None:
    endless = phase(Repeat(1, Period.DAY), date(2026, 3, 2), UntilReview())
    assert (total(endless), last_day(endless)) == (None, None)
    assert len(list(islice(wall_times(endless), 1000))) == 1000


def test_a_finite_phase_tells_its_count_and_last_day() -> None:
    finite = phase(Repeat(2, Period.DAY), date(2026, 3, 2), AfterSpan(2, Period.WEEK))
    assert (total(finite), last_day(finite)) == (7, date(2026, 3, 14))
    empty = phase(Repeat(2, Period.DAY), date(2026, 3, 2), OnDate(date(2026, 3, 1)))
    assert (total(empty), last_day(empty)) == (0, None)


def test_several_times_a_day_are_counted_one_by_one() -> None:
    twice = phase(Repeat(1, Period.DAY), date(2026, 3, 2), AfterCount(3), time(20), time(8))
    assert [f"{m:%d %H}" for m in wall_times(twice)] == ["02 08", "02 20", "03 08"]


def test_phases_follow_each_other_and_number_their_own_injections() -> None:
    regimen = Regimen(
        "Methylcobalamin",
        Label(),
        Route.INTRAMUSCULAR,
        (
            phase(Repeat(2, Period.DAY), date(2026, 3, 2), AfterCount(2)),
            phase(Repeat(1, Period.MONTH), date(2026, 4, 4), UntilReview()),
        ),
    )
    got = [(o.phase, o.number, f"{o.local:%d %b}") for o in islice(occurrences(regimen, "Europe/Berlin"), 4)]
    assert got == [(1, 1, "02 Mar"), (1, 2, "04 Mar"), (2, 1, "04 Apr"), (2, 2, "04 May")]
    after = upcoming(regimen, "Europe/Berlin", datetime(2026, 3, 4, 8, tzinfo=UTC), 1)
    assert [(o.phase, o.number) for o in after] == [(2, 1)], "what falls due at that very instant is not upcoming"


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        (datetime(2026, 3, 29, 2, 30), "Europe/Berlin", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 30), "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 3, 29, 9), "Europe/Berlin", datetime(2026, 3, 29, 7, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 3, 28, 9), "Europe/Berlin", datetime(2026, 3, 28, 8, tzinfo=UTC)),  # noqa: DTZ001
        (datetime(2026, 3, 8, 9), "Asia/Kathmandu", datetime(2026, 3, 8, 3, 15, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_wall_times_are_placed_forward_in_a_gap_and_once_in_an_overlap(
    local: datetime, zone: str, instant: datetime
) -> None:
    assert place(local, zone) == instant


@given(phases, st.sampled_from(sorted(available_timezones())))
def test_no_injection_is_doubled_or_out_of_order(one: Phase, zone: str) -> None:
    moments = list(islice(wall_times(one), 60))
    assert all(a < b for a, b in pairwise(moments))
    assert all(moment.time() in one.at and moment.date() >= begins(one) for moment in moments)
    regimen = Regimen("B12", Label(), Route.UNKNOWN, (one,))
    placed = list(islice(occurrences(regimen, zone), 60))
    assert all(a.at <= b.at for a, b in pairwise(placed))
    assert [o.number for o in placed] == list(range(1, len(placed) + 1))
    assert all(abs(wall(o.at, zone) - o.local) <= timedelta(days=1) for o in placed)


@given(phases)
def test_a_finite_phase_ends_where_it_says(one: Phase) -> None:
    count, last = total(one), last_day(one)
    match one.end:
        case AfterCount(injections, most):
            assert count == (most or injections)
        case OnDate(day):
            assert last is None or last <= day
        case AfterSpan(length, period, most):
            assert last is None or last < later(begins(one), most or length, period)
        case UntilReview():
            assert (count, last) == (None, None)


@given(regimens)
def test_a_regimen_reads_back_from_its_record(regimen: Regimen) -> None:
    assert from_record(to_record(regimen)) == regimen


@pytest.mark.parametrize("end", [{}, {"count": "x"}, {"untilReview": False}])
def test_a_record_that_nobody_wrote_is_refused(end: dict[str, object]) -> None:
    one = phase(Repeat(1, Period.DAY), date(2026, 3, 2), UntilReview())
    record = to_record(Regimen("B12", Label(), Route.UNKNOWN, (one,)))
    record["phases"][0]["end"] = end
    with pytest.raises(ValueError, match="not the end of a phase"):
        from_record(record)


def test_an_injection_knows_whether_it_is_the_last_of_the_plan() -> None:
    two = Regimen(
        "B12",
        Label(),
        Route.UNKNOWN,
        (
            phase(Repeat(1, Period.DAY), date(2026, 3, 2), AfterCount(2)),
            phase(Repeat(1, Period.DAY), date(2026, 3, 9), AfterCount(1)),
        ),
    )
    assert not describe(a_dose(phase=1, number=2), two, "UTC").last_of_plan
    assert describe(a_dose(phase=2, number=1), two, "UTC").last_of_plan
    assert describe(a_dose(phase=2, number=1), two, "UTC").of == 1
    assert first(a_dose()).key == "dose:7:due"
