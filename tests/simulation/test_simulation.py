"""Ten years of a hundred patients and more, in each run of the tests, with everything going wrong that can."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.jumping import JumpingLoop
from tests.simulation.check import problems
from tests.simulation.check_notices import UNASKED
from tests.simulation.world import World

# Another one: SIMULATION_SEED=7 pytest -n 0 tests/simulation/test_simulation.py
SEEDS = [int(os.environ["SIMULATION_SEED"])] if "SIMULATION_SEED" in os.environ else list(range(1, 9))
PATIENTS, YEARS = 13, 10.0
# Of all this there is some in each of them, or it would say nothing.
TROUBLE = {"off", "died", "storm", "429", "502", "cut_before", "cut_after", "slow", "meanwhile"}
PEOPLE = {"take", "twice", "undo", "later", "skip", "done", "old", "nothing", "block", "pause", "move"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_doubled_or_out_of_order_in_ten_years(tmp_path: Path, seed: int) -> None:
    world = World(seed, tmp_path, PATIENTS, YEARS)
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        record = runner.run(world.live())
    happened = dict(sorted(world.tally.items()))
    print(f"seed {seed}: {len(record.doses)} doses, {len(record.tries)} messages, {happened}")  # noqa: T201
    assert happened.keys() >= TROUBLE | PEOPLE
    assert len(record.doses) > 10 * PATIENTS
    assert {one.kind for one in record.tries} >= set(UNASKED)
    replay = f"SIMULATION_SEED={seed} .venv/bin/pytest -n 0 tests/simulation/test_simulation.py"
    assert problems(record) == [], f"to see it again: {replay}"
