"""A page to print is one page, whatever was typed, and holds what was typed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.page import MARK, Page, Row, Section
from bot.reports.page import render
from tests.printed import Printed, read

MORE = "Not all fits on this page."
UNPRINTABLE = f"{MARK} stands for letters that cannot be printed."
LONGEST_MESSAGE = 4096  # Telegram's own limit for what can be typed at once


def a_page(*answers: str, remark: str | None = None, room: int = 0) -> Page:
    told = tuple(Row(f"Question {n}?", answer, remark) for n, answer in enumerate(answers, start=1))
    open_ones = tuple(Row(f"Still open {n}?", room=True) for n in range(1, room + 1))
    sections = (Section("Said", told), Section("To ask", open_ones, None if room else "Nothing is open."))
    return Page("en", "My questions", ("2 March 2026",), sections, ("From the patient.",), MORE, UNPRINTABLE)


def printed(*answers: str, remark: str | None = None, room: int = 0) -> Printed:
    return read(render(a_page(*answers, remark=remark, room=room)))


def test_all_words_of_a_page_are_printed_on_one_sheet() -> None:
    sheet = printed("1,000 mcg (1 mg)", remark="Mon 2 Mar 2026, Dr Ruiz", room=2)
    assert sheet.pages == 1
    assert sheet.words == (
        "My questions 2 March 2026 Said Question 1? Mon 2 Mar 2026, Dr Ruiz 1,000 mcg (1 mg) "
        "To ask Still open 1? Still open 2? From the patient."
    )


def test_the_same_words_give_the_same_bytes() -> None:
    assert render(a_page("as said", room=3)) == render(a_page("as said", room=3))


def test_a_screen_reader_learns_title_and_language() -> None:
    sheet = read(render(replace(a_page("cada dos semanas"), language="es", title="Mis preguntas")))
    assert (sheet.language, sheet.title) == ("es", "Mis preguntas")


def test_only_the_fonts_that_come_with_the_installation_are_used() -> None:
    sheet = printed("½ → ≥ ✓ ¿qué? Ω Ж שלום مرحبا")
    assert sheet.fonts <= {
        "LibertinusSerif-Regular",
        "LibertinusSerif-Bold",
        "DejaVuSansMono",
        "NewCM10-Regular",
        "NewCMMath-Regular",
    }


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("x") #sys.inputs #read("page.typ") #{1 + 1}',
        r"a \ b \\ c \u{41} \n {d}",
        "$x^2$ costs $5 and 50 %",
        "*not bold* _not italic_ `not code` ~ @nobody <label> [box]",
        "= no heading",
        "- no list",
        "+ no number",
        "/ no: term",
        "// no comment",
        "/* no comment either",
        "\"straight\" 'quotes' -- and --- dashes...",
        "</p> &amp; <b>tags</b> %s {0} ${x}",
        '"}]} , {"question": "?"',
    ],
)
def test_what_looks_like_markup_is_printed_as_typed(typed: str) -> None:
    assert f"Question 1? {typed} " in printed(typed).words


def test_lines_stay_lines_as_typed() -> None:
    assert "\nsecond line\n" in printed("first line\r\n\n\n second\tline\nthird").text


@pytest.mark.parametrize(
    "typed",
    [
        "¿Cuántas? ¡Ñandú, cigüeña! áéíóú ÁÉÍÓÚ üÜ ªº «» € 1\u00a0000\u00a0mcg",
        "The nurse\u2019s “dose”: 0.5 mg \u2013 µg μg … ½ \u00d72 ≥ 3 → °C",
        "Łódź, Åse, Čapek, ğış, Straße, œuvre, Tiếng Việt, Русский, Ελληνικά",
        "".join(chr(c) for c in range(0x21, 0x17F) if not 0x7F <= c <= 0xA0 and c != 0xAD),
    ],
)
def test_letters_of_latin_languages_are_printed_without_a_mark(typed: str) -> None:
    sheet = printed(typed)
    assert "".join(typed.split()) in "".join(sheet.words.split())
    assert UNPRINTABLE not in sheet.words


@pytest.mark.parametrize(
    ("typed", "read_back"),
    [
        ("fine 🙂 again", f"fine {MARK} again"),
        ("👩‍🔬🏳️‍🌈 🇪🇸 one mark", f"{MARK} one mark"),
        ("take 1️⃣ only", f"take 1{MARK} only"),
        ("日本語 1000 mcg", f"{MARK} 1000 mcg"),
        ("ใช่ x", f"{MARK} x"),
        ("half \ud83d of a pair", f"half {MARK} of a pair"),
        ("private \ue000\U0010fffd use", f"private {MARK} use"),
        ("q\u035f and x\u20dd y", f" and x{MARK} y"),
    ],
)
def test_letters_that_no_font_has_become_a_mark_that_the_page_explains(typed: str, read_back: str) -> None:
    sheet = printed(typed)
    assert read_back in sheet.words
    assert UNPRINTABLE in sheet.words


def test_the_mark_as_typed_is_not_explained() -> None:
    sheet = printed(f"I am not sure {MARK}")
    assert MARK in sheet.words
    assert UNPRINTABLE not in sheet.words


def test_each_of_many_unknown_letters_is_found() -> None:
    sheet = printed("".join(chr(c) for c in range(0x4E00, 0x4E00 + LONGEST_MESSAGE)), "kept")
    assert (sheet.pages, sheet.words.count(MARK)) == (1, 2)
    assert "kept" in sheet.words


def test_what_is_long_is_set_smaller_before_anything_is_cut() -> None:
    answers = [f"{n}. " + "every other day for two weeks and then " * 7 + "once a month." for n in range(13)]
    sheet = printed(*answers)
    assert sheet.pages == 1
    assert all(" ".join(answer.split()) in sheet.words for answer in answers)
    assert MORE not in sheet.words


@pytest.mark.parametrize("word", ["word ", "W", "WWWW\n", "1000 mcg ", "x" * 60 + " ", "i\u0301", "🙂 "])
def test_the_longest_answers_are_cut_and_the_page_says_so(word: str) -> None:
    longest = (word * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    sheet = printed(*[longest] * 13, remark=longest, room=1)
    assert sheet.pages == 1
    assert "Question 13?" in sheet.words
    assert "Still open 1?" in sheet.words
    assert (MORE in sheet.words) == (word != "🙂 ")


def test_no_number_is_cut_into_another() -> None:
    amounts = "\u00a0".join(["1", "000", "mcg"])
    sheet = printed(*[f"{amounts} " * 300] * 13)
    assert "…" in sheet.words
    assert set(sheet.words.split("Question 2?")[1].split("Question 3?")[0].split()) == {"1", "000", "mcg", "mcg…"}


def test_too_many_rows_are_left_out_and_the_page_says_so() -> None:
    sheet = printed(*["yes"] * 150)
    assert sheet.pages == 1
    assert MORE in sheet.words


def test_questions_without_an_answer_leave_room_to_write_also_when_there_are_thirteen() -> None:
    sheet = printed(room=13)
    assert sheet.pages == 1
    assert "Still open 13?" in sheet.words
    assert MORE not in sheet.words


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_nothing_that_can_be_typed_breaks_a_page(answers: list[str]) -> None:
    assert printed(*answers).pages == 1
