"""Every sentence of the bot is plain: short, in everyday words, and never soothing where somebody feels unwell."""

import re

import pytest

from tests.lints.lengths import LISTS, MESSAGE, REMINDER, too_long
from tests.lints.readable import TERMS, grade, sentences, syllables
from tests.lints.sentences import english, of_files, translated, with_translations

GRADE, WORDS = 6.0, 20
# Below that a grade means nothing: one syllable more moves it by more than a year of school. Short texts must do
# without long words instead.
FEW, LONG = 10, 4
# Words of four syllables that everybody knows.
KNOWN = frozenset({"anybody", "february", "information"})
# Spanish takes more small words for the same.
WORDS_OF = {"es": 25}

# Where somebody tells how they feel: nothing there soothes, judges or lectures.
ABOUT_SYMPTOMS = ("*safety*", "*sign*", "*check_in*", "*symptom*", "*reaction*", "*improvement*")
SOOTHING = re.compile(
    r"\bnormal|\bshould|(?:do not|don.t|no need to|nothing to|not to) worry|"
    r"no se preocupe|no te preocupes|no hay (?:de )?que preocuparse|\bdeber[íi]a",
    re.IGNORECASE,
)


def too_hard(said: str) -> bool:
    words = [word for part in sentences(said) for word in part]
    if len(words) >= FEW:
        return round(grade(said), 1) > GRADE
    return any(syllables(word) >= LONG and word.casefold() not in KNOWN for word in words)


def longest(said: str) -> int:
    return max(map(len, sentences(said)), default=0)


def test_every_sentence_can_be_read_after_six_years_of_school() -> None:
    assert len(english()) > 900
    assert sum(len(said.split()) >= FEW for said in english()) > 250
    assert [(round(grade(said), 1), said) for said in english() if too_hard(said)] == []


def test_no_sentence_has_more_than_twenty_words() -> None:
    assert [said for said in english() if longest(said) > WORDS] == []


@pytest.mark.parametrize("tag", sorted(translated()))
def test_no_translated_sentence_runs_on(tag: str) -> None:
    assert len(translated()[tag]) > 900
    assert [said for said in translated()[tag] if longest(said) > WORDS_OF.get(tag, WORDS)] == []


def test_nothing_said_about_symptoms_soothes_or_lectures_in_any_language() -> None:
    said = of_files(*ABOUT_SYMPTOMS)
    assert len(said) > 20
    spoken = with_translations(said)
    assert len(spoken) > len(said)
    assert [one for one in spoken if SOOTHING.search(one)] == []


@pytest.mark.parametrize(
    "said",
    [
        "Subsequent administration necessitates consultation with your responsible healthcare practitioner beforehand.",
        "Your physician determines the appropriate periodicity of administration and any subsequent modification.",
        "Administration",
    ],
)
def test_hard_words_are_found(said: str) -> None:
    assert too_hard(said)


def test_a_sentence_that_runs_on_is_found() -> None:
    assert longest("word " * 20) == WORDS
    assert longest("word " * 21) > WORDS
    assert longest("One two. " * 30) == 2
    assert longest("<b>one</b> {two}\nthree") == 2


@pytest.mark.parametrize(
    "said",
    [
        "That is normal at first.",
        "Don't worry.",
        "Do not worry about it",
        "You should rest.",
        "Es normal al principio.",
        "No se preocupe.",
        "Debería descansar.",
    ],
)
def test_soothing_words_are_found(said: str) -> None:
    assert SOOTHING.search(said)


def test_grades_are_those_of_the_formula() -> None:
    # 12 words, 2 sentences, 13 syllables: 0.39 * 6 + 11.8 * 13 / 12 - 15.59
    assert grade("If it hurts, you can call me. Then we will talk again.") == pytest.approx(-0.47, abs=0.01)
    assert grade("") == 0.0
    assert [syllables(word) for word in ("cat", "water", "Methylcobalamin", "bogglenaut", "10", "don\u2019t")] == [
        *(1, 2, 2, 3, 1, 1)
    ]


def test_each_term_on_the_list_is_one_that_the_sentences_need() -> None:
    used = {word.casefold() for said in english() for part in sentences(said) for word in part}
    assert {*TERMS, *KNOWN} - used == set()


def test_what_is_too_long_for_a_screen_is_found() -> None:
    assert too_long("x" * MESSAGE, False, ()) is None
    assert too_long("x" * (MESSAGE + 1), False, ()) == MESSAGE
    assert too_long("x" * (REMINDER + 1), True, ()) == REMINDER
    assert too_long("x" * (MESSAGE + 1), False, ["x" * 50]) is None, "their own words are not counted"
    assert too_long("x" * (MESSAGE + 1), False, ["x" * 5]) == MESSAGE, "but for words that say nothing"


def test_a_list_may_be_as_long_as_what_was_told_and_a_reminder_never() -> None:
    assert set(LISTS) <= set(english())
    said = "Your coming dates\n" + "x" * MESSAGE
    assert too_long(said, False, ()) is None
    assert too_long(said, True, ()) == REMINDER
