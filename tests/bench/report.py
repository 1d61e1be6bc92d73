"""The table of what was measured: one row as it comes, all of them in docs/performance.md."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

BEGIN, END = "<!-- measured: make bench writes what stands below -->", "<!-- measured: until here -->"


# a machine on which so many processes want a core has others to serve
BUSY = 0.5


@dataclass(frozen=True)
class Row:
    """One line of the table; `met` is None where there is nothing to meet, and `why` is said where it is not met."""

    number: str
    what: str
    usual: str
    ours: str
    goal: str
    met: bool | None
    ratio: float | None = None
    why: str = ""

    @property
    def verdict(self) -> str:
        """Yes, no, or nothing to meet."""
        return "-" if self.met is None else "yes" if self.met else "**no**"

    def line(self) -> str:
        """As a line of a Markdown table."""
        ratio = "" if self.ratio is None else f"{self.ratio:,.3g} x"
        cells = (self.number, self.what, self.usual, self.ours, ratio, self.goal, self.verdict)
        return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def table(rows: Iterable[Row]) -> str:
    """The whole table, and below it what there is to say about single rows."""
    rows = sorted(rows, key=lambda row: row.number)
    head = "| | what | usual way, measured here | ours, measured here | ratio | goal | met |"
    notes = [f"- **{row.number}**: {row.why}" for row in rows if row.why]
    return "\n".join([head, "|---" * 7 + "|", *(row.line() for row in rows), *([""] if notes else []), *notes])


def machine() -> str:
    """What it was measured on, without naming it."""
    model = next((line.partition(":")[2].strip() for line in _cpu_lines() if line.startswith("model name")), "")
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores ({model or platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _cpu_lines() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def load() -> float:
    """How many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def measured(rows: Iterable[Row], seconds: float, load_before: float) -> str:
    """The part of docs/performance.md that is written anew by each whole run."""
    when = datetime.now(UTC)
    about = (
        f"Measured on {when:%Y-%m-%d} with `make bench` in {seconds:.0f} s, on {machine()}; "
        f"load before the start: {load_before:.2f}."
    )
    busy = "" if load_before < BUSY else "\n\n**Other programs were running: these times are too long.**"
    return f"{about}{busy}\n\n{table(rows)}"


def put(file: Path, text: str) -> None:
    """Put the text between the file's two marks; the prose around them stays. ValueError where there are none."""
    whole = file.read_text(encoding="utf-8")
    before, found, rest = whole.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        raise ValueError(f"{file.name} has no marks for the table")
    file.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
