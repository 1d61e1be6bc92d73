"""What is said when a patient answers an announcement."""

from bot.i18n import Translator
from bot.views.buttons import Go, Place
from bot.views.screen import Button, View, screen


def still_so(t: Translator) -> View:
    """The clinician still wants it so."""
    text = t("<b>Thank you.</b> Your plan stays as it is. I will not ask about this end again.")
    return screen(t, text, [[Button(t.label("My plan"), Go(Place.SCHEDULE))]], menu=True)


def to_ask(t: Translator) -> View:
    """It is a question for the next visit."""
    text = t("<b>Noted as a question for your clinician.</b> Your plan stays as it is until you change it.")
    rows = [
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS), "primary")],
        [Button(t.label("My next visit"), Go(Place.VISIT))],
    ]
    return screen(t, text, rows, menu=True)


def visit_over(t: Translator) -> View:
    """Nothing to tell of it."""
    text = t("<b>That is fine.</b> Your questions stay here until you have answers.")
    rows = [
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS))],
        [Button(t.label("My next visit"), Go(Place.VISIT))],
    ]
    return screen(t, text, rows, menu=True)
