"""The questions about one phase of a schedule: how often, when, from when, until when."""

from collections.abc import Sequence
from datetime import date

from bot.domain.amount import Amount
from bot.domain.regimen import Period
from bot.i18n import Translator
from bot.views import phrases
from bot.views.screen import Choice, Prompt, paragraphs


def kind(t: Translator, number: int) -> Prompt:
    """Which phase?"""
    text = paragraphs(
        t("<b>Phase {number}: what did your clinician call it?</b>", number=number),
        t("Repletion fills the stores, with injections close together. Maintenance keeps them, further apart."),
    )
    rows = (
        (Choice(t.label("Repletion (loading)"), "repletion"),),
        (Choice(t.label("Maintenance"), "maintenance"),),
        (Choice(t.label("My clinician did not say"), "unnamed"),),
    )
    return Prompt(text, rows)


def same_dose(t: Translator, value: Amount) -> Prompt:
    """Is the amount the same in this phase?"""
    text = t("<b>Is one injection the same amount in this phase?</b>\nSo far: {both}", both=phrases.amount(t, value))
    rows = (
        (Choice(t.label("Yes, the same"), "same"),),
        (Choice(t.label("No, another amount"), "other"),),
    )
    return Prompt(text, rows)


def repeat(t: Translator) -> Prompt:
    """How often? Nothing is chosen beforehand."""
    rows = (
        (Choice(t.label("Every day"), "1d"),),
        (Choice(t.label("Every few days"), "d"),),
        (Choice(t.label("On certain weekdays"), "weekdays"),),
        (Choice(t.label("Every week, or every few weeks"), "wk"),),
        (Choice(t.label("Every month, or every few months"), "mo"),),
    )
    return Prompt(t("<b>How often are the injections, as your clinician said?</b>"), rows)


def how_many(t: Translator, period: Period) -> Prompt:
    """Every how many?"""
    match period:
        case Period.DAY:
            return Prompt(t("<b>Every how many days?</b>\nType a number, such as 2 for every other day."))
        case Period.WEEK:
            return Prompt(t("<b>Every how many weeks?</b>\nType a number, such as 1 for every week."))
        case Period.MONTH:
            return Prompt(t("<b>Every how many months?</b>\nType a number, such as 1 for every month."))


def not_a_number(t: Translator, low: int, high: int) -> Prompt:
    """No whole number in range."""
    return Prompt(t("Please type a whole number from {low} to {high}.", low=low, high=t.number(high)))


def weekdays(t: Translator, chosen: Sequence[int]) -> Prompt:
    """Which weekdays? Taps switch them on and off."""
    text = paragraphs(
        t("<b>On which weekdays?</b>"),
        t("Tap each day, then Done."),
        t("Chosen: {days}", days=t.listing(t.weekday(day) for day in chosen)) if chosen else None,
    )
    toggles = [_toggle(t, day, chosen) for day in range(7)]
    done = (Choice(t.label("Done"), "done" + _digits(chosen), "primary"),)
    rows: tuple[tuple[Choice, ...], ...] = (tuple(toggles[:4]), tuple(toggles[4:]))
    return Prompt(text, (*rows, done) if chosen else rows)


def _toggle(t: Translator, day: int, chosen: Sequence[int]) -> Choice:
    others = set(chosen) ^ {day}
    mark = "✅ " if day in chosen else ""
    return Choice(mark + t.weekday_short(day), "set" + _digits(sorted(others)))


def _digits(days: Sequence[int]) -> str:
    return "".join(str(day) for day in days)


def daily_check(t: Translator) -> Prompt:
    """Daily is asked twice: weekly taken for daily is a known error."""
    text = t("<b>Every single day: is that what your clinician said?</b>")
    rows = (
        (Choice(t.label("Yes, every day"), "yes", "success"),),
        (Choice(t.label("No, choose again"), "no"),),
    )
    return Prompt(text, rows)


def at(t: Translator) -> Prompt:
    """At what time of day?"""
    return Prompt(t("<b>At what time of day shall I remind you?</b>\nType it like this: 09:00"))


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
    rows = (
        (Choice(t.label("After a number of injections"), "count"),),
        (Choice(t.label("On a date"), "date"),),
        (Choice(t.label("After a number of weeks"), "weeks"),),
        (Choice(t.label("When my clinician reviews it"), "review"),),
    )
    return Prompt(t("<b>How does this phase end, as your clinician said?</b>"), rows)


def end_count(t: Translator) -> Prompt:
    """After how many?"""
    return Prompt(t("<b>How many injections are in this phase?</b>\nType a number."))


def end_weeks(t: Translator) -> Prompt:
    """For how many weeks?"""
    return Prompt(t("<b>For how many weeks?</b>\nType a number."))


def end_date(t: Translator) -> Prompt:
    """The last possible day."""
    return Prompt(t("<b>What is the last day of this phase?</b>\nType the date like this: 3 March."))


def more(t: Translator, day: date) -> Prompt:
    """Is there another phase?"""
    text = t("<b>Is there another phase after this one?</b>\nThis one ends with {day}.", day=t.day_with_year(day))
    rows = (
        (Choice(t.label("Yes, add the next phase"), "yes"),),
        (Choice(t.label("No, that is all"), "no"),),
    )
    return Prompt(text, rows)
