"""The names of what can be followed, and of the answers to it."""

from bot.domain.symptoms import Change, CheckIn, Followed, Often, Symptom
from bot.i18n import Html, Translator
from bot.views.screen import lines

# a symptom in the patient's own words is a button too, and has to fit on one
LONGEST_OWN = 40


def name(t: Translator, one: Followed) -> str:
    """Tingling or numbness; or the patient's own words."""
    if one.words is not None:
        return one.words
    names = named(t)
    # what an older version offered is shown as it was kept
    return names.get(Symptom(one.key), one.key) if one.key in list(Symptom) else one.key


def named(t: Translator) -> dict[Symptom, str]:
    """Each that is offered."""
    return {
        Symptom.ENERGY: t.label("Energy"),
        Symptom.TINGLING: t.label("Tingling or numbness"),
        Symptom.WALKING: t.label("Walking and balance"),
        Symptom.THINKING: t.label("Thinking and memory"),
        Symptom.MOOD: t.label("Mood"),
        Symptom.MOUTH: t.label("Sore mouth or tongue"),
    }


def change(t: Translator, answer: Change) -> str:
    """Better, as a button and in a list."""
    return {
        Change.BETTER: t.label("Better"),
        Change.SAME: t.label("Same"),
        Change.WORSE: t.label("Worse"),
        Change.NOT_APPLICABLE: t.label("Does not apply"),
    }[answer]


def often(t: Translator, choice: Often) -> str:
    """How often, as a button."""
    return {
        Often.BY_PHASE: t.label("By my plan"),
        Often.WEEKLY: t.label("Every week"),
        Often.FORTNIGHTLY: t.label("Every two weeks"),
        Often.MONTHLY: t.label("Every four weeks"),
        Often.OFF: t.label("Never: I start it myself"),
    }[choice]


def told(t: Translator, check_in: CheckIn) -> Html:
    """The answers as they were said, one a line, and the note."""
    return lines(
        *(t("• {symptom}: {answer}", symptom=name(t, one), answer=change(t, said)) for one, said in check_in.answers),
        None if check_in.note is None else t("Your note: “{note}”", note=check_in.note),
    )
