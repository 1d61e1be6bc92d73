"""Whatever is typed: no exception, no amount that the text does not state, no number left out without a question."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.prescription import parse
from bot.domain.written import AskBack, Measure, Written
from bot.i18n import Languages
from tests.domain.literal_amounts import states
from tests.domain.mangled import KINDS, LETTERS, Edit, mangled

FOLDER = Path(__file__).parent / "prescriptions"
LANGUAGES = Languages(Path(__file__).parents[2] / "locales")
TODAY = date(2026, 3, 2)

edits = st.lists(
    st.builds(Edit, st.integers(0, KINDS - 1), st.floats(0, 1), st.integers(1, 9), st.sampled_from(LETTERS)), max_size=4
)


def texts(language: str) -> list[str]:
    lines = (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def check(text: str, language: str) -> None:
    vocabulary = LANGUAGES.of(language).vocabulary
    match parse(text, vocabulary, TODAY):
        case AskBack(_, quote):
            assert quote in text
        case Written(phases, unused):
            assert phases
            assert all(piece in text for piece in unused)
            doses = [phase.dose for phase in phases]
            assert all(dose and states(text, dose.value, dose.unit, vocabulary.grouping) for dose in doses)


@given(st.text(max_size=120), st.sampled_from(["en", "es"]))
def test_junk_is_never_an_exception(text: str, language: str) -> None:
    check(text, language)


@given(st.data(), st.sampled_from(["en", "es"]), edits)
def test_a_mangled_prescription_never_becomes_an_amount_that_it_does_not_state(
    data: st.DataObject, language: str, happened: list[Edit]
) -> None:
    text = data.draw(st.sampled_from(texts(language)))
    check(mangled(text, happened), language)


@given(st.data(), st.sampled_from(["en", "es"]), edits)
def test_two_prescriptions_in_one_text_are_no_exception(
    data: st.DataObject, language: str, happened: list[Edit]
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(texts(language)), min_size=2, max_size=3))
    check(mangled(" ".join(chosen), happened), language)


@given(st.lists(st.sampled_from(["1000", "mcg", "mg", "every", "x", "2", "-", "weekly", "then", ",", "for", "days"])))
def test_any_row_of_its_own_words_is_read_or_asked_about(words: list[str]) -> None:
    check(" ".join(words), "en")


@pytest.mark.parametrize(
    ("text", "value", "unit", "stated"),
    [
        ("1,000 mcg", "1000", Measure.MCG, True),
        ("1,000 mcg", "1", Measure.MCG, False),
        ("1000 mcg", "100", Measure.MCG, False),
        ("1.5 mg", "15", Measure.MG, False),
        ("1.5 mg", "1.5", Measure.MCG, False),
        ("half an ampoule", "0.5", Measure.AMPOULE, True),
    ],
)
def test_the_check_itself_knows_what_a_text_states(text: str, value: str, unit: Measure, stated: bool) -> None:
    assert states(text, Decimal(value), unit, ",") is stated
