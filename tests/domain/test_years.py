"""Years of the pure domain, its own outcomes fed back: every zone, 2020 to 2040, every shape of prescription."""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.dose import Dose, State, Taken, skip, take
from bot.domain.nudge import closes
from bot.domain.regimen import Regimen, place, wall
from bot.domain.timeline import History, Key, Occurrence, occurrences
from tests.domain import oracle
from tests.domain.shapes import shapes

ZONES = sorted(available_timezones())
SHARDS = 8
# Whether a zone puts its clock forward by day or by night, these times of day have met every gap there was.
TIMES = (time(0, 30), time(2, 30), time(9), time(23, 45))


def started(chance: random.Random) -> date:
    return date(2020, 1, 1) + timedelta(days=chance.randrange(18 * 365))


def check_places(placed: list[Occurrence], zone: str) -> None:
    """In order, none doubled, none missing, each where its wall clock says."""
    for before, after in pairwise(placed):
        assert after.key > before.key
        assert after.number == (before.number + 1 if after.phase == before.phase else 1)
        assert after.at > before.at
    for one in placed:
        assert one.at <= one.latest
        turns = {one.local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
        there = [instant for instant in turns if wall(instant, zone) == one.local]
        if there:
            assert one.at == min(there), "a doubled time happens once, the first time"
        else:
            assert one.at == max(turns), "a time that the gap swallows moves forward"
            assert timedelta(0) < wall(one.at, zone) - one.local <= timedelta(days=1)


def check_days(regimen: Regimen, placed: list[Occurrence]) -> None:
    """Each phase's days are those of plain counting, as long as nothing moves them."""
    for index, phase in enumerate(regimen.phases, start=1):
        told = [one.local.date() for one in placed if one.phase == index]
        if phase.start is None:
            assert told == []
            continue
        expected = (day for day in oracle.days(phase.repeat, phase.start) for _ in phase.at)
        assert told == list(islice(expected, len(told)))


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_injection_is_missing_doubled_or_out_of_order_in_any_zone(shard: int) -> None:
    for zone in ZONES[shard::SHARDS]:
        chance = random.Random(zone)
        for regimen in shapes(started(chance), chance.choice(TIMES)).values():
            placed = list(islice(occurrences(regimen, zone), 18))
            check_places(placed, zone)
            check_days(regimen, placed)


def recorded(one: Occurrence, following: datetime, chance: random.Random) -> Dose:
    """What became of it: had in time, late, early, skipped, or missed; never at or after the next one."""
    dose = Dose(1, one.phase, one.number, one.at, closes(one.latest, following), latest=one.latest)
    match chance.randrange(6):
        case 0:
            return dose
        case 1:
            return skip(dose, one.at).dose
        case 2:
            at = one.latest + (following - one.latest) * chance.random() * 0.9
        case 3:
            at = one.at - timedelta(minutes=chance.randrange(60))
        case _:
            at = one.at + timedelta(minutes=chance.randrange(120))
    outcome = take(dose, at)
    assert isinstance(outcome, Taken)
    return outcome.dose


def lived(regimen: Regimen, zone: str, steps: int, chance: random.Random) -> list[tuple[Occurrence, Dose]]:
    """The plan, injection by injection, each outcome fed back into the dates of the rest."""
    given: dict[Key, datetime] = {}
    told: list[tuple[Occurrence, Dose]] = []
    for _ in range(steps):
        rest = list(islice(occurrences(regimen, zone, History(given)), len(told), len(told) + 2))
        if not rest:
            break
        following = rest[1].at if len(rest) > 1 else rest[0].latest + timedelta(days=2)
        dose = recorded(rest[0], following, chance)
        told.append((rest[0], dose))
        if dose.state is State.TAKEN and dose.taken_at is not None:
            given[rest[0].key] = wall(dose.taken_at, zone)
    return told


def check_counted(regimen: Regimen, told: list[tuple[Occurrence, Dose]], zone: str) -> None:
    """Where dates count from the injection, each follows the one before by its interval, given or due."""
    anchor, periods = told[0][0].local.date(), 0
    for (before, dose), (after, _) in pairwise(told):
        phase = regimen.phases[after.phase - 1]
        base = before.local if dose.taken_at is None else wall(dose.taken_at, zone)
        anchor, periods = (anchor, periods + 1) if base.date() == before.local.date() else (base.date(), 1)
        if after.phase != before.phase:
            anchor, periods = after.local.date(), 0
        expected = next(islice(oracle.days(phase.repeat, anchor), periods, None))
        assert (after.local.date(), after.local.time()) == (expected, phase.at[0])


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_whatever_becomes_of_each_injection_the_rest_stays_in_order_and_in_its_phase(shard: int) -> None:
    for zone in ZONES[shard::SHARDS]:
        chance = random.Random(f"lived {zone}")
        every = shapes(started(chance))
        counted = [name for name in every if "counted" in name]
        for name in (*counted, *chance.sample(sorted(set(every) - set(counted)), 2)):
            told = lived(every[name], zone, 18 if name == "four phases, counted" else 9, chance)
            assert [one.key for one, _ in told] == sorted({one.key for one, _ in told})
            if name in counted:
                check_counted(every[name], told, zone)
            else:
                check_places([one for one, _ in told], zone)
                assert [one for one, _ in told] == list(islice(occurrences(every[name], zone), len(told)))


@pytest.mark.parametrize("days_late", [1, 3, 20])
def test_a_late_last_injection_moves_the_next_phase_only_where_dates_count_from_it(days_late: int) -> None:
    told = shapes(date(2026, 3, 3))
    for name in ("weekly, then monthly", "weekly, then monthly, counted"):
        regimen = told[name]
        on_time = next(one for one in occurrences(regimen, "Europe/Berlin") if one.phase == 2)
        last = datetime(2026, 3, 24, 9) + timedelta(days=days_late)  # noqa: DTZ001
        moved = next(one for one in occurrences(regimen, "Europe/Berlin", History({(1, 4): last})) if one.phase == 2)
        assert moved.local - on_time.local == timedelta(days=days_late if "counted" in name else 0)
        assert moved.number == 1


def test_a_version_that_takes_over_mid_phase_leaves_no_day_out_and_none_twice() -> None:
    chance = random.Random(7)
    for regimen in shapes(date(2026, 3, 3)).values():
        placed = list(islice(occurrences(regimen, "Europe/Berlin"), 30))
        cut = chance.choice(placed).at
        before = [one for one in placed if one.at < cut]
        later_version = [one for one in islice(occurrences(regimen, "Europe/Berlin"), 30) if one.at >= cut]
        assert [one.key for one in before + later_version] == [one.key for one in placed]
        assert place(placed[0].local, "Europe/Berlin") == placed[0].at
