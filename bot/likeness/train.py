"""Learning from exemplars: kernel ridge regression over what they mean and how they are spelt."""

import sys
from collections.abc import Sequence

import numpy as np

from bot.likeness.encoder import Encoder, Vectors
from bot.likeness.model import Model, alike, spread
from bot.likeness.wording import count, wording

# how far what was learned may pass the exemplars by: they contradict each other here and there
SLACK = 0.1
AT_ONCE = 256


def train(exemplars: Sequence[tuple[str, str | None]], columns: tuple[str, ...], digest: str, by: Encoder) -> Model:
    """Each exemplar, a text and its column (None for no column), pulls as hard as it takes for all to be told apart.

    That is but for the slack; what is like none of them leans nowhere.
    """
    texts = [text for text, _ in exemplars]
    words = wording(count(texts))
    mended = [words.mended(text) for text in texts]
    near = _encode(by, mended)
    wanted = np.array([[column == one for one in columns] for _, column in exemplars], dtype=np.float32)
    letters = spread(mended)
    kernel = alike(near, near) + letters @ letters.T
    kernel[np.diag_indices_from(kernel)] += SLACK
    pulls = np.linalg.solve(kernel, wanted).astype(np.float32)
    return Model(by.name, digest, columns, words, near, pulls, letters.T @ pulls)


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
