"""Messages about no dose: when they are planned, until when they are worth sending, and what their keys say."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.checklist import Visit
from bot.domain.notices import (
    Spans,
    announced,
    announced_until,
    around,
    ending_keys,
    endings,
    judge_notice,
    questions,
    visit_keys,
    visit_of,
    visit_until,
)
from bot.domain.nudge import LONGEST_WINDOW, Circumstances, Drop, Hold, Kind, Remind
from bot.domain.quiet import QuietHours
from bot.domain.regimen import (
    AfterCount,
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
from bot.domain.timeline import occurrences

BERLIN = "Europe/Berlin"
NIGHT = QuietHours(time(22), time(7))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = date(2026, 3, 3)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


def phase(end: End, start: date | None = START, every: int = 7) -> Phase:
    dose = Amount(Decimal(1000), Unit.MCG)
    return Phase(PhaseKind.REPLETION, dose, Repeat(every, Period.DAY), (time(9),), start, end)


def plan(*phases: Phase) -> Regimen:
    return Regimen("B12", Label(), Route.UNKNOWN, phases)


def walked(regimen: Regimen, steps: int = 100) -> Spans:
    spans = Spans()
    walk = spans.walk(occurrences(regimen, BERLIN))
    assert len(list(islice(walk, steps))) > 0
    return spans


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """Of the wall clock in Berlin, in winter."""
    return datetime(2026, month, day, hour - 1, minute, tzinfo=UTC)


def test_a_walk_changes_nothing_and_knows_where_each_phase_begins_and_ends() -> None:
    regimen = plan(phase(AfterCount(2)), phase(AfterCount(3), date(2026, 3, 17), 1))
    spans = Spans()
    assert list(spans.walk(occurrences(regimen, BERLIN))) == list(occurrences(regimen, BERLIN))
    assert {n: one.key for n, one in spans.first.items()} == {1: (1, 1), 2: (2, 1)}
    assert {n: one.key for n, one in spans.last.items()} == {1: (1, 2), 2: (2, 3)}
    assert spans.ends(regimen) == [(1, date(2026, 3, 10)), (2, date(2026, 3, 19))]


def test_a_walk_that_has_not_come_to_an_end_knows_none() -> None:
    regimen = plan(phase(AfterCount(5)), phase(AfterCount(3), date(2026, 5, 1)))
    assert walked(regimen, 4).ends(regimen) == []
    assert walked(regimen, 6).ends(regimen) == [(1, date(2026, 3, 31))]
    spans = Spans()
    assert list(spans.walk(iter(()))) == []
    assert spans.ends(regimen) == []


def test_a_phase_until_a_review_ends_on_its_day_and_one_without_a_day_never() -> None:
    on_a_day, never = plan(phase(UntilReview(date(2026, 4, 2)))), plan(phase(UntilReview()))
    assert walked(on_a_day, 1).ends(on_a_day) == [(1, date(2026, 4, 2))]
    assert walked(never).ends(never) == []


def test_an_end_is_announced_14_7_and_1_days_ahead_at_ten_on_that_clock() -> None:
    regimen = plan(phase(AfterCount(5)))
    planned = endings(7, walked(regimen), regimen, BERLIN)
    assert [(one.key, one.kind, one.at) for one in planned] == [
        ("regimen:7:ending:1:14", Kind.ENDING, at(17, 10)),
        ("regimen:7:ending:1:7", Kind.ENDING, at(24, 10)),
        ("regimen:7:ending:1:1", Kind.ENDING, datetime(2026, 3, 30, 8, tzinfo=UTC)),
    ], "the clock is put forward on 29 March"
    assert [one.key for one in planned] == ending_keys(7, 1)


@pytest.mark.parametrize(("injections", "days"), [(1, []), (2, ["7", "1"]), (3, ["14", "7", "1"])])
def test_only_what_comes_after_the_phases_first_injection_is_announced(injections: int, days: list[str]) -> None:
    regimen = plan(phase(AfterCount(injections)))
    planned = endings(7, walked(regimen), regimen, BERLIN)
    assert [one.key.rsplit(":", 1)[1] for one in planned] == days


def test_a_key_and_its_time_say_which_phase_ends_and_when() -> None:
    regimen = plan(phase(AfterCount(5)), phase(AfterCount(5), date(2026, 4, 7)))
    told = {announced(one.key, one.at, BERLIN) for one in endings(7, walked(regimen), regimen, BERLIN)}
    assert told == {(1, date(2026, 3, 31)), (2, date(2026, 5, 5))}


def test_an_announcement_is_worth_nothing_once_the_next_is_due_or_the_day_has_come() -> None:
    regimen = plan(phase(AfterCount(5)))
    until = [announced_until(one.key, one.at, BERLIN) for one in endings(7, walked(regimen), regimen, BERLIN)]
    ten, midnight = datetime(2026, 3, 30, 8, tzinfo=UTC), datetime(2026, 3, 30, 22, tzinfo=UTC)
    assert until == [at(24, 10), ten, midnight]


def test_questions_come_up_once_a_month_at_the_first_end_that_lies_ahead() -> None:
    reviewed = phase(UntilReview(date(2026, 4, 9)), date(2026, 4, 1))
    regimen = plan(phase(AfterCount(2)), phase(AfterCount(2), date(2026, 3, 17)), reviewed)
    spans = walked(regimen)
    told = [(one.key, one.kind, one.at) for one in questions(3, spans, regimen, BERLIN, NOW)]
    april = datetime(2026, 4, 9, 6, tzinfo=UTC)
    assert told == [
        ("questions:3:2026-03", Kind.QUESTIONS, at(10, 8)),
        ("questions:3:2026-04", Kind.QUESTIONS, april),
    ]
    later = questions(3, spans, regimen, BERLIN, at(11, 8))
    assert [one.at for one in later] == [at(24, 8), april]


def test_a_visit_is_told_of_the_day_before_on_its_morning_and_afterwards() -> None:
    visit = Visit(5, at(6, 15), "Dr Roth")
    assert [(one.key, one.kind, one.at) for one in around(visit, BERLIN, NIGHT, NOW)] == [
        ("visit:5:before", Kind.VISIT_BEFORE, at(5, 10)),
        ("visit:5:day", Kind.VISIT_DAY, at(6, 7, 30)),
        ("visit:5:after", Kind.VISIT_AFTER, at(6, 17)),
    ]
    assert [one.key for one in around(visit, BERLIN, NIGHT, NOW)] == visit_keys(5)
    assert {visit_of(key) for key in visit_keys(5)} == {5}


@pytest.mark.parametrize(
    ("visit", "quiet", "morning", "after"),
    [
        (Visit(5, at(6, 9)), NIGHT, at(6, 7), at(6, 11)),
        (Visit(5, at(6, 8)), NIGHT, at(6, 7, 30), at(6, 10)),
        (Visit(5, at(6, 7)), NIGHT, None, at(6, 9)),
        (Visit(5, at(6, 15)), QuietHours(time(22), time(9)), at(6, 13), at(6, 17)),
        (Visit(5, at(6, 10)), QuietHours(time(22), time(9)), None, at(6, 12)),
        (Visit(5, at(6, 21)), NIGHT, at(6, 7, 30), at(7, 10)),
        (Visit(5, at(6, 12), timed=False), NIGHT, at(6, 7, 30), at(7, 10)),
        (Visit(5, at(6, 12), timed=False), QuietHours(time(22), time(8)), at(6, 10), at(7, 10)),
    ],
)
def test_quiet_hours_choose_the_morning_and_the_time_after_a_visit(
    visit: Visit, quiet: QuietHours, morning: datetime | None, after: datetime
) -> None:
    planned = {one.kind: one.at for one in around(visit, BERLIN, quiet, NOW)}
    assert planned.get(Kind.VISIT_DAY) == morning
    assert planned[Kind.VISIT_AFTER] == after


def test_nothing_is_told_of_a_visit_whose_time_for_it_has_passed() -> None:
    visit = Visit(5, at(6, 15))
    left = [[one.kind for one in around(visit, BERLIN, NIGHT, now)] for now in (at(5, 11), at(6, 8), at(6, 18))]
    assert left == [[Kind.VISIT_DAY, Kind.VISIT_AFTER], [Kind.VISIT_AFTER], []]


@pytest.mark.parametrize(
    ("kind", "timed", "until"),
    [
        (Kind.VISIT_BEFORE, True, at(6, 1) - HOUR),
        (Kind.VISIT_DAY, True, at(6, 12)),
        (Kind.VISIT_DAY, False, at(7, 1) - HOUR),
        (Kind.VISIT_AFTER, True, at(6, 12) + 30 * DAY),
    ],
)
def test_a_notice_of_a_visit_is_worth_something_until_its_own_time(kind: Kind, timed: bool, until: datetime) -> None:
    assert visit_until(kind, Visit(5, at(6, 12), timed=timed), BERLIN) == until


AWAKE = Circumstances(BERLIN, NIGHT)


@pytest.mark.parametrize(
    ("now", "who", "expected"),
    [
        (at(6, 12), AWAKE, Remind()),
        (at(6, 23), AWAKE, Hold(at(7, 7))),
        (at(9, 23), AWAKE, Hold(at(10, 1))),
        (at(10, 1), AWAKE, Drop()),
        (at(6, 12), replace(AWAKE, paused=True, paused_until=at(8, 12)), Hold(at(8, 12))),
        (at(6, 12), replace(AWAKE, paused=True, paused_until=at(30, 12)), Hold(at(10, 1))),
        (at(6, 12), replace(AWAKE, reachable=False), Hold(at(6, 12) + LONGEST_WINDOW)),
    ],
)
def test_a_notice_waits_until_it_can_be_heard_and_no_longer_than_it_is_worth(
    now: datetime, who: Circumstances, expected: Remind | Hold | Drop
) -> None:
    assert judge_notice(at(10, 1), now, who) == expected
