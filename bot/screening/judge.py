"""Which way a text leans, of all signs in all tiers: what was learned from the exemplars, as the domain takes it."""

from collections.abc import Mapping, Sequence

from bot.domain.red_flags import Leaning, Tier
from bot.domain.symptoms import Sign
from bot.likeness.encoder import Encoder
from bot.likeness.model import Model

# the file, in the locales folder
LEARNED = "red_flags.npz"


def column(tier: Tier, sign: Sign) -> str:
    """The name of what was learned of that sign in that tier."""
    return f"{tier}:{sign}"


COLUMNS = tuple(column(tier, sign) for tier in Tier for sign in Sign)


class Judge:
    """What was learned, with the encoder that it was learned by."""

    def __init__(self, model: Model, by: Encoder) -> None:
        self._model, self._by = model, by

    def __call__(self, texts: Sequence[str]) -> list[Leaning]:
        """Which way each text leans."""
        return [_leaning(shares) for shares in self._model.lean(self._by, texts)]


def _leaning(shares: Mapping[str, float]) -> Leaning:
    return Leaning(*({sign: shares[column(tier, sign)] for sign in Sign} for tier in Tier))
