"""`python -m tests.bench [ROW ...]`: measure all rows, or the named ones; a whole run rewrites docs/performance.md."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from tests.bench import crowd, lost, pace, replies, report, rows, taps
from tests.bench.report import Row
from tests.bench.stage import Stage, stage

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
# seconds in all, and what one module may take of them
WHOLE, EACH = 585.0, 170.0

Measure = Callable[[Stage], AsyncIterator[Row]]
MODULES: Mapping[str, Measure] = {
    "lost": lost.measure,
    "pace": pace.measure,
    "replies": replies.measure,
    "taps": taps.measure,
    "start": rows.start,
    "claim": rows.claim,
    "plan": rows.plan,
    "crowd": crowd.measure,
}
# what waits more than it works begins at once
BACKGROUND = {"replies": replies.usual}


def say(line: str) -> None:
    """One line for whoever watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def one(name: str, opened: Stage, ends: float) -> list[Row]:
    """Measure, and say what comes of it as it comes; trouble becomes a row, so that the others still count."""
    began = time.monotonic()
    found: list[Row] = []
    try:
        async with asyncio.timeout(min(EACH, ends - began)):
            async for row in MODULES[name](opened):
                found.append(row)
                say(row.line() + (f"  ({row.why})" if row.why else ""))
    except Exception as error:
        why = f"{type(error).__name__} {' '.join(str(error).split())[-200:]}".strip()
        found.append(Row(name, "the rest was not measured", "", "", "", False, why=why))
        say(found[-1].line() + f"  ({found[-1].why})")
    say(f"  {name}: {time.monotonic() - began:.0f} s")
    return found


async def every(names: list[str], folder: Path, ends: float) -> list[Row]:
    """The rows of these modules, in order, each on a stage of its own."""
    found: list[Row] = []
    async with AsyncExitStack() as stack:
        begun = {}
        for name in names:
            if name in BACKGROUND:
                behind = await stack.enter_async_context(stage(folder / f"{name}-behind"))
                begun[name] = asyncio.create_task(BACKGROUND[name](behind))
        for name in names:
            async with stage(folder / name) as opened:
                opened.begun = begun
                found += await one(name, opened, ends)
    return found


async def main(names: list[str]) -> None:
    """All rows in order, within ten minutes."""
    load, began = report.load(), time.monotonic()
    say(f"{report.machine()}; load {load:.2f}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        found = await every(names or list(MODULES), Path(folder), began + WHOLE)
    text = report.measured(found, time.monotonic() - began, load)
    say(f"\n{text}")
    if not names:
        report.put(DOCUMENT, text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", help=f"what to measure: {', '.join(MODULES)}; all where none is named")
    asyncio.run(main(parser.parse_args().rows))
