"""A message made ready to be compared: slips mended, and the letters that it is made of."""

from math import hypot, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.likeness.wording import SPACE, Wording, count, grams, wording


@pytest.fixture
def heard() -> Wording:
    """Some words stand in the exemplars three times and mend others, one twice, one once."""
    often = ["breathing", "throat", "garganta", "vice"] * 3
    return wording(count([*often, "throats", "throats", "breathings"]))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Braething", "breathing"),
        ("my THROAT, my thraot", "my throat my throat"),
        ("gargánta", "garganta"),
        ("gargnata", "garganta"),
        ("throats", "throats"),
        ("breathings", "breathing"),
        ("vise", "vise"),
        ("br3athing", "br3athing"),
        ("trout", "trout"),
        ("", ""),
    ],
)
def test_slips_are_mended_by_the_words_of_the_exemplars(heard: Wording, typed: str, mended: str) -> None:
    assert heard.mended(typed) == mended


def test_a_word_that_stands_there_once_mends_nothing() -> None:
    assert wording(count(["breathing"])).mended("braething") == "braething"


def test_words_are_counted_without_case_and_accents() -> None:
    assert count(["Él no puede, el", "¿PUEDE?"]) == {"el": 2, "no": 1, "puede": 2}


@given(st.text(min_size=1).filter(lambda text: text.split()))
def test_grams_have_the_length_one_and_stay_in_their_space(text: str) -> None:
    found = grams(text)
    assert isclose(hypot(*found.values()), 1, abs_tol=1e-9)
    assert all(0 <= place < SPACE for place in found)


def test_no_words_have_no_grams() -> None:
    assert grams("") == {}


def test_the_same_letters_in_another_order_are_another_text() -> None:
    one, other = grams("no pain in chest"), grams("chest in no pain")
    shared = sum(weight * other.get(place, 0) for place, weight in one.items())
    assert 0.5 < shared < 1
    far = grams("left thigh")
    assert sum(weight * far.get(place, 0) for place, weight in one.items()) < 0.2
