"""The next visit: when and with whom, how it is noted, changed and called off."""

from datetime import date

from bot.domain.checklist import Visit
from bot.domain.regimen import wall
from bot.i18n import Html, Translator
from bot.views.buttons import Begin, Go, Place
from bot.views.checklist_buttons import CancelVisit
from bot.views.screen import Button, Choice, Prompt, View, lines, paragraphs, screen

UNKNOWN, SKIP = "=unknown", "=skip"


def when(t: Translator, visit: Visit, zone: str) -> str:
    """Tue 3 Mar 2026 09:00; the day alone where the time is not known."""
    local = wall(visit.at, zone)
    day = t.day_with_year(local.date())
    return f"{day} {t.clock(local)}" if visit.timed else day


def next_one(t: Translator, visit: Visit, zone: str) -> Html:
    """Next visit: Tue 3 Mar 2026 09:00, with Dr Roth."""
    moment = when(t, visit, zone)
    if visit.whom is None:
        return t("📅 Next visit: {moment}", moment=moment)
    return t("📅 Next visit: {moment}, with {whom}", moment=moment, whom=visit.whom)


def one(t: Translator, visit: Visit, zone: str) -> View:
    """The visit that is noted."""
    text = paragraphs(next_one(t, visit, zone), None if visit.timed else _no_time(t), _what_i_do(t))
    rows = [
        [Button(t.label("Change it"), Begin("visit"))],
        [Button(t.label("Forget this visit"), CancelVisit(visit.id))],
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS))],
    ]
    return screen(t, text, rows, menu=True)


def noted(t: Translator, visit: Visit, zone: str) -> View:
    """It is kept."""
    text = paragraphs(lines(t("<b>Saved.</b>"), next_one(t, visit, zone)), _what_i_do(t))
    rows = [
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS), "primary")],
        [Button(t.label("Change it"), Begin("visit"))],
    ]
    return screen(t, text, rows, menu=True)


def cancel_sure(t: Translator, visit: Visit, zone: str) -> View:
    """Calling it off is asked back."""
    text = paragraphs(
        t("<b>Shall I forget this visit?</b>"),
        next_one(t, visit, zone),
        t("I only forget it here. Please tell the clinic yourself."),
    )
    rows = [
        [Button(t.label("No, keep it"), Go(Place.VISIT), "primary")],
        [Button(t.label("It is on another day"), Begin("visit"))],
        [Button(t.label("Yes, forget it"), CancelVisit(visit.id, 1))],
    ]
    return screen(t, text, rows)


def cancelled(t: Translator) -> View:
    """It is off."""
    rows = [
        [Button(t.label("Note another visit"), Begin("visit"))],
        [Button(t.label("Questions for a clinician"), Go(Place.QUESTIONS))],
    ]
    return screen(t, t("I have forgotten that visit. Your questions and answers stay."), rows, menu=True)


def day(t: Translator, before: str | None) -> Prompt:
    """On which day? `before` is the one that is noted so far."""
    text = paragraphs(
        t("<b>On which day is your next visit?</b>"),
        t("Type the date like this: 3 March. “Tomorrow” and “Monday” work too."),
        t("So far: {moment}. The new one takes its place.", moment=before) if before else None,
    )
    return Prompt(text)


def day_has_passed(t: Translator) -> Prompt:
    """A visit lies ahead."""
    return Prompt(t("That day has passed. Type the day of the next visit."))


def at(t: Translator, on: date) -> Prompt:
    """At what time?"""
    text = t("<b>At what time is the visit on {day}?</b>\nType it like this: 09:00", day=t.day_with_year(on))
    return Prompt(text, ((Choice(t.label("I don't know the time"), UNKNOWN),),))


def time_has_passed(t: Translator) -> Prompt:
    """Earlier today."""
    return Prompt(t("That time has passed today. Type a later time, or go back and type another day."))


def whom(t: Translator) -> Prompt:
    """With whom?"""
    text = t("<b>With whom is the visit?</b>\nType a name or a role, such as “practice nurse”.")
    return Prompt(text, ((Choice(t.label("Skip"), SKIP),),))


def _no_time(t: Translator) -> Html:
    return t("You have not told me the time.")


def _what_i_do(t: Translator) -> Html:
    return t("The day before, and on the morning, I send you your open questions. Afterwards I ask what was answered.")
