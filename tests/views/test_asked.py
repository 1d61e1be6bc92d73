"""The words of what is asked about how a patient feels: short, discreet where it is to be, and help beside each."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from bot.domain.amount import Amount, Unit
from bot.domain.dose import Dose
from bot.domain.injection import Injection
from bot.domain.regimen import AfterCount, Label, Period, Phase, PhaseKind, Regimen, Repeat, Route
from bot.domain.symptoms import Change, CheckIn, Followed, Improvement, Often, Reaction, Sign, Symptom
from bot.i18n import Languages, Translator
from bot.views import ask_check_in, check_in, improvement, reactions, safety, symptoms
from bot.views.buttons import Begin, Help
from bot.views.codec import LIMIT, encode
from bot.views.screen import View
from bot.views.sign_buttons import HowAfter, Improved, React, ShowImprovement
from tests.cast import LOCALES
from tests.lints.amounts import visible
from tests.lints.lengths import REMINDER

LANGUAGES = Languages(LOCALES)
T = LANGUAGES.of("en")
NOON = datetime(2026, 3, 6, 11, tzinfo=UTC)
ABOUT = "improvement:1234567:timeline:2026-03-17"
NAMES = ("b12", "cobalamin", "inject", "mcg", "repletion", "phase", "clinic", "improvement", "feel", "check-in")
ONE = Injection(Dose(7, 1, 3, NOON, NOON), "Methylcobalamin", Amount(Decimal(1000), Unit.MCG), PhaseKind.REPLETION, 10)
PHASE = Phase(
    PhaseKind.REPLETION,
    Amount(Decimal(1000), Unit.MCG),
    Repeat(1, Period.WEEK),
    (time(9),),
    date(2026, 3, 3),
    AfterCount(3),
)
PLAN = Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (PHASE,))


def unasked(t: Translator, discreet: bool) -> list[View]:
    return [
        reactions.ask(t, ONE, discreet),
        *(check_in.invite(t, number, discreet) for number in (1, 9)),
        improvement.ask(t, PLAN, 1, ABOUT, discreet),
        improvement.ask(t, None, None, ABOUT, discreet),
    ]


def actions(view: View) -> list[object]:
    return [button.action for row in view.rows for button in row]


@pytest.mark.parametrize("discreet", [False, True])
def test_what_comes_unasked_fits_a_notification_and_has_help(discreet: bool) -> None:
    for t in LANGUAGES:
        for view in unasked(t, discreet):
            assert len(visible(view.text)) <= REMINDER
            assert Help() in actions(view)


def test_discreetly_neither_words_nor_buttons_name_anything() -> None:
    for view in unasked(T, discreet=True):
        said = " ".join([visible(view.text), *(button.text for row in view.rows for button in row)]).lower()
        assert [name for name in NAMES if name in said] == []


def test_each_answer_is_one_tap_and_knows_its_question() -> None:
    assert actions(reactions.ask(T, ONE, False)) == [*(React(7, one) for one in Reaction), Help()]
    assert actions(reactions.ask(T, ONE, True)) == [HowAfter(7, 1), Help()]
    assert actions(improvement.ask(T, PLAN, 1, ABOUT, False)) == [
        *(Improved(one, ABOUT) for one in Improvement),
        Help(),
    ]
    assert actions(improvement.ask(T, PLAN, 1, ABOUT, True)) == [ShowImprovement(ABOUT), Help()]
    assert actions(check_in.invite(T, 2, True)) == [Begin("check_in"), Begin("often"), Help()]
    assert all(len(encode(Improved(one, ABOUT + ":again"))) <= LIMIT for one in Improvement)


def test_the_question_of_improvement_says_why_it_comes_now() -> None:
    assert "Methylcobalamin: Phase 1: repletion" in visible(improvement.ask(T, PLAN, 1, ABOUT, False).text)
    assert "Your clinician told you when to expect a change." in improvement.ask(T, None, None, ABOUT, False).text


def test_own_words_are_shown_as_they_were_typed_and_nothing_of_them_is_markup() -> None:
    own = Followed("own:1", "<b>cold</b> & numb")
    told = CheckIn(NOON, ((own, Change.WORSE), (Followed(Symptom.MOOD), Change.NOT_APPLICABLE)), "a <note>")
    assert visible(check_in.done(T, told, "UTC").text).splitlines()[1:4] == [
        "• <b>cold</b> & numb: Worse",
        "• Mood: Does not apply",
        "Your note: “a <note>”",
    ]
    assert symptoms.name(T, Followed("an older one")) == "an older one"


def test_the_same_words_follow_whatever_was_answered() -> None:
    better, worse = (
        check_in.done(T, CheckIn(NOON, ((Followed(Symptom.ENERGY), one),)), "UTC")
        for one in (Change.BETTER, Change.WORSE)
    )
    assert visible(better.text).replace("Better", "") == visible(worse.text).replace("Worse", "")
    assert actions(better) == actions(worse)


@pytest.mark.parametrize("often", list(Often))
def test_the_overview_says_how_often_it_asks(often: Often) -> None:
    shown = check_in.Following((Followed(Symptom.MOOD),), often, None, "UTC")
    said = visible(check_in.overview(T, shown).text)
    assert ("I do not ask by myself." if often is Often.OFF else "I ask every") in said
    assert visible(check_in.overview(T, replace(shown, followed=())).text).startswith("How I feel\n\nChoose")


@pytest.mark.parametrize("sign", [Sign.NERVE, Sign.MIND])
def test_the_help_within_a_check_in_says_what_to_do_first_and_last(sign: Sign) -> None:
    for t in LANGUAGES:
        for numbers in (("112",), ()):
            card = safety.card(t, sign, numbers)
            asked = visible(ask_check_in.met(t, sign, card.text, numbers).text)
            assert asked.startswith(visible(card.text))
            assert len(asked) <= 700
            assert sign is Sign.NERVE or "112" in asked.splitlines()[-1]
