"""The screens of the checklist and of visits fit Telegram and a phone, whatever the patient typed."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.checklist import CORE, Answer, Entry, Item, Status, Visit
from bot.domain.contradictions import (
    Contradiction,
    LabelDiffers,
    MaintenanceTooSoon,
    PhaseDiffers,
    RepletionWithoutEnd,
    StopsThoughMalabsorption,
    StrengthDiffers,
)
from bot.domain.regimen import PhaseKind
from bot.i18n import Languages
from bot.views import ask_checklist, checklist, contradictions, notices, visits
from bot.views.ask_checklist import Around
from bot.views.checklist import Standing
from bot.views.checklist_items import picks, told
from bot.views.checklist_lines import line
from bot.views.screen import Prompt, View
from tests.cast import LOCALES, MONDAY

LONGEST_TEXT, LONGEST_CAPTION, WIDEST = 4096, 1024, 40
T = Languages(LOCALES).of("en")
WORDS = "<&>" * 100
ONE, OTHER = Amount(Decimal(50_000), Unit.MCG), Amount(Decimal("0.5"), Unit.MG)
DOUBTS: tuple[Contradiction, ...] = (
    StrengthDiffers("B12", 1, ONE, OTHER),
    LabelDiffers("B12", 1, ONE, OTHER),
    RepletionWithoutEnd("B12", 1),
    MaintenanceTooSoon("B12", 2, date(2026, 3, 3), date(2026, 4, 7)),
    PhaseDiffers("B12", 1, PhaseKind.REPLETION, PhaseKind.MAINTENANCE),
    StopsThoughMalabsorption("B12", None),
    StopsThoughMalabsorption("B12", date(2026, 4, 7)),
)


def answer(item: Item) -> Answer:
    """As long as one can be."""
    return Answer(tuple(picks(T, item)), str(ONE) if item is Item.STRENGTH else WORDS)


FULL = {item: Entry(item, Status.TO_ASK, MONDAY, answer(item), "n" * 80) for item in Item}
VISIT = Visit(7, MONDAY + timedelta(days=3), "n" * 80)


def views() -> Iterator[View]:
    for known in ({}, FULL):
        for begun in (False, True):
            standing = Standing(known, "Europe/Berlin", VISIT, DOUBTS, 2, begun, can_plan=True)
            yield checklist.overview(T, standing, saved=True)
            yield from checklist.forward(T, standing)
        yield checklist.items(T, known)
    for item in Item:
        yield checklist.one(T, item, [FULL[item]] * 12, "Europe/Berlin")
        yield checklist.one(T, item, [], "Europe/Berlin")
    yield from (checklist.send(T), checklist.tongues(T, {"en": "English", "es": "Español"}), checklist.after_forward(T))
    for visit in (VISIT, Visit(7, VISIT.at, None, timed=False)):
        yield from (show(T, visit, "Europe/Berlin") for show in (visits.one, visits.noted, visits.cancel_sure))
    yield from (visits.cancelled(T), notices.still_so(T), notices.to_ask(T), notices.visit_over(T))


def prompts() -> Iterator[Prompt]:
    for item in Item:
        yield ask_checklist.question(T, item, Around())
        yield ask_checklist.question(T, item, Around(asked=True, before=answer(item)))
    yield ask_checklist.checks(T, Around(asked=True), range(5))
    yield ask_checklist.strength_check(T, ONE)
    fixed = (ask_checklist.other_check, ask_checklist.checked_when, ask_checklist.phase_ends)
    yield from (ask(T) for ask in (*fixed, ask_checklist.who_injects, ask_checklist.more, ask_checklist.who_told))
    yield from (visits.at(T, date(2026, 3, 5)), visits.day(T, "Thu 5 Mar 2026"), visits.whom(T))


def shown(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", text))


def test_each_screen_fits_one_message_and_its_buttons_a_phone() -> None:
    for view in views():
        assert len(shown(view.text)) <= LONGEST_TEXT, view.text
        assert [b.text for row in view.rows for b in row if len(b.text) > (WIDEST if len(row) == 1 else 24)] == []
        assert len(view.rows) <= 9


def test_each_question_fits_one_message_and_offers_few_things() -> None:
    for prompt in prompts():
        assert len(shown(prompt.text)) <= LONGEST_TEXT
        assert [c.label for row in prompt.rows for c in row if len(c.label) > (WIDEST if len(row) == 1 else 20)] == []
        assert len(prompt.rows) <= 7


def test_each_question_says_in_one_sentence_why_it_matters_and_can_wait() -> None:
    for item in Item:
        prompt = ask_checklist.question(T, item, Around())
        (why,) = [line for line in prompt.text.split("\n") if line.startswith("Why it matters:")]
        assert why.count(".") == 1
        values = [choice.value for row in prompt.rows for choice in row]
        assert {ask_checklist.ASK, ask_checklist.SKIP} <= set(values)
        assert ask_checklist.ASKED not in values


@pytest.mark.parametrize("found", DOUBTS, ids=lambda found: type(found).__name__)
def test_a_contradiction_is_a_question_for_the_clinician(found: Contradiction) -> None:
    said = shown(contradictions.sentence(T, found, several=False))
    assert re.search(r"\. Ask (which is right|what ends it|whether that is right)\.$", said)
    assert shown(contradictions.sentence(T, found, several=True)) == f"B12: {said}"


def test_a_screen_shows_no_answer_longer_than_a_glance() -> None:
    text = shown(checklist.overview(T, Standing(FULL, "UTC")).text)
    assert text.count("…") >= len(CORE) - 1
    assert max(map(len, text.splitlines())) < 120


def test_what_was_picked_and_typed_is_one_line() -> None:
    assert told(T, Item.MONITORING, Answer(("count", "other"), "iron; in May")) == "Blood count; iron; in May"
    assert told(T, Item.CAUSE, Answer(("diet",))) == "Too little B12 in my food"
    assert told(T, Item.CAUSE, Answer(("of an older version",))) == "of an older version"


@pytest.mark.parametrize("item", Item)
def test_a_question_is_the_same_where_it_is_asked_and_in_every_list(item: Item) -> None:
    asked = ask_checklist.question(T, item, Around()).text
    assert asked.startswith(f"<b>{line(T, item)}</b>")
    assert checklist.one(T, item, (), "Europe/Berlin").text.startswith(f"<b>{line(T, item)}</b>")
