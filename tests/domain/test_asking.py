"""A text is put as a question by its mark, or by how it begins."""

import pytest

from bot.domain.asking import is_question, says_enough

OPENINGS = ("what", "can", "am i", "qué", "por qué")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is it red?", True),
        ("¿duele", True),
        ("What it is", True),
        ("am i late", True),
        ("POR QUE me duele", True),
        ("whatever", False),
        ("canada", False),
        ("am late", False),
        ("Berlin", False),
        ("???", False),
        ("", False),
    ],
)
def test_a_question_is_known_by_its_mark_or_its_first_words(text: str, asks: bool) -> None:
    assert is_question(text, OPENINGS) is asks


@pytest.mark.parametrize(
    ("text", "enough"), [("b12 and wine", True), ("500 mcg 2", False), ("asdf", False), ("a 1 b 2", False), ("", False)]
)
def test_a_word_or_two_do_not_say_enough(text: str, enough: bool) -> None:
    assert says_enough(text) is enough
