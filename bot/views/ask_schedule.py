"""The questions about a schedule; none has an answer chosen beforehand."""

from collections.abc import Sequence
from datetime import date

from bot.domain.amount import Amount, is_unusual
from bot.domain.regimen import Period
from bot.i18n import Translator
from bot.views import phrases
from bot.views.screen import Choice, Prompt, paragraphs


def medicine(t: Translator) -> Prompt:
    """Which medicine?"""
    text = paragraphs(
        t("<b>Which medicine is it?</b>"),
        t("Tap its name, or type it as it stands on the box. I only write it down."),
    )
    names = (t.label("Methylcobalamin"), t.label("Hydroxocobalamin"), t.label("Cyanocobalamin"))
    return Prompt(text, tuple((Choice(name, name),) for name in names))


def label_text(t: Translator) -> Prompt:
    """The product's name, as on the label."""
    text = paragraphs(
        t("<b>What is the product called on the label?</b>"),
        t("Type the name on the box, in your own words. Skip it if you do not have the box here."),
    )
    return Prompt(text, ((Choice(t.label("Skip"), "skip"),),))


def strength_kind(t: Translator, have: Sequence[str]) -> Prompt:
    """How the label states the strength; what is known already is not offered again."""
    names = {
        "ampoule": t.label("Per ampoule"),
        "vial": t.label("Per vial"),
        "ml": t.label("Per mL"),
    }
    rows = [(Choice(name, key),) for key, name in names.items() if key not in have]
    if have:
        text = t("<b>Does the label state another strength too?</b>\nIf not, tap “Nothing more”.")
        return Prompt(text, (*rows, (Choice(t.label("Nothing more"), "none", "primary"),)))
    text = paragraphs(
        t("<b>How does the label state the strength?</b>"),
        t("These are three different numbers, so I keep them apart. Copy only what is printed."),
    )
    return Prompt(text, (*rows, (Choice(t.label("I do not have it here"), "none"),)))


def strength(t: Translator, kind: str) -> Prompt:
    """The number on the label."""
    match kind:
        case "ampoule":
            what = t("<b>What strength per ampoule does the label state?</b>")
        case "vial":
            what = t("<b>What strength per vial does the label state?</b>")
        case _:
            what = t("<b>What strength per mL does the label state?</b>")
    return Prompt(paragraphs(what, t("Type the number with mcg or mg, just as it is printed.")))


def dose(t: Translator) -> Prompt:
    """The amount of one injection, as the clinician said."""
    text = paragraphs(
        t("<b>How much is one injection, as your clinician said?</b>"),
        t("Type the number with mcg or mg. I never work it out for you. Not sure? Ask your clinic first."),
    )
    return Prompt(text)


def dose_check(t: Translator, value: Amount) -> Prompt:
    """The amount in both units, to be compared with the label or the note."""
    warning = t("This is outside what I know from labels. Look again: is it mcg or mg?") if is_unusual(value) else None
    text = paragraphs(
        t("You typed {typed}.", typed=phrases.one_unit(t, value)),
        t("<b>That is {both}.</b>", both=phrases.amount(t, value)),
        warning,
        t("Is that exactly what your clinician said?"),
    )
    rows = (
        (Choice(t.label("Yes, exactly"), "yes", "success"),),
        (Choice(t.label("No, type it again"), "no"),),
    )
    return Prompt(text, rows)


def which_amount(t: Translator, options: Sequence[Amount]) -> Prompt:
    """A separator or a unit is unclear."""
    rows = tuple((Choice(phrases.amount(t, value), str(value)),) for value in options)
    return Prompt(t("<b>Which of these do you mean?</b>\nIf none is right, type it again with mcg or mg."), rows)


def not_an_amount(t: Translator) -> Prompt:
    """Nothing readable in it."""
    return Prompt(
        t("I could not find one clear amount in that. Type one number with mcg or mg, as your clinician said it.")
    )


def a_volume(t: Translator) -> Prompt:
    """A volume where an amount was asked for."""
    text = t(
        "That is a volume (mL). I need the amount of medicine, in mcg or mg. I never turn one into the other. "
        "If you only know the mL, ask your clinic for the amount."
    )
    return Prompt(text)


def route(t: Translator) -> Prompt:
    """Into the muscle or under the skin?"""
    rows = (
        (Choice(t.label("Into the muscle (IM)"), "im"),),
        (Choice(t.label("Under the skin (subcut)"), "subcut"),),
        (Choice(t.label("I do not know: I will ask"), "unknown"),),
    )
    return Prompt(t("<b>How is it injected, as your clinician said?</b>"), rows)


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
    text = t("<b>Every single day: is that what your clinician said?</b>\nMany plans are weekly or monthly.")
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


def what_to_change(t: Translator, phases: int) -> Prompt:
    """Which part is asked again."""
    parts = [
        (t.label("Medicine"), "medicine"),
        (t.label("Product name"), "label"),
        (t.label("Strength on the label"), "strength"),
        (t.label("Amount of one injection"), "dose"),
        (t.label("How it is injected"), "route"),
        *((t.label("Phase {number}", number=n), f"phase{n}") for n in range(1, phases + 1)),
        (t.label("Nothing: show the plan again"), "none"),
    ]
    rows = tuple((Choice(name, f"edit {key}"),) for name, key in parts)
    return Prompt(t("<b>What shall I ask again?</b>\nAll else stays as you told me."), rows)
