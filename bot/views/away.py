"""One message about several injections whose time passed while the patient could not be told."""

import html
from collections.abc import Sequence

from bot.domain.injection import Injection
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.buttons import Go, Place
from bot.views.screen import Button, View, lines, screen

SHOWN = 10


def away(
    t: Translator, injections: Sequence[Injection], coming: Injection | None, zone: str, discreet: bool, repeat: bool
) -> View:
    """Their due times, oldest first, and what to ask the clinic, never what to do; `repeat` may be the same again."""
    n, more = len(injections), len(injections) - SHOWN
    due = [_line(t, injection, zone, discreet) for injection in injections[:SHOWN]]
    if discreet:
        title = t.plural("<b>{n} reminder: not recorded</b>", "<b>{n} reminders: not recorded</b>", n)
        advice = t("If not: never do two to make up for it. Ask what to do.")
    else:
        title = t.plural("<b>Not recorded: {n} injection</b>", "<b>Not recorded: {n} injections</b>", n)
        advice = t("If you missed any: never take two to catch up. Ask your clinic what to do.")
    text = lines(
        title,
        t("Second notice, the same as before.") if repeat else None,
        t("I could not tell you in time. They were due:"),
        *due,
        t("and {n} more", n=t.number(more)) if more > 0 else None,
        advice,
        None if discreet else _what_to_tell(t, coming, zone),
    )
    return screen(t, text, ((Button(t.label("Today"), Go(Place.TODAY), "primary"),),))


def _line(t: Translator, injection: Injection, zone: str, discreet: bool) -> Html:
    moment = phrases.moment(t, injection.dose.due, zone)
    return Html(f"• {moment}" if discreet else f"• {moment}, {html.escape(injection.medicine, quote=False)}")


def _what_to_tell(t: Translator, coming: Injection | None, zone: str) -> Html | None:
    if coming is None:
        return None
    return t("Tell them your next one is due {moment}.", moment=phrases.moment(t, coming.dose.due, zone))
