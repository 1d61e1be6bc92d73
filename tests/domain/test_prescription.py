"""What parse promises beside the tables: what is known before, what is too long, words with a slip, odd signs."""

from decimal import Decimal

import pytest

from bot.domain.prescription.atoms import atoms
from bot.domain.prescription.words import readings
from bot.domain.written import Measure, WrittenDose
from tests.domain.short_prescription import LANGUAGES, read

KNOWN = WrittenDose(Decimal(1), Measure.MG)


def test_an_amount_that_is_known_need_not_be_said_again() -> None:
    assert read("weekly x 4, then monthly", known=KNOWN) == "known 1/1wk x4 | known 1/1mo"


def test_a_known_amount_gives_way_to_one_that_is_said() -> None:
    assert read("weekly x 4, then 500 mcg monthly", known=KNOWN) == "known 1/1wk x4 | 500 mcg 1/1mo"


@pytest.mark.parametrize(("length", "short"), [(500, "1 mg 1/1wk"), (501, "? TOO_LONG")])
def test_a_text_of_more_than_five_hundred_signs_is_too_long(length: int, short: str) -> None:
    assert read("1 mg weekly".ljust(length)) == short


@pytest.mark.parametrize(
    ("typed", "language", "known"),
    [
        ("wekly", "en", {"weekly"}),
        ("montly", "en", {"monthly"}),
        ("weeky", "en", {"weekly", "weeks"}),
        ("mensaul", "es", {"mensual"}),
        ("daily", "en", {"daily"}),
        ("mouth", "en", {"mouth"}),  # known itself, so never taken for month
        ("mgc", "en", {"mgc"}),  # too short for slips
        ("sevn", "en", {"sevn"}),  # a slip in a number may be another number
        ("early", "en", {"early"}),
        ("tursday", "en", set()),  # Tuesday or Thursday
        ("qwertyuiop", "en", {"qwertyuiop"}),
    ],
)
def test_a_slip_is_only_seen_through_where_it_can_mean_one_thing(typed: str, language: str, known: set[str]) -> None:
    assert set(readings(typed, LANGUAGES.of(language).vocabulary)) == known


def test_no_slip_turns_one_known_word_into_another() -> None:
    for translator in LANGUAGES:
        words = translator.vocabulary
        assert [word for word in words.known if readings(word, words) != (word,)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,000mcg i.m. 3x/week", ["1,000", "mcg", "im", "3", "x", "/", "week"]),
        ("sub-q, 6-7 12-weekly - B-12", ["sub", "q", ",", "6", "-", "7", "12", "-", "weekly", ",", "b", "-", "12"]),
        ("-5 x \u22125 2 -3 .5 a,5 a,500", ["-5", "x", "-5", "2", "-", "3", ".5", "a", ",5", "a", ",", "500"]),
        ("\u0661\u0662 \uff11\uff10 \u338e", ["12", "10", "mg"]),
        ("\u1091\u1090 \u1041", ["10", "1"]),
        ("x\u00b2 \u00bd \u2460 #", ["x", "\u00b2", "\u00bd", "\u2460", "#"]),
        ("09:00 mon: 1;5\u20146", ["09", ":", "00", "mon", "1", ",", "5", ",", "6"]),
        ("D\u00cdA d\u0069\u0301a 'til I\u2019m", ["dia", "dia", "'", "til", "i'm"]),
        ("1\u200b0 wk.2 wk. x", ["1", "0", "wk", ".2", "wk", ",", "x"]),
        ("\u0939\u0930 \u0926\u093f\u0928", ["\u0939\u0930", "\u0926\u093f\u0928"]),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_signs(text: str, found: list[str]) -> None:
    assert [atom.text for atom in atoms(text)] == found


def test_each_atom_knows_its_place_in_the_text() -> None:
    text = "\uff11\uff10 \u338e d\u00edas, half"
    assert [text[atom.start : atom.end] for atom in atoms(text)] == ["\uff11\uff10", "\u338e", "d\u00edas", ",", "half"]
