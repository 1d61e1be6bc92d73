"""What all tests share: the stage with its cast, a database of each kind, and no silent skips in CI."""

import os
import zoneinfo
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cast import Person, Stage, open_stage

# the zones that are pinned with the rest, and not this machine's, through whose folders each look would go again
zoneinfo.reset_tzpath(())
# how fast a machine is decides nothing here
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ["tests.postgres", "tests.lints.plugin"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a pace or for a page more than they work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, so that no core has nothing to do in the end; their lines go uncounted, to save time."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker("no_cover")
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("slow", "browser")))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The program on an empty stage, on Monday 2 March 2026 at 09:00 in Berlin."""
    async with open_stage(tmp_path) as opened:
        yield opened


@pytest.fixture
def anna(stage: Stage) -> Person:
    """Anna, in Berlin, with a phone in English."""
    return Person(stage, 101, "Anna")


@pytest.fixture
def bruno(stage: Stage) -> Person:
    """Bruno, who must never see anything of Anna's."""
    return Person(stage, 102, "Bruno")


@pytest.fixture
def carmen(stage: Stage) -> Person:
    """Carmen, in Madrid, with a phone in Spanish."""
    return Person(stage, 103, "Carmen", "es")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where nothing may be skipped, a skip fails the run and is named."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("NOTHING_SKIPPED"):
        terminalreporter.section("skipped, where nothing may be", red=True)
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The exit code of such a run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_SKIPPED") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
