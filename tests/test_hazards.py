"""The hazard log holds: every hazard names a test, and every test that it names exists."""

import ast
import re
from dataclasses import dataclass
from functools import cache

import pytest

from tests.test_house import ROOT

LOG = ROOT / "docs" / "hazards.md"
# clinical.md 2.4 lists so many, before those of red flags, check-ins and the rest of Part 4
AT_LEAST = 26
CELLS = 8
SIGNED = "No clinician has reviewed it, and no Clinical Safety Officer has signed it."
CONTROL, STATE = 3, 6
STATES = {"built", "partly", "open"}
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_LATER = re.compile(r"\(to come:[^)]*\)")


@dataclass(frozen=True)
class Row:
    """One hazard: its id, what stands in each cell, the tests it names, and those that are yet to be written."""

    id: str
    cells: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]
    later: tuple[tuple[str, str], ...]


def rows(text: str) -> list[Row]:
    """The hazards of the table."""
    lines = [line.strip() for line in text.splitlines() if re.match(r"\|\s*H\d", line)]
    return [_row(tuple(cell.strip() for cell in line.strip("|").split("|"))) for line in lines]


def _row(cells: tuple[str, ...]) -> Row:
    shown = cells[-1]
    later = tuple(pair for part in _LATER.findall(shown) for pair in _NAMED.findall(part))
    return Row(cells[0], cells, tuple(_NAMED.findall(_LATER.sub("", shown))), later)


@cache
def existing(path: str) -> frozenset[str]:
    """The names of the tests in a file; none where there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    found = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(
        one.name
        for one in found
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith("test_")
    )


def problems(text: str) -> list[str]:
    """What is wrong with a log."""
    found = rows(text)
    wrong = [f"{row.id} names no test" for row in found if not row.tests]
    wrong += [f"{row.id} has {len(row.cells)} cells" for row in found if len(row.cells) != CELLS]
    wrong += [
        f"{row.id} is {row.cells[6]!r}" for row in found if len(row.cells) == CELLS and row.cells[6] not in STATES
    ]
    wrong += [f"{row.id} has an empty cell" for row in found if not all(row.cells)]
    missing = [(row.id, path, name) for row in found for path, name in row.tests if name not in existing(path)]
    wrong += [f"{row}: there is no {path}::{name}" for row, path, name in missing]
    expected = [f"H{n:02}" for n in range(1, len(found) + 1)]
    return wrong + ([] if [row.id for row in found] == expected else ["the ids are not in a row"])


@pytest.fixture
def log() -> str:
    return LOG.read_text(encoding="utf-8")


def test_every_hazard_names_tests_and_each_of_them_exists(log: str) -> None:
    assert len(rows(log)) >= AT_LEAST
    assert problems(log) == []


def test_no_test_of_the_log_is_still_to_come(log: str) -> None:
    assert [(row.id, f"{path}::{name}") for row in rows(log) for path, name in row.later] == []
    assert "(to come" not in log


def test_it_says_first_of_all_that_nobody_has_signed_it(log: str) -> None:
    before_the_table = re.sub(r"[\s*]+", " ", log[: log.index("| id |")])
    assert SIGNED in before_the_table


def test_what_is_not_built_says_what_is_missing(log: str) -> None:
    unfinished = [row for row in rows(log) if row.cells[STATE] != "built"]
    assert len(unfinished) > 1
    silent = [row.id for row in unfinished if not re.search("Missing|still|miss", row.cells[CONTROL])]
    assert silent == []


def planted(shown: str, number: int = 1, state: str = "built") -> str:
    return f"| id |\n|---|\n| H{number:02} | harm | cause | control | 1 | 1 → 1 | {state} | {shown} |"


REAL = "`tests/test_hazards.py::test_every_hazard_names_tests_and_each_of_them_exists`"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (planted(REAL), []),
        (planted("by hand"), ["H01 names no test"]),
        (planted("(to come: `tests/test_hazards.py::test_later`)"), ["H01 names no test"]),
        (planted("`tests/test_hazards.py::test_gone`"), ["H01: there is no tests/test_hazards.py::test_gone"]),
        (planted("`tests/test_no_such.py::test_gone`"), ["H01: there is no tests/test_no_such.py::test_gone"]),
        (planted("`tests/test_hazards.py::planted`"), ["H01: there is no tests/test_hazards.py::planted"]),
        (planted(REAL, number=2), ["the ids are not in a row"]),
        (planted(REAL, state="fine"), ["H01 is 'fine'"]),
        (f"{planted(REAL)}\n| H02 | harm | {REAL} |", ["H02 has 3 cells"]),
    ],
)
def test_a_planted_fault_is_found(text: str, wrong: list[str]) -> None:
    assert problems(text) == wrong
