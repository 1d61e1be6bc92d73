"""Each question for the clinician as one short line, for lists."""

from bot.domain.checklist import Item
from bot.i18n import Html, Translator


def line(t: Translator, item: Item) -> Html:
    """What will be checked, and when?"""
    match item:
        case Item.PHASE:
            return t("Which phase am I in, and what ends it?")
        case Item.STRENGTH:
            return t("How much B12 is in one injection, in mcg or mg?")
        case Item.SCHEDULE:
            return t("How often is it given, and for how long?")
        case Item.MONITORING:
            return t("What will be checked, and when?")
        case Item.CAUSE:
            return t("What is the cause of my low B12?")
        case Item.FORM:
            return t("Which form of B12 is it?")
        case Item.ROUTE:
            return t("How is it injected, and who does it?")
        case _:
            return _more(t, item)


def _more(t: Translator, item: Item) -> Html:
    match item:
        case Item.LATE:
            return t("What should I do when an injection is late?")
        case Item.TIMELINE:
            return t("When may I notice a change?")
        case Item.SIGNS:
            return t("Which signs should I report, and to whom?")
        case Item.ALLERGIES:
            return t("Is it safe with my allergies?")
        case Item.STORAGE:
            return t("How should I store it?")
        case _:
            return t("How long will I need it?")
