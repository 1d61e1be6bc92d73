"""What takes long to load and knows nobody: the atlas, and what was learned of warning signs and of questions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.knowledge import Found
from bot.domain.red_flags import Flag
from bot.i18n import Languages
from bot.matching import Matching
from bot.memory import give_back
from bot.places import Places
from bot.screening import Screening

LOCALES = Path(__file__).parents[1] / "locales"


@dataclass(frozen=True)
class Shared:
    """Programs of one process may share it."""

    places: Places = field(default_factory=Places)
    screen: Callable[[str], Flag | None] = field(default_factory=lambda: Screening(LOCALES))
    match: Callable[[str], Found] = field(default_factory=lambda: Matching(LOCALES))

    def load(self, languages: Languages) -> None:
        """All that a first message would wait for, what is most urgent first."""
        self.screen("hello")
        self.match("hello")
        for t in languages:
            _ = t.pages
        self.places.load()
        give_back()
