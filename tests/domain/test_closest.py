"""Names that people type, found in a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.closest import closest, fold, fold_each

ENGLISH = {
    "AT": "Austria",
    "AU": "Australia",
    "CI": "Côte d\u2019Ivoire",
    "DE": "Germany",
    "GB": "United Kingdom",
    "GW": "Guinea-Bissau",
    "GN": "Guinea",
    "NE": "Niger",
    "NG": "Nigeria",
    "OM": "Oman",
    "US": "United States",
}
SPANISH = {"DE": "Alemania", "ES": "España", "US": "Estados Unidos"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Côte   d\u2019Ivoire ", "cote divoire"),
        ("Guinea-Bissau", "guinea bissau"),
        ("p.m.", "pm"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Ἀθῆναι", "αθηναι"),
        ("हिन्दी", "हिन्दी"),
        ("が", "が"),
        ("💉 ok", "ok"),
        ("!?", ""),
    ],
)
def test_folding_keeps_what_two_spellings_share(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text().filter(lambda text: "\n" not in text), min_size=1))
def test_many_texts_fold_as_one_by_one(texts: list[str]) -> None:
    assert fold_each(texts) == [fold(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("germany", ["DE"]),
        ("Guinea", ["GN"]),
        ("guin", ["GN", "GW"]),
        ("kingdom", ["GB"]),
        ("United", ["GB", "US"]),
        ("cote divoire", ["CI"]),
        ("Germny", ["DE"]),
        ("untied kingdom", ["GB"]),
        ("Oman", ["OM"]),
        ("Omn", []),
        ("Iceland", []),
        ("qwertyuiop", []),
        ("💉", []),
        ("", []),
    ],
)
def test_a_typed_name_is_found_exact_first_then_beginnings_then_slips(text: str, keys: list[str]) -> None:
    assert closest(text, ENGLISH) == keys


def test_the_names_may_be_in_any_language() -> None:
    assert closest("alemania", SPANISH) == ["DE"]
    assert closest("espana", SPANISH) == ["ES"]
    assert closest("Germany", SPANISH) == []


def test_similar_names_come_likeliest_first() -> None:
    assert closest("Austrla", ENGLISH) == ["AU", "AT"]


def test_namesakes_are_all_told_up_to_the_limit() -> None:
    assert closest("guinea", {"A": "Guinea", "B": "guinea"}) == ["A", "B"]
    assert closest("u", ENGLISH, limit=1) == ["GB"]


@given(st.text(), st.dictionaries(st.text(), st.text()), st.integers(0, 9))
def test_no_text_breaks_it_and_the_limit_holds(text: str, names: dict[str, str], limit: int) -> None:
    found = closest(text, names, limit)
    assert len(found) <= limit
    assert set(found) <= set(names)


@given(st.sampled_from(sorted(ENGLISH)))
def test_every_name_finds_itself(key: str) -> None:
    assert closest(ENGLISH[key].upper(), ENGLISH) == [key]
