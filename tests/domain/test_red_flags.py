"""Words that mean "I may need help": a floor that listens to whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.red_flags import mentions

PHRASES = ("can't breathe", "chest pain", "me cuesta respirar", "lengua hinchada", "")


@pytest.mark.parametrize(
    "said", ["I can't breathe!", "CHEST   PAIN since noon", "tengo la Léngua hinchada", "chest-pain"]
)
def test_a_phrase_is_found_whatever_its_case_and_accents(said: str) -> None:
    assert mentions(said, PHRASES)


@pytest.mark.parametrize("said", ["", "my treasure chest", "painting", "hello"])
def test_other_words_are_left_alone(said: str) -> None:
    assert not mentions(said, PHRASES)


@given(st.text())
def test_no_text_raises(said: str) -> None:
    mentions(said, PHRASES)
