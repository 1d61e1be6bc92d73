"""A question as a message: its text, its offered answers, and back, later and help under them."""

from dataclasses import replace

from bot.i18n import Translator
from bot.views.buttons import Answer
from bot.views.screen import Button, Key, Prompt, View, dialogue_row, paragraphs


def question(t: Translator, prompt: Prompt, script: str, revision: int, can_go_back: bool) -> View:
    """The question; each button carries the revision, so that an old one cannot answer a new question."""
    if prompt.location is not None:
        keys = ((Key(prompt.location, location=True),), (Key(back_key(t)), Key(help_key(t))))
        return View(prompt.text, keys=keys)
    rows = tuple(
        tuple(Button(choice.label, Answer(script, revision, choice.value), choice.style) for choice in row)
        for row in prompt.rows
    )
    return View(prompt.text, (*rows, dialogue_row(t, script, revision, can_go_back)))


def not_understood(t: Translator, prompt: Prompt) -> Prompt:
    """The question again, after an answer that was none."""
    text = paragraphs(
        t("I did not understand that. Please tap a button below, or type it in other words."), prompt.text
    )
    return replace(prompt, text=text)


def back_key(t: Translator) -> str:
    """The key that goes back, where buttons cannot stand."""
    return t.label("◀ Back")


def help_key(t: Translator) -> str:
    """The key that shows help, where buttons cannot stand."""
    return t.label("🆘 Get help")


def chosen(t: Translator, label: str) -> str:
    """What stands under an answered question."""
    return t("➤ {answer}", answer=label)
