"""Misspelt words: which known word a slip was meant for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slips import distance, slips

WORDS = slips(["breathing", "tongue", "chest", "lips", "swelling", "smelling"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("breathing", "breathing"),
        ("breating", "breathing"),
        ("braethign", "breathing"),
        ("toungue", "tongue"),
        ("tonuge", "tongue"),
        ("chset", "chest"),
        ("swellin", "swelling"),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert WORDS.near(typed)[0] == meant


@pytest.mark.parametrize("typed", ["lip", "lipps", "cheese", "to", "", "breakfast", "tonnage"])
def test_short_words_and_far_ones_are_left_alone(typed: str) -> None:
    assert WORDS.near(typed) == []


def test_the_nearest_comes_first() -> None:
    assert WORDS.near("smelling") == ["smelling", "swelling"]


@pytest.mark.parametrize(
    ("one", "other", "most", "far"),
    [("chest", "chest", 1, 0), ("chset", "chest", 1, 1), ("cst", "chest", 2, 2), ("a", "abcd", 2, 3), ("", "ab", 2, 2)],
)
def test_letters_that_changed_places_count_once(one: str, other: str, most: int, far: int) -> None:
    assert distance(one, other, most) == far


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_it_is_as_far_one_way_as_the_other(one: str, other: str) -> None:
    assert distance(one, other, 8) == distance(other, one, 8)
    assert (distance(one, other, 8) == 0) == (one == other)
