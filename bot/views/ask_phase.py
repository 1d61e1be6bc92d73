"""The questions about one phase of a schedule: its name, its amount, how often, at what time."""

from collections.abc import Sequence
from datetime import time

from bot.domain.amount import Amount
from bot.domain.regimen import Period
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.screen import Choice, Prompt, lines, paragraphs


def kind(t: Translator, number: int, words: Html | None = None) -> Prompt:
    """Which phase? `words` say what was typed of it."""
    text = paragraphs(
        t("<b>Phase {number}: what did your clinician call it?</b>", number=number),
        None if words is None else t("You typed: {words}", words=words),
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
        (Choice(t.label("Every day"), "1d"), Choice(t.label("Every few days"), "d")),
        (Choice(t.label("On certain weekdays"), "weekdays"),),
        (Choice(t.label("Every week"), "1wk"), Choice(t.label("Every few weeks"), "wk")),
        (Choice(t.label("Every month"), "1mo"), Choice(t.label("Every few months"), "mo")),
    )
    return Prompt(t("<b>How often are the injections, as your clinician said?</b>"), rows)


def how_many(t: Translator, period: Period) -> Prompt:
    """Every how many? One number, or a range as the clinician gave it."""
    match period:
        case Period.DAY:
            asked = t("<b>Every how many days?</b>\nType a number, such as 2 for every other day.")
        case Period.WEEK:
            asked = t("<b>Every how many weeks?</b>\nType a number, such as 2 for every other week.")
        case Period.MONTH:
            asked = t("<b>Every how many months?</b>\nType a number, such as 3.")
    return Prompt(lines(asked, or_a_range(t)))


def or_a_range(t: Translator) -> Html:
    """A range is welcome where the clinician gave one."""
    return t("Did your clinician give a range? Type it like this: 3-4.")


def not_a_number(t: Translator, low: int, high: int) -> Prompt:
    """No whole number in range."""
    return Prompt(t("Please type a whole number from {low} to {high}.", low=low, high=t.number(high)))


def not_a_range(t: Translator) -> Prompt:
    """The second number is not the greater one."""
    return Prompt(t("In a range, the second number is the greater one. Type it like this: 3-4."))


def too_wide(t: Translator, few: int, most: int) -> Prompt:
    """The window of one injection would reach that of the next."""
    text = paragraphs(
        t("With {few} to {most}, one injection could fall together with the next.", few=few, most=most),
        t("Please type a narrower range, or one number. Not sure? Ask your clinic first."),
    )
    return Prompt(text)


def weekdays(t: Translator, chosen: Sequence[int], number: int | None = None) -> Prompt:
    """Which weekdays, and exactly how many where that `number` was told? Taps switch them on and off."""
    text = paragraphs(
        t("<b>On which weekdays?</b>"),
        t("Tap each day, then Done.") if number is None else _so_many(t, number),
        t("Chosen: {days}", days=t.listing(t.weekday(day) for day in chosen)) if chosen else None,
    )
    toggles = [_toggle(t, day, chosen) for day in range(7)]
    done = (Choice(t.label("Done"), "done" + _digits(chosen), "primary"),)
    rows: tuple[tuple[Choice, ...], ...] = (tuple(toggles[:4]), tuple(toggles[4:]))
    return Prompt(text, (*rows, done) if chosen and number in (None, len(chosen)) else rows)


def _so_many(t: Translator, number: int) -> Html:
    return t.plural(
        "You typed {n} injection a week: tap {n} day, then Done.",
        "You typed {n} injections a week: tap {n} days, then Done.",
        number,
    )


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


def at(t: Translator, a_day: int | None = None) -> Prompt:
    """At what time of day, or at what times where it was told how many injections a day there are?"""
    if a_day is None:
        return Prompt(t("<b>At what time of day shall I remind you?</b>\nType it like this: 09:00"))
    asked = t.plural(
        "<b>You typed {n} injection a day. At what time is it?</b>",
        "<b>You typed {n} injections a day. At what times are they?</b>",
        a_day,
    )
    return Prompt(lines(asked, t("Type all of them, like this: 09:00 and 21:00")))


def unclear_times(t: Translator) -> Prompt:
    """Several times, and not each is clear."""
    return Prompt(t("I am not sure which times you mean. Type them like this: 09:00 and 21:00"))


def one_time_only(t: Translator) -> Prompt:
    """A range of days leaves room for one injection each time."""
    return Prompt(t("With a range of days, I can keep one time of day. Please type one time, like this: 09:00"))


def several_times(t: Translator, times: Sequence[time]) -> Prompt:
    """More than one injection on one day is asked twice."""
    clocks = t.listing(t.clock(one) for one in times)
    text = t.plural(
        "<b>{n} injection on each of these days, at {times}: is that what your clinician said?</b>",
        "<b>{n} injections on each of these days, at {times}: is that what your clinician said?</b>",
        len(times),
        times=clocks,
    )
    rows = (
        (Choice(t.label("Yes, {n} on each day", n=len(times)), "yes", "success"),),
        (Choice(t.label("No, type the time again"), "no"),),
    )
    return Prompt(text, rows)
