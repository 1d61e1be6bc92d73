"""The printed checklist holds what was said and what is open, in each language, on one page."""

import html
from datetime import UTC, date, datetime

import pytest

from bot.domain.checklist import CORE, Answer, Checklist, Entry, Item, Status, Visit, newest
from bot.domain.contradictions import PhaseDiffers, RepletionWithoutEnd
from bot.domain.page import MARK
from bot.domain.regimen import PhaseKind
from bot.i18n import Languages, Translator
from bot.reports.page import render
from bot.views.checklist_lines import line
from bot.views.checklist_page import as_file, page
from bot.views.contradictions import sentence
from bot.views.menu import purpose
from tests.cast import LOCALES
from tests.printed import Printed, read

LANGUAGES = Languages(LOCALES)
ENGLISH = LANGUAGES.of("en")
BERLIN = "Europe/Berlin"
TODAY = date(2026, 3, 10)
# already the third of March in Berlin
LATE_IN_THE_EVENING = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
NOON_OF_A_DAY = Visit(1, datetime(2026, 3, 3, 11, tzinfo=UTC), "Dr Ruiz", timed=False)
LONGEST_MESSAGE = 4096
KINDS = (PhaseKind.REPLETION, PhaseKind.MAINTENANCE)

each_language = pytest.mark.parametrize("t", list(LANGUAGES), ids=lambda t: t.tag)


def answered(item: Item, *picked: str, words: str | None = None, by: str | None = None) -> Entry:
    return Entry(item, Status.ANSWERED, LATE_IN_THE_EVENING, Answer(picked, words), by)


def asked(item: Item) -> Entry:
    return Entry(item, Status.ASKED, LATE_IN_THE_EVENING)


def printed(t: Translator, checklist: Checklist, visit: Visit | None = None) -> Printed:
    return read(render(page(t, checklist, visit, TODAY, BERLIN)))


@each_language
def test_an_empty_checklist_prints_the_five_questions(t: Translator) -> None:
    sheet = printed(t, {})
    assert sheet.pages == 1
    assert all(line(t, item) in sheet.words for item in CORE)
    assert line(t, Item.STORAGE) not in sheet.words
    assert (sheet.language, sheet.title) == (t.tag, t.label("My B12 injections: questions and answers"))


@each_language
def test_an_answer_stands_under_what_was_said_with_its_day_and_who_said_it(t: Translator) -> None:
    sheet = printed(t, newest([answered(Item.STRENGTH, words="1000 mcg", by="Dra. Núñez")]))
    said = sheet.words.split(t.label("What my clinician said"))[1].split(t.label("Questions to ask"))[0]
    noted = t.label("Noted on {day}, told by {who}", day=t.day_with_year(date(2026, 3, 3)), who="Dra. Núñez")
    assert said.strip() == " ".join(f"{line(t, Item.STRENGTH)} {noted} {t.number(1000)} mcg (1 mg)".split())


@each_language
def test_an_open_question_says_whether_it_was_asked(t: Translator) -> None:
    checklist = newest([asked(Item.CAUSE), Entry(Item.SIGNS, Status.TO_ASK, LATE_IN_THE_EVENING)])
    sheet = printed(t, checklist)
    to_ask = sheet.words.split(t.label("Questions to ask"))[1]
    day = t.day_with_year(date(2026, 3, 3))
    assert f"{line(t, Item.CAUSE)} {t.label('Asked, no answer yet ({day})', day=day)}" in to_ask
    assert line(t, Item.SIGNS) in to_ask
    assert to_ask.count(day) == 1


@each_language
def test_the_foot_says_whose_words_these_are_and_what_the_bot_is_for(t: Translator) -> None:
    words = printed(t, {}).words
    source = "Reported by the patient, in the patient's own words. From B12 Companion, {day}."
    assert t.label(source, day=t.day_with_year(TODAY)) in words
    assert purpose(t) in words


@each_language
def test_the_patients_words_stay_as_typed_in_any_language(t: Translator) -> None:
    typed = "#1 <b>dose</b> & $5 \\ “más” {now} *soon* &amp; ¿ok?"
    sheet = printed(t, newest([answered(Item.LATE, words=typed, by="D'Arcy & Söhne <GP>")]))
    assert typed in sheet.words
    assert "D'Arcy & Söhne <GP>" in sheet.words


@each_language
def test_everything_answered_leaves_no_question_and_says_so(t: Translator) -> None:
    sheet = printed(t, newest(answered(item, words="500 mcg") for item in Item))
    assert sheet.pages == 1
    assert sheet.words.count(t.day_with_year(date(2026, 3, 3))) == len(Item)
    assert t.label("No question is open.") in sheet.words


@each_language
@pytest.mark.parametrize("piece", ["una dosis cada dos semanas, ", "W", "🙂"])
def test_the_longest_answers_leave_every_question_on_the_page(t: Translator, piece: str) -> None:
    longest = (piece * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
    told = [answered(item, "other", words=longest, by=longest) for item in Item if item is not Item.STRENGTH]
    sheet = printed(t, newest([*told, asked(Item.STRENGTH)]), Visit(1, LATE_IN_THE_EVENING, longest))
    assert sheet.pages == 1
    assert all(line(t, item) in sheet.words for item in Item)
    assert (page(t, {}, None, TODAY, BERLIN).more in sheet.words) == (piece != "🙂")


@each_language
def test_a_letter_that_cannot_be_printed_is_named(t: Translator) -> None:
    sheet = printed(t, newest([answered(Item.SIGNS, words="call 📞 me")]))
    assert f"call {MARK} me" in sheet.words
    assert page(t, {}, None, TODAY, BERLIN).unprintable in sheet.words


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        (None, "Next visit: not noted"),
        (NOON_OF_A_DAY, "Next visit: Tue 3 Mar 2026, Dr Ruiz "),
        (Visit(1, LATE_IN_THE_EVENING), "Next visit: Tue 3 Mar 2026 00:30 "),
        (Visit(1, LATE_IN_THE_EVENING, "Dr Ruiz"), "Next visit: Tue 3 Mar 2026 00:30, Dr Ruiz "),
        (
            Visit(1, datetime(2026, 3, 3, 11, tzinfo=UTC), "Dr Ruiz", timed=False),
            "Next visit: Tue 3 Mar 2026, Dr Ruiz ",
        ),
    ],
)
def test_the_next_visit_stands_at_the_top(visit: Visit | None, said: str) -> None:
    assert said in printed(ENGLISH, {}, visit).words


def test_the_file_has_a_name_that_tells_what_it_is() -> None:
    assert as_file(b"%PDF").name == "b12-checklist.pdf"


@each_language
def test_what_does_not_fit_together_is_printed_as_a_question_too(t: Translator) -> None:
    doubts = [sentence(t, RepletionWithoutEnd("B12 <&>", 1), True), sentence(t, PhaseDiffers("B12", 1, *KINDS), False)]
    sheet = read(render(page(t, {}, None, TODAY, BERLIN, doubts)))
    to_ask = sheet.words.split(t.label("Questions to ask"))[1]
    assert all(html.unescape(doubt) in to_ask for doubt in doubts)
    assert sheet.pages == 1
