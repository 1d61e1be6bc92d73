"""The questions about late injections: what happens to the next ones, and what to do."""

from bot.i18n import Translator
from bot.views.screen import Choice, Prompt, paragraphs


def counting(t: Translator, several: bool) -> Prompt:
    """Do the other dates stay? With `several` phases the answer may differ."""
    text = paragraphs(
        t("<b>If one is late, what happens to the next ones, as your clinician said?</b>"),
        t("Say it was due on Monday, and you have it on Wednesday."),
    )
    return Prompt(text, _ways(t, several))


def counting_of(t: Translator, number: int) -> Prompt:
    """The same about one phase."""
    text = t("<b>Phase {number}: if one is late, what happens to the next ones?</b>", number=number)
    return Prompt(text, _ways(t, several=False))


def _ways(t: Translator, several: bool) -> tuple[tuple[Choice, ...], ...]:
    rows = (
        (Choice(t.label("The other dates stay"), "calendar"),),
        (Choice(t.label("They count from the late one"), "injection"),),
        (Choice(t.label("I do not know: I will ask"), "unknown"),),
    )
    return (*rows, _differs(t)) if several else rows


def late(t: Translator, several: bool) -> Prompt:
    """What to do, in the clinician's words."""
    text = paragraphs(
        t("<b>What did your clinician say to do when one is late?</b>"),
        t("Type it in their words. I show it to you when one is late."),
    )
    rows = (_unknown(t), _differs(t)) if several else (_unknown(t),)
    return Prompt(text, rows)


def late_of(t: Translator, number: int) -> Prompt:
    """The same about one phase."""
    text = paragraphs(
        t("<b>Phase {number}: what did your clinician say to do when one is late?</b>", number=number),
        t("Type it in their words. I show it to you when one is late."),
    )
    return Prompt(text, (_unknown(t),))


def too_long(t: Translator, most: int) -> Prompt:
    """More than fits beside a reminder."""
    return Prompt(t("That is too long for me to keep. Please say it in at most {most} letters.", most=most))


def _unknown(t: Translator) -> tuple[Choice, ...]:
    return (Choice(t.label("I do not know: I will ask"), "=unknown"),)


def _differs(t: Translator) -> tuple[Choice, ...]:
    return (Choice(t.label("Not the same in each phase"), "=each"),)
