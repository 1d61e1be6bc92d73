"""The check-in as a whole: the message that asks for one, what is followed, and what was said last."""

from bot.i18n import Translator
from bot.views.buttons import Begin
from bot.views.screen import Button, View, lines, screen


def invite(t: Translator, symptoms: int, discreet: bool) -> View:
    """The time for one has come; so many symptoms are followed."""
    if discreet:
        title = t.plural("<b>A short question for you</b>", "<b>{n} short questions for you</b>", symptoms)
    else:
        title = t("<b>How do you feel? It is time for your check-in</b>")
    many = t.plural("It is one tap.", "It is {n} taps, one each.", symptoms)
    rows = [
        [Button(t.label("Answer now") if discreet else t.label("Check in now"), Begin("check_in"), "primary")],
        [Button(t.label("Ask me more or less often"), Begin("often"))],
    ]
    return screen(t, lines(title, many), rows)
