"""The questions for the clinician in words: their short names, why each matters, and what was answered."""

from collections.abc import Mapping

from bot.domain.amount import parse_stored
from bot.domain.checklist import Answer, Item
from bot.domain.prompts import DAYS
from bot.i18n import Html, Translator
from bot.views import phrases

# what can be picked where several can be
CHECKS = ("symptoms", "count", "markers", "potassium", "other")
CAUSES = ("malabsorption", "diet", "medicine", "unknown")
FORMS = ("methylcobalamin", "hydroxocobalamin", "cyanocobalamin")


def name(t: Translator, item: Item) -> str:
    """As short as a button."""
    return {
        Item.PHASE: t.label("Phase"),
        Item.STRENGTH: t.label("Amount"),
        Item.SCHEDULE: t.label("Schedule"),
        Item.MONITORING: t.label("Checks"),
        Item.CAUSE: t.label("Cause"),
        Item.FORM: t.label("Medicine"),
        Item.ROUTE: t.label("Route"),
        Item.LATE: t.label("Late injections"),
        Item.TIMELINE: t.label("What to expect"),
        Item.SIGNS: t.label("Signs to report"),
        Item.ALLERGIES: t.label("Allergies"),
        Item.STORAGE: t.label("Storage"),
        Item.HOW_LONG: t.label("How long"),
    }[item]


def why(t: Translator, item: Item) -> Html:
    """Why it matters, in one sentence."""
    return {
        Item.PHASE: t("Why it matters: the phase says how close together injections are, and when that changes."),
        Item.STRENGTH: t("Why it matters: products differ a lot, and the same volume can hold much more or less."),
        Item.SCHEDULE: t("Why it matters: only a plan with days and an end can be kept, and I can remind you."),
        Item.MONITORING: t("Why it matters: checks show early whether something in the plan has to change."),
        Item.CAUSE: t("Why it matters: the cause decides what maintenance has to look like, and whether it can end."),
        Item.FORM: t("Why it matters: the forms differ, so you can see if a new box holds another one."),
        Item.ROUTE: t("Why it matters: needle and place differ, and who injects has to be shown how."),
        Item.LATE: t("Why it matters: a rule that you know in time keeps you from injecting twice to catch up."),
        Item.TIMELINE: t("Why it matters: you know when to call, instead of waiting and wondering."),
        Item.SIGNS: t("Why it matters: some signs cannot wait for the next visit."),
        Item.ALLERGIES: t("Why it matters: an allergy, such as to cobalt or B12, can change what is safe for you."),
        Item.STORAGE: t("Why it matters: light, heat or age can spoil the medicine, and products differ."),
        Item.HOW_LONG: t("Why it matters: it must not stop or go on just because nobody asked."),
    }[item]


def told(t: Translator, item: Item, answer: Answer) -> str:
    """What was answered, as plain text: the names of what was picked, and the patient's own words."""
    names = picks(t, item)
    # what an older version offered is shown as it was kept
    parts = [names.get(code, code) for code in answer.picked if not _is_in_words(code, answer)]
    if answer.words is not None:
        parts.append(_words(t, item, answer.words))
    return "; ".join(parts)


def _is_in_words(code: str, answer: Answer) -> bool:
    """Whether the patient's own words say the same, or more."""
    return answer.words is not None and (code == "other" or code.startswith(DAYS))


def picks(t: Translator, item: Item) -> Mapping[str, str]:
    """The offered answers: code -> words."""
    match item:
        case Item.PHASE:
            return phases(t)
        case Item.MONITORING:
            return checks(t)
        case Item.CAUSE:
            return causes(t)
        case Item.FORM:
            names = (t.label("Methylcobalamin"), t.label("Hydroxocobalamin"), t.label("Cyanocobalamin"))
            return dict(zip(FORMS, names, strict=True))
        case Item.ROUTE:
            return {**routes(t), **injectors(t)}
        case _:
            return {}


def phases(t: Translator) -> Mapping[str, str]:
    """By the kind of phase."""
    return {
        "repletion": t.label("Repletion (loading)"),
        "maintenance": t.label("Maintenance"),
        "unnamed": t.label("My clinician did not say"),
    }


def checks(t: Translator) -> Mapping[str, str]:
    """What can be checked."""
    names = (
        t.label("Symptoms"),
        t.label("Blood count"),
        t.label("B12 markers"),
        t.label("Potassium"),
        t.label("Something else"),
    )
    return dict(zip(CHECKS, names, strict=True))


def causes(t: Translator) -> Mapping[str, str]:
    """What low B12 can come from."""
    names = (
        t.label("The gut takes up too little"),
        t.label("Too little B12 in my food"),
        t.label("A medicine that I take"),
        t.label("My clinician does not know yet"),
    )
    return dict(zip(CAUSES, names, strict=True))


def routes(t: Translator) -> Mapping[str, str]:
    """How it is given."""
    return {"im": t.label("Into the muscle (IM)"), "subcut": t.label("Under the skin (subcut)")}


def injectors(t: Translator) -> Mapping[str, str]:
    """Who gives it."""
    return {"patient": t.label("I, or somebody at home"), "clinic": t.label("The clinic")}


def _words(t: Translator, item: Item, words: str) -> str:
    if item is Item.STRENGTH:
        return phrases.amount(t, parse_stored(words))
    return words
