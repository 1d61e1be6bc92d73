"""A patient's own questions for the visit: keeping one, all of them, and ticking one off."""

from collections.abc import Sequence

from bot.domain.checklist import OwnQuestion
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place
from bot.views.question_buttons import AskOwn, Settle
from bot.views.screen import Button, Prompt, View, lines, paragraphs, screen

# as much of a question as a list has room for
SHORT = 80


def prompt(t: Translator) -> Prompt:
    """Which one?"""
    return Prompt(t("<b>What would you like to ask at your visit?</b>\nPlease type it in your own words."))


def kept(t: Translator, words: str) -> View:
    """It waits for the visit."""
    text = paragraphs(t("<b>Saved for your visit.</b>"), t("“{words}”", words=words))
    return screen(t, text, [[Button(t.label("My questions for the visit"), Go(Place.OWN))]], menu=True)


def too_many(t: Translator, most: int) -> View:
    """So many wait already."""
    text = t.plural(
        "You have {n} question waiting. Please take one off first.",
        "You have {n} questions waiting. Please take one off first.",
        most,
    )
    return screen(t, text, [[Button(t.label("My questions for the visit"), Go(Place.OWN))]], menu=True)


def every(t: Translator, waiting: Sequence[OwnQuestion]) -> View:
    """Those that wait, each with a way to tick it off."""
    text = paragraphs(
        t("<b>My own questions for the visit</b>"),
        listed(t, waiting) or t("None yet. Type any question, and I offer to keep it."),
        t("Was one answered? Tap it to take it off.") if waiting else None,
    )
    rows = [
        [Button(t.label("✓ {question}", question=phrases.cut(one.words, SHORT)), Settle(one.id))] for one in waiting
    ]
    more = [Button(t.label("Add a question"), AskOwn(), "primary")]
    return screen(t, text, [*rows, more, [Button(t.label("◀ All questions"), Go(Place.QUESTIONS))]], menu=True)


def listed(t: Translator, waiting: Sequence[OwnQuestion], most: int | None = None) -> Html:
    """❓ a line each, cut to `most` letters."""
    return lines(*(t("❓ {question}", question=phrases.cut(one.words, most)) for one in waiting))


def settled(t: Translator) -> str:
    """Over the chat."""
    return t.label("Taken off your list.")
