"""How long a message may be on the screen, and which may be longer."""

from collections.abc import Iterable

from bot.i18n import Languages
from tests.lints.amounts import visible
from tests.warm import ROOT

# A phone shows some 250 characters of a notification unopened (clinical.md 5.1).
REMINDER, MESSAGE = 250, 700
# The patient's own words, and their clinician's, are shown whole where they are asked back; they are not counted.
OWN = 40
# Lists that are as long as what the patient told, each known by a sentence in it, and why it is not cut.
LISTS = {
    "<b>Please check every line. Is this what your clinician said?</b>": "a plan is saved only once all of it was seen",
    "<b>Your plan, as you confirmed it</b>": "each phase with its dates, as it was confirmed",
    "<b>Your coming dates</b>": "asked for under /schedule: ten dates of each plan",
    "<b>Questions for my clinician</b>": "all questions with what is known, on one screen",
    "<b>My B12 treatment: questions and answers</b>": "to forward: as few messages as hold it",
    "Written down by the patient with B12 Companion. No clinician has checked it.": "the last of those messages",
}
_OPENINGS = tuple(visible(t(sentence)) for t in Languages(ROOT / "locales") for sentence in LISTS)


def too_long(said: str, is_reminder: bool, own: Iterable[str]) -> int | None:
    """The limit that a message breaks; None where it keeps it, or is a list that may be longer."""
    limit = REMINDER if is_reminder else MESSAGE
    if len(said) <= limit or (not is_reminder and any(opening in said for opening in _OPENINGS)):
        return None
    for words in sorted(own, key=len, reverse=True):
        if len(words) >= OWN:
            said = said.replace(words, "")
    return limit if len(said) > limit else None
