"""The questions about a phase's first day, its end, its review, and what follows."""

from collections.abc import Sequence
from datetime import date

from bot.domain.regimen import Period
from bot.i18n import Translator
from bot.views.ask_phase import or_a_range
from bot.views.screen import Choice, Prompt, lines, paragraphs


def start(t: Translator, after: date | None) -> Prompt:
    """The first injection of the phase; for a later phase, after the one before."""
    example = t("Type the date like this: 3 March. “Tomorrow” and “Monday” work too.")
    if after is None:
        text = paragraphs(
            t("<b>On which day is the first injection?</b>"),
            t("If it has started already, type the day of the first one."),
            example,
        )
        rows = ((Choice(t.label("Today"), "today"), Choice(t.label("Tomorrow"), "tomorrow")),)
        return Prompt(text, rows)
    return Prompt(
        paragraphs(
            t("<b>On which day is the first injection of this phase?</b>"),
            t("The phase before ends with {day}.", day=t.day_with_year(after)),
            example,
        )
    )


def which_day(t: Translator, options: Sequence[date]) -> Prompt:
    """A date that can be read in two ways."""
    rows = tuple((Choice(t.day_with_year(day), day.isoformat()),) for day in options)
    return Prompt(t("Which of these do you mean?"), rows)


def not_a_day(t: Translator) -> Prompt:
    """No date in it."""
    return Prompt(t("I could not read a date in that. Type it like this: 3 March, or 3 March 2027."))


def too_early(t: Translator, after: date) -> Prompt:
    """The phase would start before the one before has ended."""
    return Prompt(
        t("That is too early: the phase before ends with {day}. Type a later day.", day=t.day_with_year(after))
    )


def too_far(t: Translator) -> Prompt:
    """Years away."""
    return Prompt(t("That day is more than two years from today. Please check the year and type it again."))


def too_early_end(t: Translator, first: date) -> Prompt:
    """The phase would end before it starts."""
    return Prompt(t("That is before the first injection ({day}). Type a later day.", day=t.day_with_year(first)))


def too_far_end(t: Translator) -> Prompt:
    """Decades away."""
    return Prompt(t("That is more than ten years after the first injection. Please check the year and type it again."))


def wrong_weekday(t: Translator, day: date, days: Sequence[int]) -> Prompt:
    """The first day is not one of the chosen weekdays."""
    names = t.listing(t.weekday(index) for index in days)
    text = t(
        "{day} is not one of the days you chose ({days}). Type one of those days.", day=t.day_with_year(day), days=names
    )
    return Prompt(text)


def end(t: Translator) -> Prompt:
    """How does the phase end?"""
    text = paragraphs(
        t("<b>How does this phase end, as your clinician said?</b>"),
        t("For life, or no end given? Then it goes on until your clinician reviews it."),
    )
    rows = (
        (Choice(t.label("After a number of injections"), "count"),),
        (Choice(t.label("After some days, weeks or months"), "span"),),
        (Choice(t.label("On a date"), "date"),),
        (Choice(t.label("When my clinician reviews it"), "review"),),
    )
    return Prompt(text, rows)


def end_count(t: Translator) -> Prompt:
    """After how many?"""
    return Prompt(lines(t("<b>How many injections are in this phase?</b>\nType a number."), or_a_range(t)))


def span_period(t: Translator) -> Prompt:
    """Days, weeks or months?"""
    rows = ((Choice(t.label("Days"), "d"), Choice(t.label("Weeks"), "wk"), Choice(t.label("Months"), "mo")),)
    return Prompt(t("<b>Does it last some days, some weeks or some months?</b>"), rows)


def span(t: Translator, period: Period) -> Prompt:
    """For how many?"""
    match period:
        case Period.DAY:
            asked = t("<b>For how many days?</b>\nType a number.")
        case Period.WEEK:
            asked = t("<b>For how many weeks?</b>\nType a number.")
        case Period.MONTH:
            asked = t("<b>For how many months?</b>\nType a number.")
    return Prompt(lines(asked, or_a_range(t)))


def end_date(t: Translator) -> Prompt:
    """The last possible day."""
    return Prompt(t("<b>What is the last day of this phase?</b>\nType the date like this: 3 March."))


def review(t: Translator) -> Prompt:
    """When is the review?"""
    text = t("<b>On which day is the review?</b>\nType the date like this: 3 March. I will ask you then how it went.")
    return Prompt(text, ((Choice(t.label("I do not know: I will ask"), "unknown"),),))


def review_is_past(t: Translator) -> Prompt:
    """A review that has been is none to wait for."""
    return Prompt(t("That day has passed. Type the day of the next review, or tap “I do not know”."))


def more(t: Translator, day: date) -> Prompt:
    """Is there another phase?"""
    text = t("<b>Is there another phase after this one?</b>\nThis one ends with {day}.", day=t.day_with_year(day))
    rows = (
        (Choice(t.label("Yes, add the next phase"), "yes"),),
        (Choice(t.label("No, that is all"), "no"),),
    )
    return Prompt(text, rows)


def after_review(t: Translator) -> Prompt:
    """What follows the review, if the clinician has said so already; it never starts by itself."""
    text = paragraphs(
        t("<b>Did your clinician say yet what comes after the review?</b>"),
        t("It will not start by itself. It waits until your clinician says so."),
    )
    rows = (
        (Choice(t.label("Yes, add the next phase"), "yes"),),
        (Choice(t.label("No, that is all"), "no"),),
    )
    return Prompt(text, rows)
