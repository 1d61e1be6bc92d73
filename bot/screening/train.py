"""`make train`: learn the warning signs from the exemplars in locales/, and keep what was learned beside them."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.likeness.train import Lesson, keep
from bot.screening import exemplars as written
from bot.screening.exemplars import Exemplar
from bot.screening.judge import COLUMNS, LEARNED, column

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def lesson(exemplars: Sequence[Exemplar]) -> Lesson:
    """What these exemplars teach."""
    told = [(one.text, column(one.tier, one.sign) if one.tier and one.sign else None) for one in exemplars]
    return Lesson(told, COLUMNS, written.digest(exemplars))


if __name__ == "__main__":
    sys.exit(keep(lesson(written.read(LOCALES)), LOCALES / LEARNED))
