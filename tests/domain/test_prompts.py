"""When the bot asks how a patient feels: soon after a first injection, at 11:00 else, and no question too often."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import cap, prompts
from bot.domain.amount import Amount, Unit
from bot.domain.checklist import Answer, Entry, Item, Status
from bot.domain.dose import Dose, State
from bot.domain.notices import Spans
from bot.domain.nudge import Kind, Nudge
from bot.domain.regimen import (
    AfterCount,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
    wall,
)
from bot.domain.symptoms import Often
from bot.domain.timeline import occurrences
from tests.cast import MONDAY

BERLIN = "Europe/Berlin"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HAD = Dose(7, 1, 1, MONDAY, MONDAY + DAY, State.TAKEN, MONDAY, MONDAY)
PHASE = Phase(
    PhaseKind.REPLETION, Amount(Decimal(1), Unit.MG), Repeat(7, Period.DAY), (time(9),), date(2026, 3, 3), AfterCount(3)
)
PLAN = Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (PHASE,))


def spans(regimen: Regimen) -> Spans:
    walked = Spans()
    for one in walked.walk(occurrences(regimen, BERLIN)):
        if one.at > MONDAY + 100 * DAY:
            break
    return walked


def test_one_is_asked_twenty_minutes_after_it_was_had_or_at_once() -> None:
    assert prompts.reaction(HAD, MONDAY) == Nudge("dose:7:reaction", Kind.REACTION, MONDAY + 20 * MINUTE)
    later = prompts.reaction(HAD, MONDAY + HOUR)
    assert later is not None
    assert later.at == MONDAY + HOUR
    assert prompts.asked_about(later.key) == 7


@pytest.mark.parametrize(
    ("now", "later", "announced"), [(0, 0, True), (10, 0, True), (11, 0, False), (50, 0, False), (0, 60, False)]
)
def test_it_is_announced_where_it_comes_soon_and_not_at_once_or_later(now: int, later: int, announced: bool) -> None:
    question = prompts.reaction(HAD, MONDAY + now * MINUTE)
    assert question is not None
    assert prompts.is_announced(question, question.at + later * MINUTE, MONDAY + now * MINUTE) is announced


@pytest.mark.parametrize("now", [MONDAY + HOUR + MINUTE, MONDAY - MINUTE], ids=["long ago", "ahead"])
def test_of_an_injection_that_was_not_had_just_now_it_is_not_asked(now: datetime) -> None:
    assert prompts.reaction(HAD, now) is None
    assert prompts.reaction(replace(HAD, taken_at=None), MONDAY) is None


def test_the_question_is_worth_nothing_after_twelve_hours_or_once_the_injection_is_off_the_record() -> None:
    assert prompts.reaction_until(HAD) == MONDAY + 12 * HOUR
    assert prompts.reaction_until(replace(HAD, state=State.OPEN)) is None
    assert prompts.reaction_until(replace(HAD, taken_at=None)) is None


def test_a_product_is_the_medicine_however_it_is_written_and_its_label() -> None:
    assert prompts.product(PLAN) == prompts.product(replace(PLAN, medicine="  METHYLCOBALAMIN "))
    assert prompts.product(PLAN) != prompts.product(replace(PLAN, label=Label("1 mg")))


@pytest.mark.parametrize(
    ("often", "curing", "days"),
    [
        (Often.BY_PHASE, True, 7),
        (Often.BY_PHASE, False, 28),
        (Often.WEEKLY, False, 7),
        (Often.FORTNIGHTLY, True, 14),
        (Often.MONTHLY, True, 28),
        (Often.OFF, True, None),
    ],
)
def test_check_ins_come_as_often_as_was_chosen(often: Often, curing: bool, days: int | None) -> None:
    assert prompts.every(often, curing) == days


def test_the_first_check_in_comes_at_eleven_after_the_days_between() -> None:
    one = prompts.check_in(5, MONDAY, 7, BERLIN, MONDAY)
    assert one == Nudge("check-in:5:2026-03-09", Kind.CHECK_IN, datetime.fromisoformat("2026-03-09T10:00Z"))


@given(st.integers(0, 400), st.sampled_from([7, 14, 28]), st.sampled_from([BERLIN, "Pacific/Auckland", "UTC"]))
def test_the_next_check_in_is_the_first_of_its_rhythm_that_lies_ahead(hours: int, days: int, zone: str) -> None:
    now = MONDAY + hours * 13 * HOUR
    one = prompts.check_in(5, MONDAY, days, zone, now)
    between = wall(one.at, zone).date() - wall(MONDAY, zone).date()
    assert one.at > now
    assert between.days % days == 0
    assert between.days == days or one.at - now <= days * DAY + HOUR
    assert wall(one.at, zone).time() == time(11)


@pytest.mark.parametrize(
    ("entry", "days"),
    [
        (None, None),
        (Entry(Item.TIMELINE, Status.ANSWERED, MONDAY, Answer(("days:21",), "3 weeks")), 21),
        (Entry(Item.TIMELINE, Status.ANSWERED, MONDAY, Answer((), "soon")), None),
        (Entry(Item.TIMELINE, Status.ANSWERED, MONDAY), None),
        (Entry(Item.TIMELINE, Status.TO_ASK, MONDAY, Answer(("days:21",), "3 weeks")), None),
    ],
)
def test_the_time_to_expect_change_by_is_what_was_answered(entry: Entry | None, days: int | None) -> None:
    assert prompts.expected_days(entry) == days


def test_where_that_time_is_known_the_plan_asks_then_and_at_no_other() -> None:
    (one,) = prompts.turning_points(4, spans(PLAN), PLAN, BERLIN, 21)
    assert one == Nudge(
        "improvement:4:timeline:2026-03-24", Kind.IMPROVEMENT, datetime.fromisoformat("2026-03-24T10:00Z")
    )
    assert prompts.phase_of(one.key) is None
    assert prompts.turning_points(4, Spans(), PLAN, BERLIN, 21) == []


def test_else_it_asks_on_the_day_after_a_repletion_phase_and_on_a_review_day() -> None:
    upkeep = replace(PHASE, kind=PhaseKind.MAINTENANCE, start=date(2026, 3, 24), end=AfterCount(2))
    review = replace(PHASE, kind=PhaseKind.UNNAMED, start=date(2026, 4, 7), end=UntilReview(date(2026, 4, 20)))
    plan = replace(PLAN, phases=(PHASE, upkeep, review))
    found = prompts.turning_points(4, spans(plan), plan, BERLIN, None)
    assert [(one.key, wall(one.at, BERLIN).isoformat()) for one in found] == [
        ("improvement:4:1", "2026-03-18T11:00:00"),
        ("improvement:4:3", "2026-04-20T11:00:00"),
    ]
    assert [prompts.phase_of(one.key) for one in found] == [(4, 1), (4, 3)]


def test_who_is_not_sure_is_asked_once_more_after_fourteen_days() -> None:
    again = prompts.asked_again("improvement:4:1", MONDAY, BERLIN)
    assert again is not None
    assert (again.key, again.at) == ("improvement:4:1:again", datetime.fromisoformat("2026-03-16T10:00Z"))
    assert prompts.phase_of(again.key) == (4, 1)
    assert prompts.asked_again(again.key, MONDAY, BERLIN) is None


def test_without_a_plan_the_key_says_so() -> None:
    one = prompts.expected(f"{prompts.WITHOUT_PLAN}9", date(2026, 3, 2), 30, BERLIN)
    assert one.key == "improvement:p9:timeline:2026-04-01"
    assert prompts.is_without_plan(one.key)
    assert not prompts.is_without_plan("improvement:4:timeline:2026-04-01")


@pytest.mark.parametrize("kind", cap.FIXED)
def test_what_has_a_day_of_its_own_goes_on_it_whatever_else_is(kind: Kind) -> None:
    assert not cap.is_held_back(kind, True, cap.UNASKED, True)


@pytest.mark.parametrize(
    ("kind", "heard", "coming", "first_dose", "held_back"),
    [
        (Kind.REACTION, False, [Kind.ENDING], True, False),
        (Kind.REACTION, True, [], False, True),
        (Kind.CHECK_IN, False, [], False, False),
        (Kind.CHECK_IN, True, [], False, True),
        (Kind.CHECK_IN, False, [Kind.VISIT_AFTER], False, True),
        (Kind.CHECK_IN, False, [Kind.REACTION], False, True),
        (Kind.CHECK_IN, False, [Kind.QUESTIONS, Kind.IMPROVEMENT], False, False),
        (Kind.CHECK_IN, False, [], True, True),
        (Kind.IMPROVEMENT, False, [], True, True),
        (Kind.QUESTIONS, False, [], True, False),
    ],
)
def test_the_others_wait_for_a_day_of_which_nothing_was_heard(
    kind: Kind, heard: bool, coming: list[Kind], first_dose: bool, held_back: bool
) -> None:
    assert cap.is_held_back(kind, heard, coming, first_dose) is held_back


def test_what_waits_comes_at_its_time_on_the_next_day_and_a_question_after_an_injection_not_at_all() -> None:
    planned = datetime.fromisoformat("2026-03-27T10:00Z")
    until = cap.waits_until(Kind.CHECK_IN, planned, datetime.fromisoformat("2026-03-28T22:30Z"), BERLIN)
    assert until == datetime.fromisoformat("2026-03-29T09:00Z"), "the clock was put forward"
    assert cap.waits_until(Kind.REACTION, planned, planned, BERLIN) is None


def test_a_day_is_the_local_one() -> None:
    start, end = cap.day_of(datetime.fromisoformat("2026-03-28T23:30Z"), BERLIN)
    assert (start.isoformat(), end.isoformat()) == ("2026-03-28T23:00:00+00:00", "2026-03-29T22:00:00+00:00")
