"""A dose: what may happen to it, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.dose import (
    Already,
    Amended,
    Closed,
    Dose,
    Reopened,
    Skipped,
    State,
    Taken,
    TooSoon,
    When,
    is_late,
    pass_by,
    skip,
    take,
    undo,
)

DUE = datetime(2026, 3, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_dose(phase: int = 1, number: int = 3, state: State = State.OPEN) -> Dose:
    return Dose(id=7, phase=phase, number=number, due=DUE, closes=DUE + 48 * HOUR, state=state)


def test_an_open_dose_is_taken_now() -> None:
    outcome = take(a_dose(), DUE + HOUR)
    assert isinstance(outcome, Taken)
    assert (outcome.dose.state, outcome.dose.taken_at, outcome.dose.recorded_at) == (
        State.TAKEN,
        DUE + HOUR,
        DUE + HOUR,
    )


@pytest.mark.parametrize("state", [State.TAKEN, State.SKIPPED])
def test_what_is_recorded_stays_recorded(state: State) -> None:
    dose = a_dose(state=state)
    assert take(dose, DUE) == Already(dose)
    assert skip(dose, DUE) == Already(dose)


def test_long_before_it_is_due_the_patient_is_asked_back() -> None:
    dose = a_dose()
    assert take(dose, DUE - 2 * HOUR) == TooSoon(dose)
    assert isinstance(take(dose, DUE - HOUR), Taken)
    assert isinstance(take(dose, DUE - 30 * HOUR, When.NOW), Taken)


@pytest.mark.parametrize("state", [State.MISSED, State.PAUSED])
def test_after_its_window_the_patient_is_asked_when(state: State) -> None:
    dose = a_dose(state=state)
    assert take(dose, DUE + 90 * HOUR) == Closed(dose)
    then = take(dose, DUE + 90 * HOUR, When.ON_TIME)
    assert isinstance(then, Taken)
    assert (then.dose.taken_at, then.dose.recorded_at) == (DUE, DUE + 90 * HOUR)


def test_skipping_keeps_the_time_of_the_record() -> None:
    outcome = skip(a_dose(), DUE)
    assert isinstance(outcome, Skipped)
    assert (outcome.dose.state, outcome.dose.recorded_at) == (State.SKIPPED, DUE)


def test_a_record_is_taken_back_within_a_day_only() -> None:
    taken = take(a_dose(), DUE + HOUR).dose
    assert undo(taken, DUE + 25 * HOUR) == Reopened(replace(taken, state=State.OPEN, taken_at=None, recorded_at=None))
    assert undo(taken, DUE + 26 * HOUR) == Already(taken)
    assert undo(a_dose(), DUE) == Already(a_dose())


def test_taken_back_after_its_window_it_is_missed() -> None:
    taken = take(a_dose(), DUE + 47 * HOUR).dose
    outcome = undo(taken, DUE + 49 * HOUR)
    assert outcome.dose.state is State.MISSED


def test_a_late_record_may_be_put_at_the_due_time_within_a_day() -> None:
    taken = take(a_dose(), DUE + 5 * HOUR).dose
    assert is_late(taken)
    amended = take(taken, DUE + 6 * HOUR, When.ON_TIME)
    assert isinstance(amended, Amended)
    assert amended.dose.taken_at == DUE
    assert not is_late(amended.dose)
    assert take(taken, DUE + 60 * HOUR, When.ON_TIME) == Already(taken)
    assert not is_late(a_dose())


@pytest.mark.parametrize(("paused", "state"), [(True, State.PAUSED), (False, State.MISSED)])
def test_a_window_that_passes_leaves_its_mark(paused: bool, state: State) -> None:
    assert pass_by(a_dose(), paused).state is state
