"""The card of each warning sign: what to do first, on a phone's screen, in every language and for every country."""

import re
from collections.abc import Iterator

import pytest

from bot.domain.symptoms import Sign
from bot.i18n import Languages, Translator
from bot.numbers import read_numbers
from bot.views import safety
from bot.views.buttons import Help, Resume
from bot.views.codec import decode, encode
from bot.views.screen import View
from bot.views.sign_buttons import Happening, When
from tests.cast import LOCALES
from tests.lints.amounts import amounts, visible

# how much of a message a phone shows where it opens, and how much of it anybody reads who is frightened
ACTION, WHOLE = 160, 700
# the question is to be taken in at a glance
QUESTION = 250
BOLD = re.compile("<b>(.*?)</b>")
LANGUAGES = Languages(LOCALES)


def countries() -> set[tuple[str, ...]]:
    """The numbers of every country, and those of one that is not known."""
    return {(), *(row.medical for row in read_numbers(LOCALES / "emergency.toml").values())}


@pytest.fixture(params=[t.locale.language for t in LANGUAGES])
def t(request: pytest.FixtureRequest) -> Translator:
    return LANGUAGES.of(str(request.param))


def cards(t: Translator, sign: Sign) -> Iterator[tuple[tuple[str, ...], View]]:
    """The sign's card for each country."""
    for numbers in sorted(countries()):
        yield numbers, safety.card(t, sign, numbers, "schedule", revision=7)


def meanings(view: View) -> list[object]:
    """What its buttons mean, after they have been to Telegram and back."""
    return [decode(encode(button.action)) for row in view.rows for button in row]


@pytest.mark.parametrize("sign", Sign)
def test_the_action_and_the_number_stand_in_the_first_160_letters(t: Translator, sign: Sign) -> None:
    for numbers, view in cards(t, sign):
        told = visible(view.text)
        first = told.split("\n")[0]
        assert len(first) <= ACTION, first
        assert len(told) <= WHOLE, (numbers, len(told))
        assert first[0] in "🆘☎"
        assert all(number in first for number in numbers or ("112",)), first
        bold = BOLD.search(view.text)
        assert bold is not None
        assert first.startswith(visible(bold[1]), 2), "what to do comes before if and when"


@pytest.mark.parametrize("sign", Sign)
def test_it_says_what_to_say_what_to_look_for_and_what_it_cannot_do(sign: Sign) -> None:
    told = visible(safety.card(LANGUAGES.of("en"), sign, ("112",)).text)
    assert "What to say:" in told
    assert "I may have read you wrongly, and I cannot judge how ill you are" in told
    assert told.endswith("If in doubt, call.")
    assert re.search(r"today|every hour|call all the same", told, re.IGNORECASE), "by when"


@pytest.mark.parametrize("sign", Sign)
def test_it_names_no_amount_but_numbers_to_call(t: Translator, sign: Sign) -> None:
    for numbers, view in cards(t, sign):
        told = visible(view.text)
        assert amounts(told) == []
        assert set(re.findall(r"\d{3,}", told)) <= {*re.findall(r"\d{3,}", " ".join(numbers)), "112"}


def test_no_two_signs_have_the_same_card(t: Translator) -> None:
    assert len({safety.card(t, sign, ("112",)).text for sign in Sign}) == len(Sign)


def test_its_buttons_go_on_take_the_words_and_show_all_signs(t: Translator) -> None:
    view = safety.card(t, Sign.CHEST, ("112",), "schedule", revision=7)
    assert Happening(Sign.CHEST, When.MEANT, 7) in meanings(view)
    assert Resume("schedule") in meanings(view)
    assert Help() in meanings(view)
    alone = meanings(safety.card(t, Sign.CHEST, ("112",)))
    assert not any(isinstance(one, Happening | Resume) for one in alone)
    assert Help() in alone


@pytest.mark.parametrize("sign", Sign)
def test_the_question_has_three_answers_the_number_and_help(t: Translator, sign: Sign) -> None:
    for numbers in sorted(countries()):
        view = safety.happening(t, sign, numbers, revision=-1)
        told = visible(view.text)
        assert all(number in told for number in numbers or ("112",)), told
        assert len(told) <= QUESTION, told
        assert [one for one in meanings(view) if isinstance(one, Happening)] == [
            Happening(sign, when, -1) for when in (When.NOW, When.NO, When.BEFORE)
        ]
        assert Help() in meanings(view)


def test_each_sign_is_asked_about_in_its_own_words(t: Translator) -> None:
    assert len({safety.happening(t, sign, ("112",), 0).text for sign in Sign}) == len(Sign)


def test_what_follows_a_no_names_the_number_and_has_help(t: Translator) -> None:
    for numbers in sorted(countries()):
        for page in (safety.not_now, safety.before):
            view = page(t, Sign.CORD, numbers, 0)
            told = visible(view.text)
            assert all(number in told for number in numbers or ("112",))
            assert len(told) <= WHOLE
            assert meanings(view) == [Help()]
            assert meanings(page(t, Sign.CORD, numbers, 7)) == [Happening(Sign.CORD, When.MEANT, 7), Help()]


def test_what_was_before_is_for_the_clinic_and_today() -> None:
    told = visible(safety.before(LANGUAGES.of("en"), Sign.EYES, ("112",), 0).text)
    assert told.startswith("☎ Tell your clinic: call today")
    assert "What to say:" in told
