"""The real process, killed two hundred times while it reminds hundreds of patients and takes their taps."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.lives import Json, Lives, ago, daytime, gather, lives

# Another one: KILLS_SEED=7 pytest -n 0 tests/test_kills.py
SEED = int(os.environ.get("KILLS_SEED", "2026"))
# So large a crowd that no repeat, which comes after all that is told for the first time, is in flight at a kill: one
# that is in doubt twice is not sent a third time.
KILLS, CROWD = 200, 600
# So many of the kills come at any moment of the start, the others while messages leave.
AT_THE_START = 0.2
# What may be in flight at once: as many senders as the pace and a round trip need, and two.
IN_FLIGHT = 4


def killed_again_and_again(alive: Lives, dice: Random) -> Iterator[set[int]]:
    """The doses of which a message was in flight, at each kill."""
    before: set[tuple[int, int]] = set()
    for _ in range(KILLS):
        if dice.random() < AT_THE_START:
            status = alive.live(dice.uniform(0.0, 0.3))
        else:
            status = alive.live_until_heard(dice.uniform(0.0, 0.12))
        assert status == -9, f"it ended by itself: {alive.log()[-2000:]}"
        now = alive.in_flight()
        yield {dose for dose, _ in now - before}
        before = now
        # the next life begins a minute later
        alive.let_leases_pass()


@pytest.mark.slow
@pytest.mark.xdist_group("kills")
def test_two_hundred_kills_lose_nothing_and_repeat_at_most_what_was_in_flight(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    local = now.astimezone(ZoneInfo(daytime(now)))
    # one that has passed, and one that is open: both are to be told of
    at = (ago(local, minutes=100), ago(local, minutes=40))
    gather(tmp_path, CROWD, now - timedelta(hours=3), at, local.date())
    with lives(tmp_path, SEED, share=0.5) as alive:
        in_flight = list(killed_again_and_again(alive, Random(SEED)))
        at_work, left = alive.counts(), alive.unfinished()
        took = alive.live_until_done(patience=120)
        seen = alive.seen()
        in_all, at_most = sum(map(len, in_flight)), max(map(len, in_flight))
        print(  # noqa: T201
            f"seed {SEED}: {KILLS} kills, {at_work} by then and {left} to do, {in_all} in flight ({at_most} at most at "
            f"one kill); the last life took {took:.0f} s; {len(seen['messages'])} messages, {len(seen['taps'])} taps, "
            f"{seen['handed_twice']} of these handed out again"
        )
        assert left > 0, "the last ones were killed with nothing to do"
        assert alive.unfinished() == 0
        told_and_repeated(alive, seen, in_flight)
        recorded_once(alive, seen)
        assert alive.rows("PRAGMA integrity_check") == [("ok",)]
        assert "level=ERROR" not in alive.log()


def told_and_repeated(alive: Lives, seen: Json, in_flight: list[set[int]]) -> None:
    """Every dose was told of; what was told twice had been in flight, and says so."""
    doses = {row[0] for row in alive.rows("SELECT id FROM dose")}
    assert len(doses) == 2 * CROWD
    told = Counter(message["dose"] for message in seen["messages"] if message["dose"] is not None)
    assert doses - told.keys() == set(), "lost"
    assert max(told.values()) <= 2
    assert max(map(len, in_flight)) <= IN_FLIGHT
    twice = {dose for dose, count in told.items() if count == 2}
    assert twice <= set().union(*in_flight), "repeated, and had not been in flight"
    again = Counter(message["dose"] for message in seen["messages"] if "Second notice" in message["text"])
    assert twice <= again.keys(), "repeated without saying so"


def recorded_once(alive: Lives, seen: Json) -> None:
    """Every tap is on record, and nothing else."""
    taken = Counter(row[0] for row in alive.rows("SELECT dose_id FROM dose_event WHERE kind = 'taken'"))
    assert len(seen["taps"]) > 0
    assert seen["handed_out"] == len(seen["taps"])
    assert set(taken) == set(seen["taps"])
    assert max(taken.values()) == 1
