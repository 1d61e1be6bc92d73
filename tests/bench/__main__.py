"""`python -m tests.bench [ROW ...]`: measure all rows, or the named ones; a whole run rewrites docs/performance.md."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tests.bench import lost, pace, replies, report
from tests.bench.report import Row
from tests.bench.stage import Stage, stage

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
# seconds in all, and what one module may take of them
WHOLE, EACH = 600.0, 170.0

Measure = Callable[[Stage], Awaitable[list[Row]]]
MODULES: Mapping[str, Measure] = {
    "lost": lost.measure,
    "pace": pace.measure,
    "replies": replies.measure,
}


def say(line: str) -> None:
    """One line for whoever watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def one(name: str, measure: Measure, left: float) -> list[Row]:
    """Measure, and say what came of it; trouble becomes a row, so that the others still count."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            async with asyncio.timeout(min(EACH, left)), stage(Path(folder)) as opened:
                rows = await measure(opened)
        except Exception as error:
            rows = [Row(name, "not measured", "", "", "", False, why=f"{type(error).__name__}: {error}".strip())]
    for row in rows:
        say(row.line() + (f"  ({row.why})" if row.why else ""))
    say(f"  {name}: {time.monotonic() - began:.0f} s")
    return rows


async def main(names: list[str]) -> None:
    """All rows in order, within ten minutes."""
    load, began = report.load(), time.monotonic()
    say(f"{report.machine()}; load {load:.2f}")
    rows: list[Row] = []
    for name in names or MODULES:
        rows += await one(name, MODULES[name], WHOLE - (time.monotonic() - began))
    took = time.monotonic() - began
    say(f"\n{report.measured(rows, took, load)}")
    if not names:
        report.put(DOCUMENT, report.measured(rows, took, load))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*MODULES, []], help="what to measure; all where none is named")
    asyncio.run(main(parser.parse_args().rows))
