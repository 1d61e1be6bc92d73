"""The seam to the encoder: sentences in, vectors out; it runs here, and sends nothing anywhere."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

try:
    from bot.likeness.slim import NAME, slim
except ImportError:  # pragma: no cover  # a platform that cannot have it: the phrases listen alone
    slim = None  # type: ignore[assignment]

Vectors = NDArray[np.float32]

# two threads that need it first at the same time must not load it twice
ALONE = Lock()


class Encoder(Protocol):
    """What turns sentences into vectors of length 1 whose closeness is closeness of meaning."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        ...


class Multilingual:
    """Google's multilingual universal sentence encoder, as a package without a network of its own."""

    def __init__(self) -> None:
        self.name = NAME
        self._encoder, self._lock = slim(), Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text; one thread at a time, for its tokenizer is not made for more."""
        with self._lock:
            return np.asarray(self._encoder.encode(list(texts)), dtype=np.float32)


def encoder() -> Encoder | None:
    """The encoder, one for all of the process; None where this machine has none."""
    with ALONE:
        return _encoder()


@cache
def _encoder() -> Encoder | None:
    return None if slim is None else Multilingual()
