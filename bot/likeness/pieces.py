"""The pieces of words that the encoder knows, packed: what a text begins with is looked up among sorted numbers."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

# so many looked up texts are remembered: most of a message's were in the messages before it
REMEMBERED = 1 << 13


class Pieces:
    """`get` gives a piece's number plus 1, 0 for what only begins one, and None for what begins none.

    As a dict with all beginnings of all pieces would, and in a tenth of its memory: of each, it has Python's own hash
    alone. That two of a quarter of a million share all 64 bits of it happens in one of 500 million starts. (It is of
    the bytes: of the strings themselves "br" and "牢" would share one.)
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        begun, whole = array("q"), array("q")
        self.longest = 0
        for piece in pieces:
            whole.append(hash(piece.encode()))
            begun.extend(hash(piece[:length].encode()) for length in range(1, len(piece)))
            self.longest = max(self.longest, len(piece))
        known = np.unique(np.concatenate([begun, whole]))
        numbers = np.zeros(len(known), dtype=np.int32)
        numbers[np.searchsorted(known, whole)] = np.arange(1, len(whole) + 1)
        # plain arrays: they are searched five times as fast as NumPy's, one by one
        self._known, self._numbers = array("q", known.tobytes()), array("i", numbers.tobytes())
        self.get = lru_cache(REMEMBERED)(self._find)

    def _find(self, text: str) -> int | None:
        wanted = hash(text.encode())
        place = bisect_left(self._known, wanted)
        return self._numbers[place] if place < len(self._known) and self._known[place] == wanted else None
