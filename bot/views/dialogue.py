"""A dialogue as messages: its questions with the ways on under them, put aside, cancelled, taken up again."""

from dataclasses import replace

from bot.i18n import Translator
from bot.views.buttons import Answer, Begin, Drop, Go, Park, Place, Resume
from bot.views.screen import Button, Key, Prompt, View, dialogue_rows, paragraphs, screen


def question(t: Translator, prompt: Prompt, script: str, revision: int, can_go_back: bool) -> View:
    """The question; each button carries the revision, so that an old one cannot answer a new question."""
    if prompt.location is not None:
        keys = ((Key(prompt.location, location=True),), (Key(back_key(t)), Key(help_key(t))))
        return View(prompt.text, keys=keys)
    rows = tuple(
        tuple(Button(choice.label, Answer(script, revision, choice.value), choice.style) for choice in row)
        for row in prompt.rows
    )
    return View(prompt.text, (*rows, *dialogue_rows(t, script, revision, can_go_back)))


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


def unfinished(t: Translator, script: str) -> View:
    """A dialogue that was put aside."""
    text = t("You have questions that you have not finished. Shall we go on where you were?")
    rows = [
        [Button(t.label("Go on"), Resume(script), "primary")],
        [Button(t.label("Start anew"), Begin(script, 1)), Button(t.label("Forget the answers"), Drop(script, 1))],
    ]
    return screen(t, text, rows, menu=True)


def parked(t: Translator, script: str) -> View:
    """Continue later."""
    text = t("I keep your answers. You can go on at any time.")
    rows = [
        [Button(t.label("Go on"), Resume(script), "primary")],
        [Button(t.label("Forget the answers"), Drop(script, 1))],
    ]
    return screen(t, text, rows, menu=True)


def drop_sure(t: Translator, script: str) -> View:
    """Cancelling is asked back: the answers may be worth keeping."""
    rows = [
        [Button(t.label("No, go on"), Resume(script), "primary")],
        [Button(t.label("Keep them for later"), Park(script))],
        [Button(t.label("Yes, forget them"), Drop(script, 1))],
    ]
    return screen(t, t("<b>Forget the answers so far?</b> Nothing else changes."), rows)


def dropped(t: Translator) -> View:
    """The answers in hand are gone."""
    return screen(t, t("I have forgotten the answers. Nothing else has changed."), menu=True)


def old_question(t: Translator) -> str:
    """A button of a question that was answered, over the chat."""
    return t.label("That question is answered already. The newest one is below.")


def done_before(t: Translator) -> View:
    """Telegram delivered the last answer again: it counted the first time."""
    rows = [[Button(t.label("Today"), Go(Place.TODAY)), Button(t.label("My plan"), Go(Place.SCHEDULE))]]
    return screen(t, t("<b>Saved.</b> I have all your answers."), rows, menu=True)
