"""What was learned from exemplars: how like a text is to each of them, by meaning and by letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.likeness.encoder import Encoder, Vectors
from bot.likeness.wording import SPACE, Wording, grams, wording

# how quickly likeness by meaning fades with distance
FADES = 2.0
# vectors are kept in steps of 1/127 of their largest number
STEPS = 127
# so many of them are spelt out at a time: the processor's cache holds them, and reads a quarter of the memory
AT_ONCE = 256

Steps = NDArray[np.int8]
Halves = NDArray[np.float16]


@dataclass(frozen=True)
class Model:
    """`near`: the exemplars' vectors (rows), in steps of `step`; `pulls`: how much each pulls towards each column;
    `letters`: the same by gram. `columns` says what each column is; `digest` names the exemplars, `encoder` what made
    the vectors.
    """

    encoder: str
    digest: str
    columns: tuple[str, ...]
    wording: Wording
    near: Steps
    step: float
    pulls: Vectors
    letters: Halves

    def lean(self, encoder: Encoder, texts: Sequence[str]) -> list[dict[str, float]]:
        """How far each text leans to each column, about 0 to 1."""
        mended = [self.wording.mended(text) for text in texts]
        return self._named(self._by_meaning(encoder.encode(mended)) + self._by_letters(mended))

    def lean_by_letters(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The same without an encoder: a weaker leaning, in much the same order."""
        return self._named(self._by_letters([self.wording.mended(text) for text in texts]))

    def _by_meaning(self, vectors: Vectors) -> Vectors:
        scaled = vectors * np.float32(self.step)
        closeness = np.empty((len(vectors), len(self.near)), dtype=np.float32)
        spelt = np.empty((AT_ONCE, vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(self.near), AT_ONCE):
            some = self.near[start : start + AT_ONCE]
            rows = spelt[: len(some)]
            rows[:] = some
            # one text after the other: for so few, all together take longer
            for vector, found in zip(scaled, closeness, strict=True):
                np.matmul(rows, vector, out=found[start : start + len(some)])
        leaning: Vectors = fading(closeness) @ self.pulls
        return leaning

    def _by_letters(self, mended: Sequence[str]) -> Vectors:
        found = np.zeros((len(mended), len(self.columns)), dtype=np.float32)
        for row, text in zip(found, mended, strict=True):
            weights = grams(text)
            row[:] = np.array([*weights.values()], dtype=np.float32) @ self.letters[[*weights]].astype(np.float32)
        return found

    def _named(self, rows: Vectors) -> list[dict[str, float]]:
        return [dict(zip(self.columns, map(float, row), strict=True)) for row in rows]


def alike(some: Vectors, others: Vectors) -> Vectors:
    """How like each of some is to each of the others, 0 to 1."""
    return fading(some @ others.T)


def fading(closeness: Vectors) -> Vectors:
    """How like each other vectors are, 0 to 1, that are so close (their product)."""
    found: Vectors = np.exp(FADES * 2 * (closeness - 1), dtype=np.float32)
    return found


def stepped(vectors: Vectors) -> tuple[Steps, float]:
    """The vectors in steps, and how long a step is."""
    most = float(np.abs(vectors).max())
    return np.round(vectors / most * STEPS).astype(np.int8), most / STEPS


def spread(mended: Sequence[str]) -> Vectors:
    """The grams of each text, a row each."""
    rows = np.zeros((len(mended), SPACE), dtype=np.float32)
    for row, text in zip(rows, mended, strict=True):
        found = grams(text)
        row[list(found)] = list(found.values())
    return rows


def write(model: Model, path: Path) -> None:
    """Keep what was learned, in few bytes."""
    words = "\n".join(f"{word} {times}" for word, times in sorted(model.wording.counts.items()))
    np.savez_compressed(
        path,
        encoder=np.array(model.encoder),
        digest=np.array(model.digest),
        columns=np.array(model.columns),
        words=np.frombuffer(words.encode(), dtype=np.uint8),
        near=model.near,
        most=np.array(model.step * STEPS, dtype=np.float32),
        pulls=model.pulls.astype(np.float16),
        letters=model.letters,
    )


def read(path: Path) -> Model:
    """What was learned; OSError or ValueError where the file is missing or broken."""
    try:
        with path.open("rb") as file:
            return _read(file)
    except (BadZipFile, EOFError, KeyError) as error:
        raise ValueError(f"{path.name} is broken") from error


def _read(file: BinaryIO) -> Model:
    with np.load(file, allow_pickle=False) as kept:
        told = bytes(kept["words"]).decode().split()
        counts = dict(zip(told[::2], map(int, told[1::2]), strict=True))
        return Model(
            encoder=str(kept["encoder"]),
            digest=str(kept["digest"]),
            columns=tuple(map(str, kept["columns"])),
            wording=wording(counts),
            near=kept["near"],
            step=float(kept["most"]) / STEPS,
            pulls=kept["pulls"].astype(np.float32),
            letters=kept["letters"],
        )
