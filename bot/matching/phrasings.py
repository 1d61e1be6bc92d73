"""The written phrasings: what people type when a page answers them, and what they type when none does."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.domain.knowledge import DOSE, OUTSIDE, STATEMENT
from bot.domain.pages import page

# What the lines of a file in locales/<language>/questions are, by its name ("outside.txt", "outside-2.txt"); one of
# another name has lines under the topics that they ask for: [missed_dose].
FILES = {"dose": DOSE, "outside": OUTSIDE, "statements": STATEMENT}


@dataclass(frozen=True)
class Phrasing:
    """One message as somebody may type it, and what it is: a topic, or one of bot.domain.knowledge.ELSEWHERE."""

    text: str
    of: str


def read(folder: Path) -> list[Phrasing]:
    """All phrasings of all languages in the locales folder; ValueError where a file is not as it has to be."""
    asked = [one for path in sorted(folder.glob("*/knowledge/*.md")) for one in _of_page(path)]
    topics = {one.of for one in asked}
    return asked + [one for path in sorted(folder.glob("*/questions/*.txt")) for one in _of_lines(path, topics)]


def digest(phrasings: Iterable[Phrasing]) -> str:
    """What tells whether these are the very ones that something was learned from."""
    return sha256("\n".join(f"{one.of}\t{one.text}" for one in phrasings).encode()).hexdigest()


def _of_page(path: Path) -> Iterator[Phrasing]:
    one = page(path.stem, path.read_text(encoding="utf-8"))
    return (Phrasing(text, one.topic) for text in (one.title, *one.phrasings))


def _of_lines(path: Path, topics: Collection[str]) -> Iterator[Phrasing]:
    of = FILES.get(path.stem.split("-")[0])
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("["):
            of = line.strip("[]")
            if of not in topics:
                raise ValueError(f"{path.name}: there is no page on {of}")
        elif line and not line.startswith("#"):
            if of is None:
                raise ValueError(f"{path.name}: a line under no topic")
            yield Phrasing(line, of)
