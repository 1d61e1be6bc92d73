"""The whole program, everything loaded, fits into a small machine."""

import re
import time
from pathlib import Path

import pytest

from tests.running import Patient, Running, running, until

# megabytes, with all that is loaded for words, questions and places by name
MOST = 200
# no phrase hears this one: only what was learned from exemplars does, with the encoder
UNHEARD = "I'm at the bottom of a well and nobody's throwing a rope"
# so many seconds without work are rest
QUIET = 1.5


# packages that come with the tests' tools, and that others load where they find them; a user's .venv has none of them
NOT_OURS = ("rich", "pygments")


def hidden(folder: Path) -> str:
    """A place to look for packages first, where those are not to be had."""
    for name in NOT_OURS:
        (folder / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    return str(folder)


def resident(program: Running) -> float:
    """How many megabytes of the machine's memory it holds."""
    told = Path(f"/proc/{program.process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", told, re.MULTILINE)
    assert found
    return int(found[1]) / 1024


def worked(program: Running) -> list[str]:
    """How long it has worked so far."""
    return Path(f"/proc/{program.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]


def rests(program: Running) -> bool:
    """It does nothing for a while."""
    before = worked(program)
    time.sleep(QUIET)
    return worked(program) == before


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says in /proc what a process holds")
def test_with_all_that_it_knows_loaded_it_holds_less_than_200_megabytes(tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    with running(tmp_path, more={"PYTHONPATH": hidden(tmp_path / "hidden")}, cold=True) as program:
        anna = Patient(program, 7)
        anna.joins()
        anna.says(UNHEARD, "112")
        anna.says("What is vitamin B12?", "")
        until(lambda: rests(program), "it to come to rest")
        assert resident(program) < MOST
