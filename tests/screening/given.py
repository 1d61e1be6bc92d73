"""A dozen exemplars, and an encoder that needs no package: enough to learn something from."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from bot.domain.red_flags import Tier
from bot.domain.symptoms import Sign
from bot.likeness.encoder import Vectors
from bot.screening.exemplars import Exemplar

WIDTH = 64
NOW = ("an anvil sits on my ribs", "my ribs are in a vice", "an anvil on the ribs again", "ribs in a vice since noon")
ASK = ("last year an anvil sat on me", "what if my ribs feel odd", "years ago my ribs hurt", "what if an anvil comes")
NONE = ("done, left thigh", "where is the clinic", "the anvil in the shed is rusty", "barbecue ribs for dinner")
DOZEN = [
    *(Exemplar(text, Tier.NOW, Sign.CHEST) for text in NOW),
    *(Exemplar(text, Tier.ASK, Sign.CHEST) for text in ASK),
    *(Exemplar(text, None, None) for text in NONE),
]


class Words:
    """Texts are alike as far as they share words."""

    name = "words in common 1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[crc32(word.encode()) % WIDTH] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1), dtype=np.float32)
