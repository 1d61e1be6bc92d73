"""The words of notices about visits, open questions and ends of phases: what they name, and what discreetly not."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.checklist import CORE, Item, Visit, Waiting
from bot.domain.nudge import Kind
from bot.domain.regimen import AfterCount, Label, Period, Phase, PhaseKind, Regimen, Repeat, Route, UntilReview
from bot.i18n import Languages
from bot.views import checklist_lines
from bot.views.buttons import Begin, Help
from bot.views.checklist_buttons import AskAtVisit, StillSo, Tell, VisitOver
from bot.views.ending import End, ending
from bot.views.plan_buttons import EditPlan
from bot.views.screen import View
from bot.views.visiting import questions, visiting
from tests.cast import LOCALES

T = Languages(LOCALES).of("en")
BERLIN = "Europe/Berlin"
VISIT = Visit(5, datetime(2026, 3, 6, 14, tzinfo=UTC), "Dr Roth")
LAST = date(2026, 3, 17)
OPEN = Waiting((Item.MONITORING, Item.CAUSE))
NAMES = (
    "b12",
    "b-12",
    "cobalamin",
    "inject",
    "mcg",
    "repletion",
    "maintenance",
    "medicine",
    "roth",
    "checked",
    "cause",
)
LOADING = Phase(
    PhaseKind.REPLETION,
    Amount(Decimal(1000), Unit.MCG),
    Repeat(1, Period.WEEK),
    (time(9),),
    date(2026, 3, 3),
    AfterCount(3),
)
THEN = replace(LOADING, kind=PhaseKind.MAINTENANCE, repeat=Repeat(3, Period.MONTH), start=date(2026, 6, 17))
REVIEWED = replace(LOADING, end=UntilReview(LAST))


def plan(*phases: Phase) -> Regimen:
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, phases)


def plain(view: View) -> str:
    """The text as it is read."""
    return html.unescape(re.sub(r"<[^>]+>", "", view.text))


def actions(view: View) -> list[object]:
    return [button.action for row in view.rows for button in row]


def told(*phases: Phase, days: int = 7, discreet: bool = False) -> View:
    return ending(T, End(2, plan(*phases), 1, LAST, days), discreet)


def every_notice(discreet: bool) -> list[View]:
    kinds = (Kind.VISIT_BEFORE, Kind.VISIT_DAY, Kind.VISIT_AFTER)
    plans = ((LOADING,), (LOADING, THEN), (REVIEWED,), (REVIEWED, THEN))
    return [
        *(visiting(T, kind, VISIT, OPEN, BERLIN, discreet) for kind in kinds),
        visiting(T, Kind.VISIT_AFTER, VISIT, Waiting(()), BERLIN, discreet),
        questions(T, OPEN, discreet),
        *(told(*phases, discreet=discreet) for phases in plans),
    ]


def test_each_question_has_a_line_of_its_own() -> None:
    said = [checklist_lines.line(T, item) for item in Item]
    assert len(set(said)) == len(said)
    assert all(line.endswith("?") for line in said)
    assert checklist_lines.line(T, Item.MONITORING) == "What will be checked, and when?"


@pytest.mark.parametrize(
    ("kind", "title"), [(Kind.VISIT_BEFORE, "Your visit is tomorrow"), (Kind.VISIT_DAY, "Your visit is today")]
)
def test_ahead_of_a_visit_its_open_questions_are_a_list_to_show(kind: Kind, title: str) -> None:
    card = visiting(T, kind, VISIT, OPEN, BERLIN, False)
    assert plain(card).splitlines() == [
        title,
        "Fri 6 Mar 15:00, Dr Roth",
        "",
        "Still open:",
        "• What will be checked, and when?",
        "• What is the cause of my low B12?",
        "",
        "You can show this list to your clinician.",
    ]
    assert actions(card) == [Begin("visit"), Help()]


def test_a_visit_without_a_time_shows_its_day_alone() -> None:
    noon = replace(VISIT, at=datetime(2026, 3, 6, 11, tzinfo=UTC), whom=None, timed=False)
    assert plain(visiting(T, Kind.VISIT_DAY, noon, OPEN, BERLIN, False)).splitlines()[1] == "Fri 6 Mar"


def test_after_a_visit_it_asks_what_was_answered_also_where_nothing_was_open() -> None:
    card = visiting(T, Kind.VISIT_AFTER, VISIT, OPEN, BERLIN, False)
    assert plain(card).startswith("How was your visit?")
    assert "• What will be checked, and when?" in plain(card)
    assert actions(card) == [Tell(5), Begin("visit"), VisitOver(5), Help()]
    assert "Still open" not in plain(visiting(T, Kind.VISIT_AFTER, VISIT, Waiting(()), BERLIN, False))


def test_open_questions_without_a_visit_offer_to_note_one() -> None:
    card = questions(T, Waiting(CORE), False)
    assert plain(card).count("•") == 5
    assert actions(card) == [Tell(0), Begin("visit"), Help()]


def test_the_end_of_a_phase_names_what_follows_and_asks_whether_that_holds() -> None:
    card = told(LOADING, THEN)
    assert plain(card).splitlines() == [
        "Phase 1: repletion ends in 7 days",
        "Its last injection is on Tue 17 Mar 2026.",
        "",
        "Next in your plan: Phase 2: maintenance, every 3 months.",
        "",
        "Is that still what your clinician wants?",
    ]
    assert actions(card) == [StillSo(2, 1), EditPlan(2), AskAtVisit(2, 1), Help()]
    assert plain(told(LOADING, THEN, days=1)).startswith("Phase 1: repletion ends in 1 day\n")


def test_where_no_phase_follows_it_says_that_reminders_end_and_whom_to_ask() -> None:
    said = plain(told(LOADING))
    assert "Your written plan ends then. My reminders end with it. Ask your clinic what comes next." in said
    assert "Next in your plan" not in said


def test_a_review_day_promises_nothing_that_follows() -> None:
    said = plain(told(REVIEWED, replace(THEN, start=None)))
    assert said.startswith("Your review day is in 7 days\nReview: Tue 17 Mar 2026")
    assert "Next in your plan: Phase 2: maintenance, every 3 months.\nNothing changes until you change it." in said
    assert "No other phase is written in your plan." in plain(told(REVIEWED))


def test_discreet_notices_name_neither_the_medicine_nor_the_questions_nor_whom() -> None:
    for card in every_notice(discreet=True):
        words = " ".join([plain(card), *(button.text for row in card.rows for button in row)]).lower()
        assert [name for name in NAMES if name in words] == []
    assert all(any(name in plain(card).lower() for name in NAMES) for card in every_notice(discreet=False)[:-2])


def test_every_notice_has_help_one_tap_away_and_no_markup_of_others() -> None:
    assert all(Help() in actions(card) for card in (*every_notice(discreet=True), *every_notice(discreet=False)))
    odd = replace(VISIT, whom="<b>Dr</b> & Co")
    assert "&lt;b&gt;Dr&lt;/b&gt; &amp; Co" in visiting(T, Kind.VISIT_DAY, odd, OPEN, BERLIN, False).text


def test_sentences_are_short() -> None:
    for card in (*every_notice(discreet=True), *every_notice(discreet=False)):
        longest = max((len(said.split()) for said in re.split(r"[.?!\n]", plain(card))), default=0)
        assert longest <= 20
