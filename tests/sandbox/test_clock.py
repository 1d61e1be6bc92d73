"""Moving the clock: everything falls due in order, at its own time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import Clock
from bot.sandbox import ImpossibleError, Sandbox
from bot.sandbox.durations import parse_duration
from bot.sandbox.stepper import StuckError

START = datetime(2031, 3, 2, 9, tzinfo=UTC)


class Diary:
    """A bot that only writes down when it did what was planned."""

    def __init__(self, clock: Clock, *planned: datetime) -> None:
        self.clock = clock
        self.planned = sorted(planned)
        self.done: list[tuple[datetime, datetime]] = []

    async def next_due(self) -> datetime | None:
        return self.planned[0] if self.planned else None

    async def forget(self) -> None:
        """It knew nobody."""

    async def settle(self) -> None:
        while self.planned and self.planned[0] <= self.clock.now():
            self.done.append((self.planned.pop(0), self.clock.now()))


class Sloth(Diary):
    """A bot that never does what is due."""

    async def forget(self) -> None:
        """It knew nobody."""

    async def settle(self) -> None:
        pass


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.move_to(START)
    return clock


def hours(*numbers: float) -> list[datetime]:
    return [START + timedelta(hours=number) for number in numbers]


async def test_what_is_due_on_the_way_happens_at_its_own_time_in_order(clock: Clock) -> None:
    bot = Diary(clock, *hours(5, 1, 3, 30))
    sandbox = Sandbox(clock)
    await sandbox.move_clock(START + timedelta(hours=8), bot)
    assert [planned for planned, _ in bot.done] == hours(1, 3, 5)
    assert all(timedelta(0) <= at - planned < timedelta(minutes=1) for planned, at in bot.done)
    assert timedelta(0) <= clock.now() - START - timedelta(hours=8) < timedelta(minutes=1)
    sandbox.close()


async def test_what_is_overdue_happens_before_the_clock_moves(clock: Clock) -> None:
    bot = Diary(clock, *hours(-2))
    sandbox = Sandbox(clock)
    await sandbox.move_clock(START + timedelta(hours=1), bot)
    assert bot.done[0][1] < START + timedelta(minutes=1)
    sandbox.close()


async def test_what_an_event_brings_about_happens_on_the_same_way(clock: Clock) -> None:
    class Follower(Diary):
        async def forget(self) -> None:
            """It knew nobody."""

        async def settle(self) -> None:
            before = len(self.done)
            await super().settle()
            if before == 0 and self.done:
                self.planned = [self.done[0][0] + timedelta(hours=1)]

    bot = Follower(clock, *hours(1))
    sandbox = Sandbox(clock)
    await sandbox.move_clock(START + timedelta(hours=8), bot)
    assert [planned for planned, _ in bot.done] == hours(1, 2)
    sandbox.close()


async def test_the_clock_does_not_go_back(clock: Clock) -> None:
    sandbox = Sandbox(clock)
    with pytest.raises(ImpossibleError, match="forward"):
        await sandbox.move_clock(START - timedelta(hours=1))
    sandbox.close()


async def test_a_bot_that_never_gets_on_is_given_up(clock: Clock) -> None:
    sandbox = Sandbox(clock)
    with pytest.raises(StuckError, match="for too long"):
        await sandbox.move_clock(START + timedelta(hours=8), Sloth(clock, *hours(1)))
    sandbox.close()


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("PT8H", timedelta(hours=8)),
        ("P1D", timedelta(days=1)),
        ("P1W", timedelta(weeks=1)),
        ("P2DT3H4M5S", timedelta(days=2, hours=3, minutes=4, seconds=5)),
        ("PT1.5H", timedelta(minutes=90)),
        ("P1W2D", timedelta(days=9)),
    ],
)
def test_durations_are_read(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "P", "PT", "8H", "P8H", "PT8D", "-PT8H", "PT8H ", "pt8h", "PT٨H", "P1DT"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ImpossibleError, match="is no duration"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["P1M", "P1Y", "P1Y2M", "P0.5M"])
def test_months_and_years_are_refused_with_their_reason(text: str) -> None:
    with pytest.raises(ImpossibleError, match="no fixed length"):
        parse_duration(text)


@settings(deadline=None)
@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_every_duration_of_days_hours_minutes_and_seconds_is_read(d: int, h: int, m: int, s: int) -> None:
    expected = timedelta(days=d, hours=h, minutes=m, seconds=s)
    assert parse_duration(f"P{d}DT{h}H{m}M{s}S") == expected
