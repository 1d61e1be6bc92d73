"""The house keeps its own rules: small files and functions, no hidden imports, words in one room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    p for folder in ("bot", "conversations") for p in (ROOT / folder).rglob("*.py") if "versions" not in p.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_each_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module's docstring is the room's caption"
    assert text.count("\n") <= 250
    long = [
        f"{f.name} ({(f.end_lineno or 0) - f.lineno + 1})"
        for f in functions(path)
        if (f.end_lineno or 0) - f.lineno >= 30
    ]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_import_hides_inside_a_function(path: Path) -> None:
    hidden = [f.name for f in functions(path) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert hidden == []


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_the_clock_is_read_at_its_doors_only(path: Path) -> None:
    readers = ("bot/clock.py", "bot/app.py", "bot/logs.py")
    calls = [
        n.lineno
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and n.func.attr in ("now", "today", "utcnow")
        and isinstance(n.func.value, ast.Name)
        and n.func.value.id in ("datetime", "date", "time")
    ]
    assert calls == [] or name(path) in readers


@pytest.mark.parametrize("path", [p for p in SOURCES if "views" not in p.parts], ids=name)
def test_sentences_stand_only_in_the_views(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    worded = [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Name | ast.Attribute)
        and (n.func.id if isinstance(n.func, ast.Name) else n.func.attr) in ("t", "label", "plural")
        and n.args
        and isinstance(n.args[0], ast.Constant)
        and isinstance(n.args[0].value, str)
    ]
    assert worded == []


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_each_test_file_is_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 300


def test_amounts_are_converted_in_one_place_and_never_multiplied_elsewhere() -> None:
    guilty = []
    for path in SOURCES:
        if name(path) == "bot/domain/amount.py":
            continue
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Mult | ast.Div | ast.FloorDiv):
                words = {a.attr for a in ast.walk(n) if isinstance(a, ast.Attribute)} | {
                    a.id for a in ast.walk(n) if isinstance(a, ast.Name)
                }
                if words & {"mcg", "mg", "value", "amount", "strength", "per_ml"}:
                    guilty.append(f"{name(path)}:{n.lineno}")
    assert guilty == []


def test_what_is_written_down_names_no_machine_and_no_registry() -> None:
    hosts = (
        "pypi." + "org",
        "pythonhosted." + "org",
        "npmjs." + "org",
        "deb.debian." + "org",
        "/wo" + "rk/",
        "/ro" + "ot/",
    )
    files = [ROOT / f for f in ("README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "requirements.txt")]
    files += [ROOT / "requirements-dev.txt", *sorted((ROOT / "docs").glob("*.md")), *SOURCES, *TESTS]
    assert [(name(f), host) for f in files for host in hosts if host in f.read_text(encoding="utf-8")] == []


def test_the_bot_runs_on_the_very_versions_that_its_tests_ran_on() -> None:
    def pins(file: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9-]+)==([^ \\]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))

    tested = pins("requirements-dev.txt")
    assert {name: version for name, version in pins("requirements.txt").items() if tested.get(name) != version} == {}
