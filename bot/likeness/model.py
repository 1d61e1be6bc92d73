"""What was learned from exemplars: how like a text is to each of them, by meaning and by letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.likeness.encoder import Encoder, Vectors
from bot.likeness.wording import SPACE, Wording, grams, wording

# how quickly likeness by meaning fades with distance
FADES = 2.0
# vectors are kept in steps of 1/127 of their largest number
STEPS = 127


@dataclass(frozen=True)
class Model:
    """`near`: the exemplars' vectors (rows); `pulls`: how much each pulls towards each column; `letters`: the same by
    gram. `columns` says what each column is; `digest` names the exemplars, `encoder` what made the vectors.
    """

    encoder: str
    digest: str
    columns: tuple[str, ...]
    wording: Wording
    near: Vectors
    pulls: Vectors
    letters: Vectors

    def lean(self, encoder: Encoder, texts: Sequence[str]) -> list[dict[str, float]]:
        """How far each text leans to each column, about 0 to 1."""
        mended = [self.wording.mended(text) for text in texts]
        likeness = alike(encoder.encode(mended), self.near)
        return self._named(likeness @ self.pulls + spread(mended) @ self.letters)

    def lean_by_letters(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The same without an encoder: a weaker leaning, in much the same order."""
        return self._named(spread([self.wording.mended(text) for text in texts]) @ self.letters)

    def _named(self, rows: Vectors) -> list[dict[str, float]]:
        return [dict(zip(self.columns, map(float, row), strict=True)) for row in rows]


def alike(some: Vectors, others: Vectors) -> Vectors:
    """How like each of some is to each of the others, 0 to 1."""
    found: Vectors = np.exp(FADES * 2 * (some @ others.T - 1), dtype=np.float32)
    return found


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
    most = float(np.abs(model.near).max())
    np.savez_compressed(
        path,
        encoder=np.array(model.encoder),
        digest=np.array(model.digest),
        columns=np.array(model.columns),
        words=np.frombuffer(words.encode(), dtype=np.uint8),
        near=np.round(model.near / most * STEPS).astype(np.int8),
        most=np.array(most, dtype=np.float32),
        pulls=model.pulls.astype(np.float16),
        letters=model.letters.astype(np.float16),
    )


def read(path: Path) -> Model:
    """What was learned; OSError or ValueError where the file is missing or broken."""
    try:
        return _read(path.read_bytes())
    except (BadZipFile, EOFError, KeyError) as error:
        raise ValueError(f"{path.name} is broken") from error


def _read(written: bytes) -> Model:
    with np.load(BytesIO(written), allow_pickle=False) as kept:
        told = bytes(kept["words"]).decode().split()
        counts = dict(zip(told[::2], map(int, told[1::2]), strict=True))
        return Model(
            encoder=str(kept["encoder"]),
            digest=str(kept["digest"]),
            columns=tuple(map(str, kept["columns"])),
            wording=wording(counts),
            near=kept["near"].astype(np.float32) * (kept["most"] / STEPS),
            pulls=kept["pulls"].astype(np.float32),
            letters=kept["letters"].astype(np.float32),
        )
