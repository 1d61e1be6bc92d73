"""`make train`: learn the questions from the phrasings in locales/, and keep what was learned beside them."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.domain.knowledge import ELSEWHERE
from bot.likeness.train import Lesson, keep
from bot.matching import LEARNED
from bot.matching import phrasings as written
from bot.matching.phrasings import Phrasing

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def lesson(phrasings: Sequence[Phrasing]) -> Lesson:
    """What these phrasings teach."""
    columns = (*sorted({one.of for one in phrasings} - {*ELSEWHERE}), *ELSEWHERE)
    return Lesson([(one.text, one.of) for one in phrasings], columns, written.digest(phrasings))


if __name__ == "__main__":
    sys.exit(keep(lesson(written.read(LOCALES)), LOCALES / LEARNED))
