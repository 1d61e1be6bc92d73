"""The check-in as a whole: the message that asks for one, what is followed, and what was said last."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.regimen import wall
from bot.domain.symptoms import CheckIn, Followed, Often
from bot.i18n import Html, Translator
from bot.views import symptoms
from bot.views.buttons import Begin, Go, Place
from bot.views.screen import Button, View, lines, paragraphs, screen


@dataclass(frozen=True)
class Following:
    """What the screen shows. `often` is None where it was never set up."""

    followed: Sequence[Followed]
    often: Often | None
    last: CheckIn | None
    zone: str


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


def overview(t: Translator, shown: Following, saved: bool = False) -> View:
    """What is followed, how often, and the last check-in as it was said."""
    if not shown.followed:
        return _first(t, shown)
    text = paragraphs(
        t("<b>Saved.</b>") if saved else None,
        lines(
            t("<b>How I feel</b>"),
            t("You follow:"),
            *(t("• {symptom}", symptom=symptoms.name(t, one)) for one in shown.followed),
        ),
        _rhythm(t, shown.often),
        _last(t, shown),
    )
    rows = [
        [Button(t.label("Check in now"), Begin("check_in"), "primary")],
        [Button(t.label("Change what I follow"), Begin("follow"))],
        [Button(t.label("Change how often you ask"), Begin("often"))],
    ]
    return screen(t, text, rows, menu=True)


def _first(t: Translator, shown: Following) -> View:
    """Nothing is followed yet: what it is good for."""
    text = paragraphs(
        t("<b>How I feel</b>"),
        t("Choose what you want to follow. Then tell me from time to time: better, same or worse. It is one tap each."),
        t("I keep it as you say it. No clinician reads it here: you can show it to yours."),
        _last(t, shown),
    )
    return screen(t, text, [[Button(t.label("Choose what to follow"), Begin("follow"), "primary")]], menu=True)


def _rhythm(t: Translator, often: Often | None) -> Html:
    match often:
        case Often.BY_PHASE:
            return t("I ask every week. In the maintenance phase, and without a plan, I ask every four weeks.")
        case Often.WEEKLY:
            return t("I ask every week.")
        case Often.FORTNIGHTLY:
            return t("I ask every two weeks.")
        case Often.MONTHLY:
            return t("I ask every four weeks.")
        case Often.OFF | None:
            return t("I do not ask by myself. Tap “Check in now” whenever you like.")


def _last(t: Translator, shown: Following) -> Html | None:
    if shown.last is None:
        return None
    day = t.day_with_year(wall(shown.last.at, shown.zone).date())
    return lines(t("<b>Last check-in:</b> {day}", day=day), symptoms.told(t, shown.last))


def done(t: Translator, check_in: CheckIn, zone: str) -> View:
    """The answers as they were said; no verdict, and the same words whatever they are."""
    day = t.day_with_year(wall(check_in.at, zone).date())
    text = paragraphs(
        lines(t("<b>Thank you. This is your check-in:</b> {day}", day=day), symptoms.told(t, check_in)),
        t("I keep it as you said it. No clinician reads it here."),
        t("Is something worse? Call your clinic today. Do not wait for the next check-in."),
    )
    rows = [[Button(t.label("How I feel"), Go(Place.CHECK_IN)), Button(t.label("Today"), Go(Place.TODAY))]]
    return screen(t, text, rows, menu=True)
