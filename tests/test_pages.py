"""The build check of the knowledge base: every page whole, sourced, dated, plain, and free of advice on doses."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.closest import fold
from bot.domain.pages import Offer, Page, Theme
from bot.domain.pages import page as read_page
from bot.i18n import Languages, Translator
from bot.views import knowledge
from bot.views.screen import View
from tests.lints.amounts import amounts, visible
from tests.lints.examples import ABOUT_LABELS, LABEL_EXAMPLES
from tests.lints.lengths import MESSAGE
from tests.lints.readable import grade
from tests.views.test_plain_words import GRADE, SOOTHING, WORDS, WORDS_OF, longest

ROOT = Path(__file__).parents[1]
TOPICS = ROOT.parent / "shared" / "topics.json"
LANGUAGES = list(Languages(ROOT / "locales"))
PAGES = [(t, page) for t in LANGUAGES for page in t.pages.values()]
each_page = pytest.mark.parametrize(("t", "page"), PAGES, ids=[f"{t.tag}-{page.topic}" for t, page in PAGES])

# What a button can show of a question on a phone.
TITLE = 40
PHRASINGS = {"en": 20, "es": 12}
# What touches worsening symptoms, an allergy or a danger: the warning signs stand above the answer.
SIGNS_FIRST = frozenset(
    {
        *("worse_first", "not_improving", "neuropathy_recovery", "deficiency_symptoms", "side_effects"),
        *("allergy_signs", "site_pain", "blood_at_site", "potassium", "nitrous_oxide"),
    }
)
# What could be read as how much or how often.
ADVICE = {
    "en": r"\b(?:daily|weekly|monthly|fortnightly)\b|\bevery (?:\d|other|two|three|six|day|week|month)"
    r"|\b(?:once|twice|times) (?:a|per|each) (?:day|week|month)|\d ?m[lL]\b|\d ?°",
    "es": r"\b(?:diari|semanal|mensual|quincenal)|\bcada (?:\d|dos|tres|seis|d[ií]a|semana|mes)"
    r"|\bve(?:z|ces) (?:al|a la|por) (?:d[ií]a|semana|mes)|\d ?m[lL]\b|\d ?°",
}


def answer(page: Page) -> str:
    """The answer as it is read."""
    return "\n\n".join(paragraph.text for paragraph in page.paragraphs)


def spoken(page: Page) -> str:
    """All of it that a patient reads."""
    return f"{page.title}\n{answer(page)}"


def of_topic() -> Iterator[tuple[Page, Page]]:
    """Each topic's page in English, and in another language."""
    english = next(t for t in LANGUAGES if t.tag == "en").pages
    for t, page in PAGES:
        if t.tag != "en":
            yield english[page.topic], page


def test_every_language_has_a_page_of_its_own_on_every_topic() -> None:
    files = {t.tag: {path.stem for path in (ROOT / "locales" / t.tag / "knowledge").glob("*.md")} for t in LANGUAGES}
    assert len(files["en"]) == 56
    assert {tag: sorted(files["en"] ^ topics) for tag, topics in files.items() if topics != files["en"]} == {}


@pytest.mark.skipif(not TOPICS.exists(), reason="../shared is absent: a checkout of one's own has none")
def test_the_topics_are_those_that_were_asked_for() -> None:
    assert set(json.loads(TOPICS.read_text(encoding="utf-8"))) == {page.topic for _, page in PAGES}


@each_page
def test_a_page_says_what_it_rests_on(t: Translator, page: Page) -> None:
    # each paragraph's sources, and each source's name and date, are what reading the file insists on
    assert page.sources
    assert any(paragraph.sources for paragraph in page.paragraphs)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    assert [one for one in page.sources if one.date > today[: len(one.date)]] == [], "from the future"


def test_no_page_is_past_its_review_on_the_real_today_which_this_test_reads() -> None:
    today = datetime.now(UTC).date()
    assert [f"{t.tag} {page.topic}" for t, page in PAGES if page.review_due < today] == []


def test_a_source_is_the_same_wherever_it_is_named() -> None:
    told = defaultdict(set)
    for _, page in PAGES:
        for source in page.sources:
            told[source.id].add(source)
    assert {id: found for id, found in told.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("english", "other"), list(of_topic()), ids=[one.topic for one, _ in of_topic()])
def test_a_page_states_and_offers_the_same_in_each_language(english: Page, other: Page) -> None:
    for page in (english, other):
        assert page.topic not in page.related
        assert set(page.related) <= {one.topic for _, one in PAGES}
    assert set(english.sources) == set(other.sources)
    assert (english.theme, set(english.offers), set(english.related)) == (
        *(other.theme, set(other.offers), set(other.related)),
    )
    assert (english.signs_first, english.review_due) == (other.signs_first, other.review_due)


@each_page
def test_a_page_is_as_long_as_a_screen_takes(t: Translator, page: Page) -> None:
    view = knowledge.page(t, page)
    assert len(visible(view.text)) <= MESSAGE
    assert len(page.title) <= TITLE
    written = ROOT / "locales" / t.tag / "knowledge" / f"{page.topic}.md"
    assert len(read_page(page.topic, written.read_text(encoding="utf-8")).phrasings) >= PHRASINGS[t.tag]


@each_page
def test_a_page_is_in_plain_words(t: Translator, page: Page) -> None:
    assert longest(spoken(page)) <= WORDS_OF.get(t.tag, WORDS)
    assert t.tag != "en" or round(grade(answer(page)), 1) <= GRADE
    assert not SOOTHING.search(answer(page)), "nothing soothes, judges or lectures"


@each_page
def test_a_page_says_nothing_that_can_be_read_as_a_dose(t: Translator, page: Page) -> None:
    stated = {one.words for one in amounts(spoken(page))}
    assert stated <= (LABEL_EXAMPLES if page.topic in ABOUT_LABELS else set())
    assert not re.search(ADVICE[t.tag], spoken(page), re.IGNORECASE)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        *(
            ("en", said)
            for said in ("once a week", "every 2 months", "a weekly injection", "0.5 mL", "every other day")
        ),
        *(("es", said) for said in ("una vez a la semana", "cada dos meses", "semanalmente", "2 ml", "cada 8 semanas")),
    ],
)
def test_what_can_be_read_as_a_dose_is_found(tag: str, said: str) -> None:
    assert re.search(ADVICE[tag], said, re.IGNORECASE)


@each_page
def test_the_warning_signs_come_first_where_something_may_need_help(t: Translator, page: Page) -> None:
    assert page.signs_first or page.topic not in SIGNS_FIRST
    said = visible(knowledge.page(t, page).text)
    assert ("🆘" in said.removeprefix(page.title)[:10]) == page.signs_first
    assert not page.signs_first or Offer.SIGNS in page.offers


def buttons(view: View) -> list[str]:
    """Their words."""
    return [button.text for row in view.rows for button in row]


@pytest.mark.parametrize("t", LANGUAGES, ids=[t.tag for t in LANGUAGES])
def test_each_topic_stands_under_its_theme_by_a_title_of_its_own(t: Translator) -> None:
    shown = [title for theme in Theme for title in buttons(knowledge.theme(t, theme))]
    titles = [page.title for page in t.pages.values()]
    assert len({fold(title) for title in titles}) == len(titles)
    assert [title for title in titles if shown.count(title) != 1] == []
    assert max(len([page for page in t.pages.values() if page.theme is theme]) for theme in Theme) <= 8
