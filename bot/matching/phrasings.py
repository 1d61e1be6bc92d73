"""The written phrasings: what people type when a page answers them, and what they type when none does."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.domain.knowledge import DOSE, OUTSIDE, STATEMENT
from bot.domain.pages import page

# The files in locales/<language>/questions, and what their lines are.
FILES = {"dose.txt": DOSE, "outside.txt": OUTSIDE, "statements.txt": STATEMENT}


@dataclass(frozen=True)
class Phrasing:
    """One message as somebody may type it, and what it is: a topic, or one of bot.domain.knowledge.ELSEWHERE."""

    text: str
    of: str


def read(folder: Path) -> list[Phrasing]:
    """All phrasings of all languages in the locales folder; ValueError where a file is not as it has to be."""
    asked = [Phrasing(text, path.stem) for path in sorted(folder.glob("*/knowledge/*.md")) for text in _of_page(path)]
    other = [
        Phrasing(line, FILES[path.name]) for path in sorted(folder.glob("*/questions/*.txt")) for line in _lines(path)
    ]
    return asked + other


def digest(phrasings: Iterable[Phrasing]) -> str:
    """What tells whether these are the very ones that something was learned from."""
    return sha256("\n".join(f"{one.of}\t{one.text}" for one in phrasings).encode()).hexdigest()


def _of_page(path: Path) -> tuple[str, ...]:
    one = page(path.stem, path.read_text(encoding="utf-8"))
    return (one.title, *one.phrasings)


def _lines(path: Path) -> list[str]:
    told = map(str.strip, path.read_text(encoding="utf-8").splitlines())
    return [line for line in told if line and not line.startswith("#")]
