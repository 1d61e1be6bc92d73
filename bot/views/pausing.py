"""Pausing reminders: for how long, and which injections fall into that time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views.coming import moment
from bot.views.screen import Choice, Prompt, lines, paragraphs


@dataclass(frozen=True)
class Due:
    """An injection that falls into the pause: the IANA zone of its plan's clock, and its medicine."""

    occurrence: Occurrence
    zone: str
    medicine: str


def length(t: Translator) -> Prompt:
    """For how long?"""
    text = t(
        "<b>For how long shall I stop reminding you?</b>\nYour plan stays as it is. "
        "If your clinician stopped the injections, end the plan under /schedule instead."
    )
    rows = (
        (Choice(t.label("1 week"), "7"), Choice(t.label("2 weeks"), "14")),
        (Choice(t.label("Until a date"), "date"),),
        (Choice(t.label("Until I say so"), "open"),),
    )
    return Prompt(text, rows)


def until(t: Translator) -> Prompt:
    """Until which day?"""
    return Prompt(t("<b>On which day shall I start again?</b>\nType the date like this: 3 March."))


def in_the_past(t: Translator) -> Prompt:
    """The day is not ahead."""
    return Prompt(t("That day is not in the future. Please type a later one."))


def sure(t: Translator, due: Sequence[Due], count: int | None, day: date | None, several: bool) -> Prompt:
    """Which injections fall into it; only Yes pauses. `count` and `day` are None where it has no end."""
    text = paragraphs(
        t("<b>Stop reminders until {day}?</b>", day=t.day_with_year(day))
        if day
        else t("<b>Stop reminders until you say so?</b>"),
        _missed_out(t, due, count, several),
        t("These injections still fall due. A pause does not move them.") if due else None,
        t("Nothing changes until you tap Yes."),
    )
    rows = ((Choice(t.label("Yes, pause"), "yes"),), (Choice(t.label("Choose another time"), "other"),))
    return Prompt(text, rows)


def _missed_out(t: Translator, due: Sequence[Due], count: int | None, several: bool) -> Html:
    if not due:
        return t("No injection falls into this time.")
    listed = [_line(t, one, several) for one in due]
    return lines(t("I stay silent at these times:"), *listed, _further(t, None if count is None else count - len(due)))


def _further(t: Translator, left: int | None) -> Html | None:
    if left is None:
        return t("and at all after them")
    return t("and {n} more", n=t.number(left)) if left else None


def _line(t: Translator, one: Due, several: bool) -> Html:
    told = moment(t, one.occurrence, one.zone)
    return t("{moment}: {medicine}", moment=told, medicine=one.medicine) if several else told
