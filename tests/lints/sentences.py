"""Every sentence that the views can say, in English and as translated, and every other text in their source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.test_translations import PO_FILES, VIEWS, entries, extracted, keywords_of_make_messages, read


@cache
def english() -> tuple[str, ...]:
    """Each sentence in English, one of two forms apart from the other."""
    found = extracted(keywords_of_make_messages())
    return tuple(sorted({form for sentence in found for form in sentence}))


@cache
def translated() -> dict[str, tuple[str, ...]]:
    """Language -> each of its sentences."""
    return {
        path.parts[-3]: tuple(form for entry in entries(read(path)) for form in entry.forms if form)
        for path in PO_FILES
    }


def with_translations(said: tuple[str, ...]) -> tuple[str, ...]:
    """These sentences, and what each of them is in the other languages."""
    wanted, pairs = set(said), (entry.pairs() for path in PO_FILES for entry in entries(read(path)))
    return (*said, *(form for every in pairs for one, form in every if one in wanted and form))


@cache
def of_files(*patterns: str) -> tuple[str, ...]:
    """The English sentences of the view files whose names fit, such as "*safety*"."""
    files = sorted({path for pattern in patterns for path in VIEWS.rglob(f"{pattern}.py")})
    return tuple(sorted({text for path in files for text in texts(path)} & set(english())))


def texts(path: Path) -> Iterator[str]:
    """Each text in a source file but its docstrings: also what is joined together and given to no translator."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    captions = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in captions:
            yield node.value
