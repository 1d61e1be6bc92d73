"""What is passed on tells as little as possible of who asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.passing_on import LONGEST, anonymous


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("can I swim?\n\nafter it", "can I swim? after it"),
        ("mail me at anna.roth@example.org please", "mail me at … please"),
        ("ask @anna_roth or www.example.org/x", "ask … or …"),
        ("see https://example.org/a?b=c now", "see … now"),
        ("call me on +49 (170) 123-4567", "call me on …"),
        ("born 12.03.1951, is it too late", "born …, is it too late"),
        ("1000 or 10000, 3 times in 14 days?", "1000 or 10000, 3 times in 14 days?"),
    ],
)
def test_addresses_and_long_numbers_are_taken_out(said: str, kept: str) -> None:
    assert anonymous(said) == kept


@given(st.text(max_size=500))
def test_it_is_one_short_line(said: str) -> None:
    kept = anonymous(said)
    assert len(kept) <= LONGEST
    assert len(kept.splitlines()) <= 1
