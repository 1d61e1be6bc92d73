"""What a dialogue knows of a plan: read back equal, and its dates before and after a change."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import plan_facts as facts
from bot.domain.amount import Amount, Unit
from bot.domain.plan_facts import Fit, PlanFacts
from bot.domain.regimen import (
    AfterCount,
    Counting,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.domain.timeline import History, Shift
from tests.domain.strategies import regimens

DAY = timedelta(days=1)
# Monday 2 March 2026, 09:00 in Berlin
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DOSE = Amount(Decimal(1000), Unit.MCG)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001
keys = st.tuples(st.integers(1, 4), st.integers(1, 99))


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour)  # noqa: DTZ001


def weekly(count: int | None = 4, start: date = date(2026, 3, 3), **told: object) -> Phase:
    end = UntilReview() if count is None else AfterCount(count)
    phase = Phase(PhaseKind.REPLETION, DOSE, Repeat(1, Period.WEEK), (time(9),), start, end)
    return replace(phase, **told)  # type: ignore[arg-type]


def plan(*phases: Phase) -> PlanFacts:
    regimen = Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, phases or (weekly(),))
    return PlanFacts(1, regimen, "Europe/Berlin")


def days(found: object) -> list[str]:
    return [f"{one.local:%d %b %H}" for one in found]  # type: ignore[attr-defined]


@given(st.data())
def test_what_is_frozen_is_read_back_equal(data: st.DataObject) -> None:
    frozen = PlanFacts(
        version=data.draw(st.integers(1, 99)),
        regimen=data.draw(regimens),
        zone="Europe/Berlin",
        past=History(
            **{name: data.draw(st.dictionaries(keys, moments, max_size=5)) for name in facts.MOMENTS},
            shifts=tuple(
                Shift(phase, number, timedelta(minutes=by), following)
                for (phase, number), by, following in data.draw(
                    st.lists(st.tuples(keys, st.integers(-99_999, 99_999), st.booleans()), max_size=5)
                )
            ),
        ),
        closed=frozenset(data.draw(st.sets(keys, max_size=5))),
        answered=frozenset(data.draw(st.sets(keys, max_size=5))),
        had=tuple(data.draw(st.lists(moments, max_size=5))),
    )
    stored = json.loads(json.dumps(facts.to_facts_record(frozen)))
    assert facts.from_facts_record(stored) == frozen


def test_what_is_recorded_ahead_of_its_time_is_not_to_come() -> None:
    ahead = replace(plan(), closed=frozenset({(1, 2)}))
    assert days(facts.coming(ahead, NOW, 2)) == ["03 Mar 09", "17 Mar 09"]
    assert days(facts.between(ahead, NOW, NOW + 14 * DAY, 9)) == ["03 Mar 09"]


def test_an_injection_that_the_plan_has_not_is_not_found() -> None:
    assert days(facts.from_one_on(plan(), (1, 3), 5)) == ["17 Mar 09", "24 Mar 09"]
    assert facts.from_one_on(plan(), (0, 1), 5) == []
    assert facts.from_one_on(plan(), (1, 5), 5) == []
    assert facts.before(plan(), (1, 5)) == at(24)


@pytest.mark.parametrize(
    ("to", "following", "expected"),
    [
        (at(12), False, Fit.FITS),
        (at(10, 18), False, Fit.FITS),
        (at(16, 23), False, Fit.FITS),
        (at(10), False, Fit.SAME),
        (at(1), False, Fit.PAST),
        (at(3, 18), False, Fit.EARLY),
        (at(2, 18), True, Fit.EARLY),
        (at(17, 7), False, Fit.LATE),
        (at(20), False, Fit.LATE),
        (at(20), True, Fit.FITS),
    ],
)
def test_a_moved_injection_stays_between_its_neighbours(to: datetime, following: bool, expected: Fit) -> None:
    assert facts.fit(plan(), (1, 2), to, following, NOW) is expected


def test_the_last_one_may_move_as_far_as_wanted_and_the_first_to_today() -> None:
    assert facts.fit(plan(), (1, 4), at(31), False, NOW) is Fit.FITS
    assert facts.fit(plan(), (1, 1), at(2, 18), False, NOW) is Fit.FITS


def test_two_injections_share_no_day_with_one_that_was_had_late() -> None:
    late = replace(plan(), had=(at(5, 20),))
    assert facts.fit(late, (1, 2), at(5, 22), False, NOW) is Fit.EARLY
    assert facts.fit(late, (1, 2), at(6), False, NOW) is Fit.FITS


def test_where_a_day_has_several_they_may_share_it() -> None:
    twice = plan(weekly(at=(time(9), time(21))))
    assert facts.fit(twice, (1, 3), at(10, 12), False, NOW) is Fit.FITS
    assert facts.fit(twice, (1, 3), at(10, 22), False, NOW) is Fit.LATE
    assert not facts.once_a_day(twice.regimen)


def test_where_dates_count_from_the_injection_all_after_it_make_room() -> None:
    counted = plan(weekly(counting=Counting.INJECTION))
    assert facts.fit(counted, (1, 2), at(20), False, NOW) is Fit.FITS
    then = facts.moved(counted, (1, 2), 10 * DAY, False)
    assert days(facts.coming(then, NOW, 3)) == ["03 Mar 09", "20 Mar 09", "27 Mar 09"]


def test_the_end_of_a_phase_and_the_next_one_move_with_it() -> None:
    two = plan(weekly(3), weekly(None, date(2026, 4, 17)))

    def told(of: PlanFacts) -> list[str | None]:
        return [None if one is None else f"{one.local:%d %b}" for one in facts.ends(of, (1, 2))]

    assert told(two) == ["17 Mar", "17 Apr"]
    assert told(facts.moved(two, (1, 2), 2 * DAY, True)) == ["19 Mar", "19 Apr"]
    assert told(facts.moved(two, (1, 2), 2 * DAY, False)) == ["17 Mar", "17 Apr"]
    assert told(plan()) == ["24 Mar", None]
    assert facts.ends(two, (2, 1)) == (None, None), "a review decides when it ends"
    assert facts.phase_of(two, (2, 1)).start == date(2026, 4, 17)


def test_past_dates_of_which_nothing_is_known_are_found() -> None:
    began = plan(weekly(None, date(2026, 2, 3)))
    assert facts.gaps(began, NOW, 9) == [at(3) - n * 7 * DAY for n in (4, 3, 2, 1)]
    assert facts.gaps(began, NOW, 1) == [at(3) - 7 * DAY]
    known = replace(began, answered=frozenset({(1, 1)}), had=(at(3) - 21 * DAY + timedelta(hours=9),))
    assert facts.gaps(known, NOW, 9) == [at(3) - 14 * DAY, at(3) - 7 * DAY]
    assert facts.gaps(plan(), NOW, 9) == []
    ended = plan(weekly(1, date(2026, 2, 3), at=(time(9), time(21))))
    assert facts.gaps(replace(ended, had=(at(3) - 28 * DAY,)), NOW, 9) == [at(3) - 28 * DAY]


def test_an_injection_from_before_is_the_plans_own_of_its_day_and_may_move_what_counts_from_it() -> None:
    began = plan(weekly(None, date(2026, 2, 24), counting=Counting.INJECTION))
    own, strange = facts.with_had(began, at(1) - 4 * DAY), facts.with_had(began, at(1, 12))
    assert own.past.given == {}, "25 February is no day of this plan"
    assert facts.of_day(began, date(2026, 2, 24)) is not None
    late = facts.with_had(began, at(3) - 7 * DAY + timedelta(hours=12))
    assert late.past.given == {(1, 1): at(3, 21) - 7 * DAY}
    assert strange.had == (at(1, 12),)
    assert facts.of_day(plan(weekly(1)), date(2026, 4, 1)) is None


def test_one_that_was_had_late_is_the_last_before_it_of_which_nothing_is_known() -> None:
    began = plan(weekly(None, date(2026, 2, 17), counting=Counting.INJECTION))
    late = facts.late_for(began, date(2026, 2, 26))
    assert late is not None
    assert late.key == (1, 2)
    then = facts.with_had(began, at(3) - 5 * DAY, late)
    assert days(facts.coming(then, NOW, 2)) == ["05 Mar 09", "12 Mar 09"]
    assert facts.late_for(began, date(2026, 2, 24)) is None, "it is that day's own"
    assert facts.late_for(began, date(2026, 2, 10)) is None, "the plan had not begun"
    assert facts.late_for(replace(began, answered=frozenset({(1, 2)})), date(2026, 2, 26)) is None
    assert facts.late_for(replace(began, had=(at(3) - 7 * DAY,)), date(2026, 2, 26)) is None
    assert facts.late_for(plan(weekly(1, date(2026, 2, 17))), date(2026, 2, 26)) is not None


def test_an_injection_is_on_record_once_a_day_or_once_a_time() -> None:
    had = (at(3, 12),)
    assert facts.is_had(replace(plan(), had=had), at(3, 20))
    assert not facts.is_had(replace(plan(), had=had), at(4, 12))
    twice = replace(plan(weekly(at=(time(9), time(21)))), had=had)
    assert not facts.is_had(twice, at(3, 20))
    assert facts.is_had(twice, at(3, 12))


def test_the_usual_time_is_that_of_the_day_or_of_the_first_phase() -> None:
    later = facts.moved(plan(), (1, 2), timedelta(hours=9), False)
    assert facts.usual_time(later, date(2026, 3, 10)) == time(18)
    assert facts.usual_time(later, date(2026, 2, 10)) == time(9)


def test_today_is_the_day_on_the_plans_clock() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert facts.today(plan(), late) == date(2026, 3, 3)


def test_one_that_was_had_is_none_to_come_though_by_the_one_before_it_its_turn_lies_ahead() -> None:
    counted = plan(weekly(start=date(2026, 2, 22), counting=Counting.INJECTION))
    late_and_early = {(1, 1): datetime(2026, 2, 28, 9), (1, 2): datetime(2026, 3, 1, 9)}  # noqa: DTZ001
    had = replace(counted, past=History(late_and_early))
    assert days(facts.coming(had, NOW, 2)) == ["08 Mar 09", "15 Mar 09"]
