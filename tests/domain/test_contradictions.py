"""What disagrees is pointed out with the patient's own words and amounts, and what agrees is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.checklist import Answer, Checklist, Entry, Item, Status
from bot.domain.contradictions import (
    LabelDiffers,
    MaintenanceTooSoon,
    PhaseDiffers,
    RepletionWithoutEnd,
    StopsThoughMalabsorption,
    StrengthDiffers,
    contradictions,
    phase_now,
)
from bot.domain.regimen import (
    AfterCount,
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
)

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
MARCH, APRIL = date(2026, 3, 3), date(2026, 4, 7)
REPLETION, MAINTENANCE, UNNAMED = PhaseKind.REPLETION, PhaseKind.MAINTENANCE, PhaseKind.UNNAMED
FOR_LIFE = UntilReview(date(2027, 3, 1))


def mcg(value: int) -> Amount:
    return Amount(Decimal(value), Unit.MCG)


ONE_MG = Amount(Decimal(1), Unit.MG)


def phase(kind: PhaseKind, dose: int = 1000, start: date | None = MARCH, end: End = FOR_LIFE) -> Phase:
    return Phase(kind, mcg(dose), Repeat(7, Period.DAY), (time(9),), start, end)


def plan(*phases: Phase, medicine: str = "B12", label: Label | None = None) -> Regimen:
    return Regimen(medicine, label or Label(), Route.UNKNOWN, phases)


def said(item: Item, *picked: str, words: str | None = None, status: Status = Status.ANSWERED) -> Checklist:
    return {item: Entry(item, status, AT, Answer(picked, words))}


NOTHING: Checklist = {}
FIVE_WEEKS = phase(REPLETION, end=AfterCount(5))
THEN = phase(MAINTENANCE, start=APRIL)


def test_where_all_agrees_nothing_is_pointed_out() -> None:
    agreed = {**said(Item.PHASE, "repletion"), **said(Item.STRENGTH, words="1 mg"), **said(Item.CAUSE, "malabsorption")}
    assert contradictions(agreed, [(plan(FIVE_WEEKS, THEN, label=Label(per_ampoule=ONE_MG)), 1)]) == ()
    assert contradictions(agreed, []) == ()


@pytest.mark.parametrize(("now", "number", "planned"), [(1, 1, 1000), (2, 2, 500)])
def test_another_amount_is_shown_beside_that_of_the_phase_the_plan_is_in(now: int, number: int, planned: int) -> None:
    regimen = plan(FIVE_WEEKS, replace(THEN, dose=mcg(500)))
    told = said(Item.STRENGTH, words="10000 mcg")
    expected = StrengthDiffers("B12", number, mcg(planned), mcg(10000))
    assert contradictions(told, [(regimen, now)]) == (expected,)


def test_before_a_plan_begins_each_of_its_amounts_counts_and_is_named_once() -> None:
    regimen = plan(FIVE_WEEKS, THEN, replace(THEN, dose=mcg(500)))
    assert contradictions(said(Item.STRENGTH, words="500 mcg"), [(regimen, None)]) == ()
    found = contradictions(said(Item.STRENGTH, words="2 mg"), [(regimen, None)])
    two = Amount(Decimal(2), Unit.MG)
    assert found == (StrengthDiffers("B12", 1, mcg(1000), two), StrengthDiffers("B12", 3, mcg(500), two))


def test_an_amount_that_another_plan_has_is_no_contradiction() -> None:
    other = plan(replace(THEN, dose=mcg(500)), medicine="Other")
    assert contradictions(said(Item.STRENGTH, words="500 mcg"), [(plan(THEN), 1), (other, 1)]) == ()


@pytest.mark.parametrize("status", [Status.TO_ASK, Status.ASKED])
@pytest.mark.parametrize(
    ("item", "picked", "words"),
    [(Item.STRENGTH, (), "500 mcg"), (Item.PHASE, ("maintenance",), None), (Item.CAUSE, ("malabsorption",), None)],
)
def test_what_is_still_to_be_asked_contradicts_nothing(
    status: Status, item: Item, picked: tuple[str, ...], words: str | None
) -> None:
    assert contradictions(said(item, *picked, words=words, status=status), [(plan(FIVE_WEEKS), 1)]) == ()


def test_an_answer_without_an_amount_is_compared_with_none() -> None:
    assert contradictions(said(Item.STRENGTH), [(plan(THEN), 1)]) == ()


def test_a_dose_that_is_not_what_one_ampoule_holds_is_shown_once_for_each_amount() -> None:
    half = replace(FIVE_WEEKS, dose=mcg(500))
    regimen = plan(half, THEN, replace(THEN, dose=mcg(500)), label=Label(per_ampoule=ONE_MG))
    assert contradictions(NOTHING, [(regimen, 1)]) == (LabelDiffers("B12", 1, mcg(500), ONE_MG),)


def test_what_a_vial_holds_is_many_doses_and_no_contradiction() -> None:
    assert contradictions(NOTHING, [(plan(THEN, label=Label(per_vial=mcg(10000))), 1)]) == ()


@pytest.mark.parametrize(
    ("kind", "end", "pointed_out"),
    [
        (REPLETION, UntilReview(), True),
        (REPLETION, UntilReview(APRIL), False),
        (REPLETION, AfterCount(5), False),
        (MAINTENANCE, UntilReview(), False),
        (UNNAMED, UntilReview(), False),
    ],
)
def test_a_repletion_with_neither_an_end_nor_a_review_day_is_a_question(
    kind: PhaseKind, end: End, pointed_out: bool
) -> None:
    found = contradictions(NOTHING, [(plan(phase(kind, end=end)), 1)])
    assert found == ((RepletionWithoutEnd("B12", 1),) if pointed_out else ())


@pytest.mark.parametrize(
    ("starts", "pointed_out"),
    [(date(2026, 3, 31), True), (date(2026, 3, 20), True), (date(2026, 4, 1), False), (None, False)],
)
def test_maintenance_that_starts_before_the_last_of_repletion_is_a_question(
    starts: date | None, pointed_out: bool
) -> None:
    found = contradictions(NOTHING, [(plan(FIVE_WEEKS, replace(THEN, start=starts)), 1)])
    last = date(2026, 3, 31)
    assert found == ((MaintenanceTooSoon("B12", 2, starts, last),) if pointed_out and starts else ())


def test_maintenance_alone_and_repletion_until_a_review_overlap_with_nothing() -> None:
    assert contradictions(NOTHING, [(plan(phase(REPLETION), replace(THEN, start=MARCH)), 1)]) == ()
    assert contradictions(NOTHING, [(plan(THEN), 1)]) == ()


@pytest.mark.parametrize(
    ("told", "now", "planned"),
    [("maintenance", 1, REPLETION), ("repletion", 2, MAINTENANCE)],
)
def test_another_phase_than_the_plan_is_in_is_a_question(told: str, now: int, planned: PhaseKind) -> None:
    found = contradictions(said(Item.PHASE, told), [(plan(FIVE_WEEKS, THEN), now)])
    assert found == (PhaseDiffers("B12", now, planned, PhaseKind(told)),)


@pytest.mark.parametrize(
    ("told", "now", "kind"), [("unnamed", 1, REPLETION), ("maintenance", None, REPLETION), ("maintenance", 1, UNNAMED)]
)
def test_a_phase_that_nobody_named_or_is_not_reached_is_compared_with_none(
    told: str, now: int | None, kind: PhaseKind
) -> None:
    assert contradictions(said(Item.PHASE, told), [(plan(phase(kind)), now)]) == ()


def test_a_phase_that_another_plan_is_in_is_no_contradiction() -> None:
    other = plan(THEN, medicine="Other")
    assert contradictions(said(Item.PHASE, "maintenance"), [(plan(FIVE_WEEKS), 1), (other, 1)]) == ()


@pytest.mark.parametrize(
    ("end", "last"), [(AfterCount(2), date(2026, 4, 14)), (OnDate(date(2026, 4, 20)), date(2026, 4, 14))]
)
def test_a_plan_that_stops_is_a_question_where_too_little_is_taken_up(end: End, last: date) -> None:
    stops = plan(FIVE_WEEKS, replace(THEN, end=end))
    assert contradictions(said(Item.CAUSE, "malabsorption"), [(stops, 1)]) == (StopsThoughMalabsorption("B12", last),)
    assert contradictions(said(Item.CAUSE, "diet"), [(stops, 1)]) == ()
    assert contradictions(NOTHING, [(stops, 1)]) == ()


def test_a_plan_that_stops_on_a_day_not_known_yet_is_one_too() -> None:
    waits = plan(phase(REPLETION), replace(THEN, start=None, end=AfterCount(3)))
    found = contradictions(said(Item.CAUSE, "malabsorption"), [(waits, 1)])
    assert found == (StopsThoughMalabsorption("B12", None),)


@pytest.mark.parametrize(
    ("ahead", "phase"), [(None, None), ((1, 1), None), ((1, 2), 1), ((2, 1), 1), ((2, 2), 2), ((3, 1), 2)]
)
def test_a_phase_goes_on_until_the_next_begins(ahead: tuple[int, int] | None, phase: int | None) -> None:
    assert phase_now(ahead) == phase
