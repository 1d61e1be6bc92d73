"""Buttons: what is encoded decodes to the same, short enough for Telegram, and strangers' data to nothing."""

from dataclasses import fields
from enum import StrEnum
from typing import get_type_hints
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import Languages
from bot.views.buttons import Action, Answer, Begin, Take
from bot.views.codec import ACTIONS, LIMIT, decode, encode
from conversations.routes import SCRIPTS, TAPS
from tests.cast import LOCALES

# as long as ids grow in a thousand years of use
ids = st.integers(0, 10**12)
short = st.text(st.characters(codec="ascii", exclude_characters=":"), min_size=1, max_size=10)


def actions() -> st.SearchStrategy[Action]:
    def of(kind: type[Action]) -> st.SearchStrategy[Action]:
        hints = get_type_hints(kind)
        values = {f.name: _values(hints[f.name]) for f in fields(kind)}
        return st.builds(kind, **values)

    return st.one_of(*(of(kind) for kind in ACTIONS))


def _values(kind: type) -> st.SearchStrategy[object]:
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return ids if kind is int else short


@given(actions())
def test_what_is_encoded_decodes_to_the_same(action: Action) -> None:
    data = encode(action)
    assert decode(data) == action
    assert 1 <= len(data.encode()) <= LIMIT


@given(st.text())
def test_strange_data_means_nothing_or_something_that_encodes_again(data: str) -> None:
    action = decode(data)
    assert action is None or decode(encode(action)) == action


@pytest.mark.parametrize("data", ["", "t", "t:", "t:x", "t:1:2", "zz:1", "l:1:never", "g:nowhere", "h:1"])
def test_a_button_of_an_older_version_means_nothing(data: str) -> None:
    assert decode(data) is None or data == "h:1"


def test_a_value_may_hold_colons() -> None:
    answer = Answer("schedule", 7, "zone:Europe/Berlin")
    assert decode(encode(answer)) == answer


def test_every_zone_fits_into_an_answer() -> None:
    longest = max(available_timezones(), key=len)
    assert len(encode(Answer("start", 9999, f"zone:{longest}"))) <= LIMIT


def test_what_is_too_long_is_a_bug() -> None:
    with pytest.raises(ValueError, match="too long"):
        encode(Begin("x" * 70))


def test_every_action_has_a_code_of_its_own_and_someone_who_answers() -> None:
    codes = [kind.code for kind in ACTIONS]
    assert len(set(codes)) == len(codes)
    assert set(TAPS) == set(ACTIONS)
    assert all(len(encode(Answer(script, 999, "x" * 40))) <= LIMIT for script in SCRIPTS)
    assert decode("t:7") == Take(7)


def test_every_language_is_read() -> None:
    assert set(Languages(LOCALES).names) >= {"en", "es"}
