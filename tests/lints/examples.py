"""The only amounts that may be shown without having been told: examples from labels, on the pages about labels."""

from bot.i18n import Languages
from tests.lints.amounts import amounts
from tests.warm import ROOT

# What a page may say by way of example, in figures and with its unit, once two people have looked at it: the strengths
# of two ampoules that are easily taken for each other, and the same in the other unit.
LABEL_EXAMPLES = frozenset({"1,000 mcg", "10,000 mcg", "1 mg", "10 mg", "1\u00a0000 mcg", "10\u00a0000 mcg"})
# These two are about what stands on labels.
ABOUT_LABELS = frozenset({"units", "strength_difference"})

_PARAGRAPHS = tuple(
    paragraph.text
    for t in Languages(ROOT / "locales")
    for topic, page in t.pages.items()
    for paragraph in page.paragraphs
    if topic in ABOUT_LABELS and {one.words for one in amounts(paragraph.text)} & LABEL_EXAMPLES
)


def without_examples(said: str) -> str:
    """The text without the paragraphs of those pages: all other amounts in it have to be the patient's own."""
    for paragraph in _PARAGRAPHS:
        said = said.replace(paragraph, "")
    return said
