"""The question for the prescription as it was written, and its read-back."""

from collections.abc import Iterable, Sequence

from bot.domain.written import AskBack, Why, Written
from bot.i18n import Html, Translator
from bot.views import written
from bot.views.screen import Choice, Prompt, lines, paragraphs


def prescription(t: Translator) -> Prompt:
    """The whole in one go, or step by step."""
    text = paragraphs(
        t("<b>What is the schedule?</b>"),
        t("Type it as your clinician said it or as the label says it: how much, how often, for how long."),
        t("Or go step by step."),
    )
    return Prompt(text, (_step_by_step(t),))


def back(t: Translator, ask: AskBack) -> Prompt:
    """Why it is not understood, and the question again."""
    text = paragraphs(
        t("<b>I am not sure I understand.</b>"),
        written.why(t, ask),
        t("Or go step by step. Not sure? Ask your clinic first."),
    )
    return Prompt(text, (_step_by_step(t),))


def too_many(t: Translator, most: int) -> Prompt:
    """More parts than a plan has room for."""
    text = paragraphs(
        t("<b>That has more parts than I can keep.</b>"),
        t("A plan can have {most} phases, and one more phase after a review.", most=most),
        t("Type the first ones only, or go step by step."),
    )
    return Prompt(text, (_step_by_step(t),))


def read_back(t: Translator, told: Written, notes: Iterable[Html] = ()) -> Prompt:
    """What was understood, what was not used, and what cannot be kept; nothing is made of it but on Yes.

    What was understood stands last, next to the Yes: on a phone the beginning may have scrolled away.
    """
    beside = lines(
        written.unused(t, told.unused) if told.unused else None,
        *notes,
        written.why(t, AskBack(Why.DAILY)) if told.check is Why.DAILY else None,
        t("I will ask what is missing. Nothing is saved yet."),
    )
    asked = t("<b>Is this what your clinician said?</b>")
    text = paragraphs(beside, lines(asked, written.in_words(t, told.phases)))
    rows = (
        (Choice(t.label("Yes, that is it"), "yes", "success"),),
        (Choice(t.label("No, type it again"), "no"),),
        _step_by_step(t),
    )
    return Prompt(text, rows)


def no_amount(t: Translator) -> Html:
    """The amount is asked next, or asked back where it was told before."""
    return t("This does not say how much one injection is. I will check that with you.")


def containers(t: Translator) -> Html:
    """Ampoules and vials say no amount of medicine."""
    return t("You typed ampoules or vials. I will ask how much medicine that is.")


def not_kept(t: Translator, rhythms: Sequence[Html]) -> Html:
    """Rhythms that a plan cannot hold as they are."""
    return lines(*(t("I cannot keep “{rhythm}” as it is. I will ask you how often.", rhythm=one) for one in rhythms))


def end_not_kept(t: Translator) -> Html:
    """An end that a plan cannot hold as it is."""
    return t("I cannot keep one of the ends as it is. I will ask you when it ends.")


def for_life(t: Translator) -> Html:
    """A plan without an end goes on until a review, whose day is asked."""
    return t("“For life” goes on until your clinician reviews it. I will ask if a review day is set.")


def two_routes(t: Translator) -> Html:
    """A plan has one way of injecting."""
    return t("I keep one way of injecting for the whole plan. I will ask you which.")


def _step_by_step(t: Translator) -> tuple[Choice, ...]:
    return (Choice(t.label("Step by step"), "steps"),)
