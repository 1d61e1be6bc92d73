"""The questions about injections that were had before the bot knew of them; only what the patient taps is noted."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.plan_facts import PlanFacts
from bot.domain.timeline import Occurrence
from bot.i18n import Html, Translator
from bot.views.coming import moment
from bot.views.screen import Choice, Prompt, lines, paragraphs

A_ROW = 2


def which(t: Translator, gaps: Sequence[datetime], year: int, chosen: int = 0) -> Prompt:
    """The plan's own past dates; taps switch them on and off. `chosen` has a bit for each; `year` goes unsaid."""
    text = paragraphs(
        t("<b>Which of these injections did you have?</b>"),
        t("Tap each one that you had, then Done. I note only what you tap."),
    )
    toggles = [_toggle(_day(t, local.date(), year), number, chosen) for number, local in enumerate(gaps)]
    rows = tuple(tuple(toggles[at : at + A_ROW]) for at in range(0, len(toggles), A_ROW))
    if chosen:
        return Prompt(text, (*rows, (Choice(t.label("Done"), f"done{chosen:x}", "primary"),)))
    return Prompt(text, (*rows, (Choice(t.label("None of these: another date"), "other"),)))


def _day(t: Translator, day: date, year: int) -> str:
    return t.day(day) if day.year == year else t.day_with_year(day)


def _toggle(day: str, number: int, chosen: int) -> Choice:
    mark = "✅ " if chosen & 1 << number else ""
    return Choice(mark + day, f"set{chosen ^ 1 << number:x}")


def on_which_day(t: Translator) -> Prompt:
    """When was it?"""
    text = paragraphs(
        t("<b>On which day did you have the injection?</b>"),
        t("Type the date like this: 3 February 2026. “Yesterday” and “Friday” work too."),
    )
    return Prompt(text)


def to_come(t: Translator) -> Prompt:
    """It lies ahead."""
    return Prompt(t("That is still to come. Please type a day that has passed."))


def long_ago(t: Translator) -> Prompt:
    """More than ten years back."""
    return Prompt(t("That is more than ten years ago. Please check the year and type the date again."))


def known(t: Translator, day: date) -> Prompt:
    """One a day is on record already."""
    return Prompt(t("I have an injection on {day} already. Please type another day.", day=t.day_with_year(day)))


def late_for(t: Translator, one: Occurrence) -> Prompt:
    """Was it the plan's own that was due before?"""
    due = t.day_with_year(one.local.date())
    text = t("<b>Is it the injection that was due on {due}?</b>\nThen I note that one as had late.", due=due)
    return Prompt(text, ((Choice(t.label("Yes, that one"), "yes"),), (Choice(t.label("No, another one"), "no"),)))


def at_what_time(t: Translator, day: date) -> Prompt:
    """At what time of day?"""
    text = t("<b>At what time on {day}?</b>\nType it like this: 09:00", day=t.day_with_year(day))
    return Prompt(text, ((Choice(t.label("I do not remember"), "unknown"),),))


def time_to_come(t: Translator) -> Prompt:
    """Later today."""
    return Prompt(t("That time is still to come. Please type one that has passed."))


def time_known(t: Translator) -> Prompt:
    """That very injection is on record."""
    return Prompt(t("I have that injection already. Please type another time."))


def sure(t: Translator, facts: PlanFacts, had: Sequence[datetime], coming: Sequence[Occurrence], moves: bool) -> Prompt:
    """What will be noted, and whether coming dates move by it; only Yes notes it."""
    listed = [t("• {moment}", moment=f"{t.day_with_year(local.date())} {t.clock(local)}") for local in had]
    text = paragraphs(
        t("<b>Please check. Did you have these injections?</b>")
        if len(had) > 1
        else t("<b>Please check. Did you have this injection?</b>"),
        lines(*listed),
        _coming(t, facts, coming, moves),
        t("Nothing is noted until you tap Yes."),
    )
    rows = ((Choice(t.label("Yes, I had it"), "yes", "success"),), (Choice(t.label("Change something"), "other"),))
    if len(had) > 1:
        rows = ((Choice(t.label("Yes, I had them"), "yes", "success"),), rows[1])
    return Prompt(text, rows)


def _coming(t: Translator, facts: PlanFacts, coming: Sequence[Occurrence], moves: bool) -> Html:
    if not moves:
        return t("Your coming dates stay as they are.")
    then = [moment(t, one, facts.zone) for one in coming]
    return lines(t("Your coming dates count from it. They will be:"), *then)
