"""Nudges: when the bot speaks about a dose, and when it does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dose import Dose, State
from bot.domain.nudge import (
    Circumstances,
    Drop,
    Hold,
    Kind,
    Later,
    Miss,
    Remind,
    Wishes,
    after,
    ahead,
    closes,
    first,
    judge,
    judge_review,
    later,
    later_at,
    later_choices,
    retry_at,
    review,
    reviewed_phase,
)
from bot.domain.patient import Patient
from bot.domain.quiet import QuietHours, end_of_quiet
from tests.domain.test_dose import DUE, HOUR, a_dose

NIGHT = QuietHours(time(22), time(7))
BERLIN = Circumstances("Europe/Berlin", NIGHT)


def test_the_bot_stops_asking_after_two_days_or_before_the_next_dose() -> None:
    assert closes(DUE, None) == DUE + 48 * HOUR
    assert closes(DUE, DUE + timedelta(days=7)) == DUE + 48 * HOUR
    assert closes(DUE, DUE + 24 * HOUR) == DUE + 18 * HOUR
    assert closes(DUE, DUE + 12 * HOUR) == DUE + 9 * HOUR


def test_a_follow_up_and_a_closing_note_come_after_the_reminder_and_no_more_than_three() -> None:
    dose = a_dose()
    assert [(n.key, n.at - DUE) for n in (after(dose, sent, DUE) for sent in (1, 2, 3))] == [
        ("dose:7:again:1", 12 * HOUR),
        ("dose:7:close", 48 * HOUR),
        ("dose:7:lapse", 48 * HOUR),
    ]


def test_the_follow_up_of_a_due_window_comes_at_its_end() -> None:
    dose = replace(a_dose(), latest=DUE + 24 * HOUR, closes=closes(DUE + 24 * HOUR, None))
    assert dose.closes == DUE + 72 * HOUR
    assert after(dose, 1, DUE).at == DUE + 24 * HOUR
    assert after(dose, 2, DUE).at == DUE + 72 * HOUR


def test_a_late_reminder_leaves_time_to_answer() -> None:
    assert after(a_dose(), 1, DUE + 40 * HOUR).at == DUE + 43 * HOUR
    assert after(a_dose(), 1, DUE + 46 * HOUR).kind is Kind.CLOSE
    assert after(a_dose(), 2, DUE + 60 * HOUR).at == DUE + 60 * HOUR


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(), []),
        (Wishes(day_before=True), [(Kind.BEFORE, DUE - 24 * HOUR)]),
        (Wishes(clinic=True), [(Kind.BEFORE, DUE - 24 * HOUR)]),
        (
            Wishes(clinic=True, book_weeks=2),
            [(Kind.BOOK, DUE - timedelta(days=14) + HOUR), (Kind.BEFORE, DUE - 24 * HOUR)],
        ),
        (Wishes(clinic=True, book_weeks=9), [(Kind.BEFORE, DUE - 24 * HOUR)]),
        (Wishes(book_weeks=2), []),
    ],
)
def test_what_is_asked_for_ahead_is_planned_ahead_unless_its_time_has_passed(
    wishes: Wishes, expected: list[tuple[Kind, datetime]]
) -> None:
    planned = ahead(a_dose(), wishes, "Europe/Berlin", DUE - timedelta(days=30))
    assert [(nudge.kind, nudge.at) for nudge in planned] == expected


def test_where_a_clinic_injects_the_bot_asks_afterwards() -> None:
    assert (first(a_dose()).at, first(a_dose(), clinic=True).at) == (DUE, DUE + 2 * HOUR)


def test_a_question_about_a_review_waits_until_it_can_be_heard() -> None:
    assert judge_review(DUE, BERLIN) == Remind()
    assert judge_review(DUE + 14 * HOUR, BERLIN) == Hold(DUE + 22 * HOUR)
    paused = Circumstances("UTC", NIGHT, paused=True, paused_until=DUE + 5 * HOUR)
    assert judge_review(DUE, paused) == Hold(DUE + 5 * HOUR)
    assert judge_review(DUE, Circumstances("UTC", NIGHT, reachable=False)) == Hold(DUE + 48 * HOUR)


def test_a_review_is_asked_about_in_the_morning_of_its_day() -> None:
    asked = review(5, 2, date(2026, 6, 1), "Europe/Berlin")
    assert (asked.key, asked.kind, asked.at) == (
        "regimen:5:review:2",
        Kind.REVIEW,
        datetime(2026, 6, 1, 8, tzinfo=UTC),
    )
    assert reviewed_phase(asked.key) == 2


@pytest.mark.parametrize(
    ("kind", "at", "now", "who", "verdict"),
    [
        (Kind.DUE, DUE, DUE, BERLIN, Remind()),
        (Kind.AGAIN, DUE + 3 * HOUR, DUE + 3 * HOUR, BERLIN, Remind()),
        (Kind.AGAIN, DUE + 14 * HOUR, DUE + 14 * HOUR, BERLIN, Hold(DUE + 22 * HOUR)),
        (Kind.DUE, DUE + 14 * HOUR, DUE + 14 * HOUR, BERLIN, Remind()),
        (Kind.DUE, DUE, DUE + 14 * HOUR, BERLIN, Hold(DUE + 22 * HOUR)),
        (Kind.LATER, DUE + 14 * HOUR, DUE + 14 * HOUR, BERLIN, Remind()),
        (Kind.CLOSE, DUE + 48 * HOUR, DUE + 48 * HOUR, BERLIN, Miss(tell=True, paused=False)),
        (Kind.CLOSE, DUE + 40 * HOUR, DUE + 40 * HOUR, BERLIN, Hold(DUE + 48 * HOUR)),
        (Kind.DUE, DUE, DUE + 49 * HOUR, BERLIN, Miss(tell=True, paused=False)),
        (Kind.LAPSE, DUE, DUE, BERLIN, Hold(DUE + 48 * HOUR)),
        (Kind.LAPSE, DUE + 48 * HOUR, DUE + 48 * HOUR, BERLIN, Miss(tell=False, paused=False)),
        (Kind.BEFORE, DUE - 24 * HOUR, DUE - 24 * HOUR, BERLIN, Remind()),
        (Kind.BEFORE, DUE - 24 * HOUR, DUE - 11 * HOUR - HOUR / 2, BERLIN, Remind()),
        (Kind.BEFORE, DUE - 24 * HOUR, DUE - 10 * HOUR, BERLIN, Drop()),
        (Kind.BOOK, DUE - 240 * HOUR, DUE - 226 * HOUR, BERLIN, Hold(DUE - 218 * HOUR)),
        (Kind.BEFORE, DUE - 24 * HOUR, DUE - 24 * HOUR, Circumstances("UTC", NIGHT, paused=True), Hold(DUE)),
        (Kind.BOOK, DUE - 24 * HOUR, DUE - 24 * HOUR, Circumstances("UTC", NIGHT, reachable=False), Hold(DUE)),
        (Kind.DUE, DUE, DUE, Circumstances("UTC", NIGHT, paused=True), Hold(DUE + 48 * HOUR)),
        (Kind.DUE, DUE, DUE + 48 * HOUR, Circumstances("UTC", NIGHT, paused=True), Miss(tell=False, paused=True)),
        (Kind.DUE, DUE, DUE, Circumstances("UTC", NIGHT, reachable=False), Hold(DUE + 48 * HOUR)),
        (
            Kind.CLOSE,
            DUE,
            DUE + 48 * HOUR,
            Circumstances("UTC", NIGHT, reachable=False),
            Miss(tell=False, paused=False),
        ),
    ],
)
def test_what_becomes_of_a_nudge(kind: Kind, at: datetime, now: datetime, who: Circumstances, verdict: object) -> None:
    assert judge(kind, at, a_dose(), now, who) == verdict


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_nobody_is_nudged_about_what_is_over(state: State) -> None:
    assert judge(Kind.AGAIN, DUE, a_dose(state=state), DUE, BERLIN) == Drop()


@pytest.mark.parametrize(
    ("quiet", "local", "ends"),
    [
        (NIGHT, datetime(2026, 3, 3, 21, 59, tzinfo=UTC), datetime(2026, 3, 3, 21, 59, tzinfo=UTC)),
        (NIGHT, datetime(2026, 3, 3, 22, tzinfo=UTC), datetime(2026, 3, 4, 7, tzinfo=UTC)),
        (NIGHT, datetime(2026, 3, 4, 6, 59, tzinfo=UTC), datetime(2026, 3, 4, 7, tzinfo=UTC)),
        (NIGHT, datetime(2026, 3, 4, 7, tzinfo=UTC), datetime(2026, 3, 4, 7, tzinfo=UTC)),
        (QuietHours(time(13), time(15)), datetime(2026, 3, 3, 14, tzinfo=UTC), datetime(2026, 3, 3, 15, tzinfo=UTC)),
        (QuietHours(time(9), time(9)), datetime(2026, 3, 3, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_when_they_say(quiet: QuietHours, local: datetime, ends: datetime) -> None:
    assert end_of_quiet(local, quiet, "UTC") == ends


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.builds(QuietHours, st.times(), st.times()),
    st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_quiet_hours_hold_for_less_than_two_days(now: datetime, quiet: QuietHours, zone: str) -> None:
    assert now <= end_of_quiet(now, quiet, zone) <= now + timedelta(hours=48)


def test_retries_wait_longer_each_time_but_never_more_than_five_minutes() -> None:
    waits = [(retry_at(attempt, DUE) - DUE).total_seconds() for attempt in (1, 2, 3, 50)]
    assert waits == [2, 4, 8, 300]


def test_later_offers_this_evening_only_before_six() -> None:
    morning = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert later_choices(a_dose(), morning, "Europe/Berlin", None) == (Later.HOUR, Later.EVENING, Later.TOMORROW)
    assert later_choices(a_dose(), morning + 8 * HOUR, "Europe/Berlin", None) == (Later.HOUR, Later.TOMORROW)


def test_later_never_reaches_the_next_dose() -> None:
    morning = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert later_choices(a_dose(), morning, "Europe/Berlin", DUE + 24 * HOUR) == (Later.HOUR, Later.EVENING)
    assert later_choices(a_dose(), morning, "Europe/Berlin", morning + HOUR) == ()


def test_a_pause_that_ends_within_the_window_holds_only_until_then() -> None:
    who = Circumstances("UTC", NIGHT, paused=True, paused_until=DUE + 2 * HOUR)
    assert judge(Kind.DUE, DUE, a_dose(), DUE, who) == Hold(DUE + 2 * HOUR)


def test_quiet_hours_that_end_in_the_doubled_hour_end_with_its_second_turn() -> None:
    quiet = QuietHours(time(22), time(2, 45))
    second_turn = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert end_of_quiet(second_turn, quiet, "Europe/Berlin") == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "at"),
    [
        (Later.HOUR, datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (Later.EVENING, datetime(2026, 3, 3, 18, tzinfo=UTC)),
        (Later.TOMORROW, datetime(2026, 3, 4, 8, tzinfo=UTC)),
    ],
)
def test_later_comes_when_it_was_chosen(choice: Later, at: datetime) -> None:
    assert later_at(choice, a_dose(), datetime(2026, 3, 3, 9, tzinfo=UTC), "Europe/Berlin") == at
    assert later(a_dose(), at, 2).key == "dose:7:later:2"


@given(st.integers(0, 5), st.integers(0, 4000), st.integers(1, 2000))
def test_whatever_follows_lies_ahead_and_at_most_one_follow_up_comes(sent: int, minutes: int, window: int) -> None:
    dose = Dose(1, 1, 1, DUE, DUE + timedelta(minutes=window))
    now = DUE + timedelta(minutes=minutes)
    follows = after(dose, sent, now)
    assert follows.at >= now
    assert follows.kind in ((Kind.AGAIN, Kind.CLOSE) if sent < 3 else (Kind.LAPSE,))
    assert follows.kind is not Kind.AGAIN or (sent == 1 and follows.at < dose.closes)


def test_a_pause_lasts_until_its_end_or_until_resumed() -> None:
    patient = Patient(1, "en", "v", DUE, NIGHT)
    assert not patient.paused(DUE)
    until = Patient(1, "en", "v", DUE, NIGHT, paused_from=DUE, paused_until=DUE + HOUR)
    assert until.paused(DUE)
    assert not until.paused(DUE + HOUR)
    assert Patient(1, "en", "v", DUE, NIGHT, paused_from=DUE).paused(DUE + 9000 * HOUR)
    assert patient.circumstances(DUE) == Circumstances("UTC", NIGHT)
