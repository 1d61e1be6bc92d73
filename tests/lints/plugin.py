"""The lints over what is sent, as a part of every test and of the whole run.

Each test that sends something wrong fails by itself. A run of the whole folder of conversations fails too where the
lints looked at nothing there: with several workers, where none of them did.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.lints import watching

# More conversation tests than this in one run are the folder, and not a choice from it.
SOME = 50
LOOKED_AT = ("texts", "amounts", "screens", "ends")
TOTALS = pytest.StashKey[Counter[str]]()


@pytest.fixture(autouse=True)
def lints(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the bot sent in this test named no dose but the patient's, and left help one tap away."""
    watching.OPEN.clear()
    yield
    journals = [*watching.OPEN]
    watching.OPEN.clear()
    totals = request.config.stash.setdefault(TOTALS, Counter())
    totals["conversations"] += "tests/conversations/" in request.node.nodeid
    for journal in journals:
        journal.settle()
        totals.update(journal.looked_at)
    wrong = [line for journal in journals for line in journal.wrong]
    assert wrong == [], "\n".join(wrong)


def blind(totals: Counter[str]) -> list[str]:
    """What the lints never looked at, although all conversations ran."""
    return [what for what in LOOKED_AT if totals["conversations"] > SOME and not totals[what]]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """What one worker looked at counts for the whole run."""
    config, told = getattr(node, "config"), getattr(node, "workeroutput", {})  # noqa: B009
    config.stash.setdefault(TOTALS, Counter()).update(told.get("lints", {}))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells its counts; where nothing was looked at, the run fails."""
    totals = session.config.stash.get(TOTALS, Counter())
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["lints"] = dict(totals)
    elif blind(totals):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was looked at, in one line."""
    totals = config.stash.get(TOTALS, Counter())
    if totals["texts"]:
        terminalreporter.write_line("lints: " + ", ".join(f"{totals[what]} {what}" for what in LOOKED_AT))
    for what in blind(totals):
        terminalreporter.write_line(f"the lints looked at no {what} in all conversations", red=True)
