"""The files of words: each language's patterns name kinds of words that there are, and say what the grammar knows."""

import tomllib
from typing import Any

import pytest

from bot.domain.prescription.meaning import MEANINGS
from bot.domain.prescription.pieces import ELEMENTS
from bot.domain.regimen import Route
from bot.domain.written import Measure, TimeUnit, Why
from tests.cast import LOCALES

TAGS = sorted(path.parent.name for path in LOCALES.glob("*/prescription.toml"))


def words_of(tag: str) -> dict[str, Any]:
    return tomllib.loads((LOCALES / tag / "prescription.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("tag", TAGS)
def test_each_pattern_is_a_row_of_kinds_of_words_that_there_are(tag: str) -> None:
    words = words_of(tag)
    kinds = {*words, *words["words"], *ELEMENTS}
    forms = (form for part in ("patterns", "refused") for forms in words[part].values() for form in forms)
    assert {name.rstrip("?") for form in forms for name in form.split()} - kinds == set()


@pytest.mark.parametrize("tag", TAGS)
def test_each_pattern_says_what_the_grammar_knows(tag: str) -> None:
    words = words_of(tag)
    assert set(words["patterns"]) <= set(MEANINGS)
    assert {*words["refused"], *words["ask"]} <= set(Why.__members__)


@pytest.mark.parametrize("tag", TAGS)
def test_each_meaning_is_one_of_its_kind(tag: str) -> None:
    words = words_of(tag)
    assert set(words["measure"]) <= set(Measure)
    assert set(words["route"]) <= set(Route)
    assert {unit for part in ("unit", "units", "slashed", "short", "ly") for unit in words[part]} <= set(TimeUnit)
    assert set(words["weekday"]) == set("0123456")


@pytest.mark.parametrize("tag", TAGS)
def test_all_languages_have_the_same_parts(tag: str) -> None:
    assert set(words_of(tag)) == set(words_of("en"))
