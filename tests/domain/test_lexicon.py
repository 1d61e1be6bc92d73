"""The phrases of warning signs: found whatever the slips, and told apart where they are denied or of something else."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lexicon import Hit, hits, lexicon
from bot.domain.symptoms import Sign

TABLE = {
    "breathing": ["cant|cannot breathe", "throat .. closing|tight", "~choking"],
    "allergy": ["swollen .. tongue"],
    "softeners": ["no", "if", "last year"],
    "others": ["cat"],
    "lookalikes": ["breath"],
}
PHRASES = lexicon([TABLE, {"breathing": ["no puedo respirar"]}])
LOCALES = Path(__file__).resolve().parents[2] / "locales"


@pytest.mark.parametrize(
    ("said", "sign", "phrase"),
    [
        ("I can't breathe", Sign.BREATHING, "cant breathe"),
        ("help CANNOT BREATHHE!", Sign.BREATHING, "cant breathe"),
        ("my throat feels really very tight", Sign.BREATHING, "throat .. closing"),
        ("swolen toungue here", Sign.ALLERGY, "swollen .. tongue"),
        ("NO PUEDO RESPIRAR", Sign.BREATHING, "no puedo respirar"),
    ],
)
def test_a_phrase_is_found_whatever_its_case_and_slips(said: str, sign: Sign, phrase: str) -> None:
    assert hits(PHRASES, said) == [Hit(sign, phrase, softened=False)]


@pytest.mark.parametrize(
    "said", ["my throat is not", "can you breathe", "throat a b c d e tight", "tongue", "", "can't breath"]
)
def test_other_words_are_left_alone(said: str) -> None:
    assert hits(PHRASES, said) == []


@pytest.mark.parametrize("said", ["if I can't breathe", "last year I cannot breathe", "can't breathe? no"])
def test_what_is_denied_past_or_supposed_is_marked(said: str) -> None:
    assert [hit.softened for hit in hits(PHRASES, said)] == [True]


def test_words_of_the_phrase_itself_deny_nothing() -> None:
    assert not hits(PHRASES, "no puedo respirar bien")[0].softened


def test_what_is_about_a_cat_is_no_phrase() -> None:
    assert hits(PHRASES, "the cat can't breathe") == []


def test_what_may_mean_another_thing_is_marked_and_comes_last() -> None:
    assert [(hit.phrase, hit.weak) for hit in hits(PHRASES, "choking, can't breathe")] == [
        ("cant breathe", False),
        ("choking", True),
    ]


def test_a_list_that_is_no_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="no_sign"):
        lexicon([{"no_sign": ["a"]}])


@pytest.mark.parametrize("path", sorted(LOCALES.glob("*/signs.toml")), ids=lambda path: path.parent.name)
def test_every_language_names_every_sign(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(Sign) | {"softeners", "others", "lookalikes"} == set(table)
    found = lexicon([table])
    for sign in Sign:
        for phrase in table[sign]:
            plain = [word.split("|")[0] for word in phrase.removeprefix("~").split() if word != ".."]
            assert sign in {hit.sign for hit in hits(found, " ".join(plain))}, phrase


@given(st.text())
def test_no_text_raises(said: str) -> None:
    hits(PHRASES, said)
