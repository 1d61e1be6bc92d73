"""The questions about a medicine, its label and its amount; none has an answer chosen beforehand."""

from collections.abc import Sequence

from bot.domain.amount import Amount, is_unusual
from bot.i18n import Html, Translator
from bot.views import phrases
from bot.views.screen import Choice, Prompt, paragraphs

MOST_ON_A_BUTTON = 30


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


def dose(t: Translator, typed: Html | None = None) -> Prompt:
    """The amount of one injection, as the clinician said; `typed` is what was told of it in ampoules or vials."""
    text = paragraphs(
        t("<b>How much is one injection, as your clinician said?</b>"),
        None if typed is None else t("You typed: {dose}. Which amount of medicine is that?", dose=typed),
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
    rows = tuple((Choice(phrases.amount(t, value), f"={value}"),) for value in options)
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


def injector(t: Translator) -> Prompt:
    """At home or at the clinic?"""
    rows = (
        (Choice(t.label("I, or somebody at home"), "patient"),),
        (Choice(t.label("The clinic"), "clinic"),),
    )
    return Prompt(t("<b>Who gives the injections?</b>"), rows)


def book(t: Translator) -> Prompt:
    """How long before an appointment to remind of booking it?"""
    text = paragraphs(
        t("<b>How long before each injection shall I remind you to book it?</b>"),
        t("I remind you on the day before too, and ask you afterwards."),
    )
    weeks = (1, 2, 4)
    rows = tuple((Choice(t.plural("{n} week before", "{n} weeks before", n), str(n)),) for n in weeks)
    return Prompt(text, (*rows, (Choice(t.label("No reminder to book"), "none"),)))


def instead(t: Translator, running: Sequence[tuple[int, str]]) -> Prompt:
    """In place of a plan in force, or beside it?"""
    rows = tuple(
        (Choice(t.label("It replaces my plan for {medicine}", medicine=_short(medicine)), f"v{version}"),)
        for version, medicine in running
    )
    beside = (Choice(t.label("It is another medicine beside it"), "beside"),)
    return Prompt(t("<b>You have a plan here. What about the new one?</b>"), (*rows, beside))


def _short(medicine: str) -> str:
    """As much of a long name as a button has room for."""
    return medicine if len(medicine) <= MOST_ON_A_BUTTON else f"{medicine[: MOST_ON_A_BUTTON - 1]}…"


def what_to_change(t: Translator, phases: int, waits: bool) -> Prompt:
    """Which part is asked again; where the last phase `waits` for a review, it can be started."""
    reviewed = [(t.label("The review has been: start phase {number}", number=phases), "reviewed")]
    parts = [
        *([reviewed] if waits else []),
        [(t.label("Medicine"), "medicine"), (t.label("Product name"), "label")],
        [(t.label("Strength on the label"), "strength")],
        [(t.label("The whole schedule: type it anew"), "written")],
        [(t.label("Amount of one injection"), "dose")],
        [(t.label("How it is injected"), "route")],
        [(t.label("Who gives the injections"), "injector")],
        *_in_rows([(t.label("Phase {number}", number=n), f"phase{n}") for n in range(1, phases + 1)]),
        [(t.label("What happens when one is late"), "late")],
        [(t.label("Nothing: show the plan again"), "none")],
    ]
    rows = tuple(tuple(Choice(name, f"edit {key}") for name, key in row) for row in parts)
    return Prompt(t("<b>What shall I ask again?</b>\nAll else stays as you told me."), rows)


def _in_rows(parts: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Three beside each other."""
    return [parts[start : start + 3] for start in range(0, len(parts), 3)]
