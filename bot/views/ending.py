"""The end of a phase, or its review day, announced in good time: is it still what the clinician wants?"""

from dataclasses import dataclass
from datetime import date

from bot.domain.regimen import Regimen, UntilReview
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.checklist_buttons import AskAtVisit, StillSo
from bot.views.plan_buttons import EditPlan
from bot.views.screen import Button, View, lines, paragraphs, screen


@dataclass(frozen=True)
class End:
    """The last day, or the review day, of that phase (from 1) of that version comes in so many `days`."""

    version: int
    regimen: Regimen
    phase: int
    day: date
    days: int

    @property
    def reviewed(self) -> bool:
        """Whether the clinician reviews it then, so that it does not simply end."""
        return isinstance(self.regimen.phases[self.phase - 1].end, UntilReview)


def ending(t: Translator, end: End, discreet: bool) -> View:
    """It ends soon: what the plan says comes then, and whether that still holds."""
    text = paragraphs(
        lines(_title(t, end, discreet), _on_the_day(t, end, discreet)),
        _what_comes(t, end, discreet),
        t("Is that still so?") if discreet else t("Is that still what your clinician wants?"),
    )
    rows = [
        [Button(t.label("Yes, still so"), StillSo(end.version, end.phase), "success")],
        [Button(t.label("It has changed"), EditPlan(end.version))],
        [Button(t.label("I do not know: ask at my visit"), AskAtVisit(end.version, end.phase))],
    ]
    return screen(t, text, rows)


def _title(t: Translator, end: End, discreet: bool) -> Html:
    if end.reviewed:
        return t.plural("<b>Your review day is in {n} day</b>", "<b>Your review day is in {n} days</b>", end.days)
    if discreet:
        return t.plural(
            "<b>A part of your plan ends in {n} day</b>", "<b>A part of your plan ends in {n} days</b>", end.days
        )
    name = phrases.phase_name(t, end.regimen.phases[end.phase - 1].kind, end.phase)
    return t.plural("<b>{phase} ends in {n} day</b>", "<b>{phase} ends in {n} days</b>", end.days, phase=name)


def _on_the_day(t: Translator, end: End, discreet: bool) -> Html:
    day = t.day_with_year(end.day)
    if end.reviewed:
        return t("Review: {day}", day=day)
    return t("Last day: {day}", day=day) if discreet else t("Its last injection is on {day}.", day=day)


def _what_comes(t: Translator, end: End, discreet: bool) -> Html:
    """The next phase, if one is written; else that reminders end, and whom to ask. After a review nothing is sure."""
    stays = t("Nothing changes until you change it.") if end.reviewed else None
    if end.phase < len(end.regimen.phases):
        return lines(t("Another part of your plan follows.") if discreet else _following(t, end), stays)
    if end.reviewed:
        return lines(t("No other phase is written in your plan.") if not discreet else None, stays)
    if discreet:
        return t("My reminders end with it. Ask what comes then.")
    return t("Your written plan ends then. My reminders end with it. Ask your clinic what comes next.")


def _following(t: Translator, end: End) -> Html:
    phase = end.regimen.phases[end.phase]
    name = phrases.phase_name(t, phase.kind, end.phase + 1)
    return t("Next in your plan: {phase}, {rhythm}.", phase=name, rhythm=phrases.repeat(t, phase.repeat))
