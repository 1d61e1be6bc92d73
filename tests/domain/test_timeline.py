"""Due windows, optional injections, reviews and shifts: where a regimen's injections fall when something moves them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest

from bot.domain.injection import describe
from bot.domain.regimen import (
    AfterCount,
    AfterSpan,
    Counting,
    Injector,
    OnDate,
    Period,
    Regimen,
    Repeat,
    UntilReview,
    review_days,
)
from bot.domain.regimen_record import from_record, to_record
from bot.domain.rhythm import last_day, total, wall_times
from bot.domain.timeline import History, Shift, occurrences
from tests.domain.shapes import counted, phase, regimen, shapes
from tests.domain.test_dose import a_dose

START = date(2026, 3, 3)
DAY = timedelta(days=1)
BERLIN = "Europe/Berlin"


def told(plan: Regimen, limit: int = 8, history: History | None = None) -> list[str]:
    return [f"{one.local:%d %b}" for one in islice(occurrences(plan, BERLIN, history or History()), limit)]


def test_a_range_is_a_due_window_from_its_earliest_to_its_latest() -> None:
    plan = regimen(phase(Repeat(3, Period.DAY, most=4), START, AfterCount(3)))
    placed = list(occurrences(plan, BERLIN))
    assert [one.latest - one.at for one in placed] == [timedelta(0), DAY, DAY], "the first has a day of its own"
    assert told(plan) == ["03 Mar", "06 Mar", "09 Mar"]
    given = History({(1, 2): datetime(2026, 3, 7, 9)})  # noqa: DTZ001
    assert told(counted(plan), history=given) == ["03 Mar", "06 Mar", "10 Mar"]


def test_what_lies_beyond_the_lesser_number_is_optional() -> None:
    plan = shapes(START)["four phases"]
    placed = list(islice(occurrences(plan, BERLIN), 24))
    assert [one.key for one in placed if one.optional] == [(1, 7), (3, 6), (3, 7)]
    assert (total(plan.phases[0]), total(plan.phases[2]), total(plan.phases[3])) == (7, 7, None)


def test_a_phase_after_a_review_waits_for_its_day() -> None:
    plan = shapes(START)["alternate days until review"]
    after = plan.phases[1]
    assert {one.phase for one in islice(occurrences(plan, BERLIN), 100)} == {1}
    assert (list(wall_times(after)), total(after), last_day(after)) == ([], None, None)
    assert review_days(plan) == [(1, date(2026, 6, 1))]
    waiting = replace(after, end=AfterSpan(3, Period.MONTH))
    assert total(waiting) is None
    decided = replace(plan, phases=(replace(plan.phases[0], end=OnDate(date(2026, 3, 7))), after))
    assert told(decided) == ["03 Mar", "05 Mar", "07 Mar"]


@pytest.mark.parametrize("zone", [BERLIN, "Pacific/Auckland"])
def test_a_dose_on_the_review_day_or_later_says_that_the_review_has_come(zone: str) -> None:
    plan = shapes(START)["alternate days until review"]
    before = a_dose(phase=1, number=1)
    on_its_day = replace(before, due=datetime(2026, 6, 1, 7, tzinfo=UTC))
    assert describe(before, plan, zone).review is None
    assert describe(on_its_day, plan, zone).review == date(2026, 6, 1)


def test_an_injection_knows_its_range_its_clinic_and_what_to_do_when_late() -> None:
    plan = replace(shapes(START)["four phases"], injector=Injector.CLINIC)
    first = replace(plan.phases[0], late="Come in the next day.")
    seventh = describe(a_dose(phase=1, number=7), replace(plan, phases=(first,)), BERLIN)
    assert (seventh.fewest, seventh.of, seventh.clinic, seventh.late) == (6, 7, True, "Come in the next day.")
    before = describe(a_dose(phase=0, number=1), plan, BERLIN)
    assert (before.amount, before.of, before.medicine) == (None, None, "Methylcobalamin")


@pytest.mark.parametrize("make", [lambda plan: plan, counted])
def test_a_shift_of_all_moves_the_next_phase_too_and_one_alone_does_not(make: object) -> None:
    assert callable(make)
    plan = make(
        regimen(
            phase(Repeat(1, Period.WEEK), START, AfterCount(3)),
            phase(Repeat(1, Period.MONTH), date(2026, 4, 17), AfterCount(2)),
        )
    )
    all_after = History(shifts=(Shift(1, 2, 2 * DAY, following=True),))
    assert told(plan, history=all_after) == ["03 Mar", "12 Mar", "19 Mar", "19 Apr", "19 May"]
    alone = History({(1, 2): datetime(2026, 3, 10, 9)}, (Shift(1, 2, 2 * DAY, following=False),))  # noqa: DTZ001
    assert told(plan, history=alone)[1] == "12 Mar"
    by_calendar = History(shifts=(Shift(1, 2, 2 * DAY, following=False),))
    moved = told(plan, history=by_calendar)
    assert moved == (
        ["03 Mar", "12 Mar", "19 Mar", "19 Apr", "19 May"]
        if plan.phases[0].counts_from_injection
        else ["03 Mar", "12 Mar", "17 Mar", "17 Apr", "17 May"]
    )


def test_a_phase_on_chosen_weekdays_stays_on_them_when_the_one_before_ends_late() -> None:
    first = replace(phase(Repeat(1, Period.DAY), START, AfterCount(3)), counting=Counting.INJECTION)
    plan = regimen(first, phase(Repeat(1, Period.WEEK, (0, 3)), date(2026, 3, 9), AfterCount(3)))
    late = History({(1, 3): datetime(2026, 3, 7, 9)})  # noqa: DTZ001
    assert told(plan, history=late)[3:] == ["12 Mar", "16 Mar", "19 Mar"]


def test_a_phase_that_ends_on_a_date_ends_there_however_late_its_injections_were() -> None:
    plan = counted(regimen(phase(Repeat(1, Period.WEEK), START, OnDate(date(2026, 3, 20)))))
    assert told(plan) == ["03 Mar", "10 Mar", "17 Mar"]
    assert told(plan, history=History({(1, 1): datetime(2026, 3, 7, 9)})) == ["03 Mar", "14 Mar"]  # noqa: DTZ001


def test_nothing_counts_from_the_injection_on_chosen_weekdays_or_several_times_a_day() -> None:
    twice = counted(regimen(phase(Repeat(1, Period.DAY), START, AfterCount(4), time(8), time(20))))
    assert not twice.phases[0].counts_from_injection
    assert told(twice, history=History({(1, 1): datetime(2026, 3, 5, 9)})) == ["03 Mar"] * 2 + ["04 Mar"] * 2  # noqa: DTZ001
    assert not counted(shapes(START)["twice a week"]).phases[0].counts_from_injection


@pytest.mark.parametrize(
    ("end", "read"),
    [
        ({"weeks": 6}, AfterSpan(6, Period.WEEK)),
        ({"untilReview": True}, UntilReview()),
        ({"count": 3}, AfterCount(3)),
    ],
)
def test_what_the_first_schema_wrote_is_read(end: dict[str, object], read: object) -> None:
    record = to_record(regimen(phase(Repeat(1, Period.DAY), START, AfterCount(3))))
    for new in ("periodMax", "counting", "late"):
        del record["phases"][0][new]
    del record["injector"]
    record["phases"][0]["end"] = end
    back = from_record(record)
    assert back.phases[0].end == read
    assert (back.phases[0].counting, back.phases[0].late, back.injector) == (Counting.UNKNOWN, None, Injector.PATIENT)
