"""Matching: which page answers a question, chosen on this machine by likeness to written phrasings."""

import logging
from functools import lru_cache
from pathlib import Path
from threading import Lock

from bot.domain.knowledge import Answer, Found, Outside, Suggest, find
from bot.likeness import learned
from bot.likeness.encoder import Encoder
from bot.likeness.model import Model

log = logging.getLogger(__name__)

# the file, in the locales folder
LEARNED = "questions.npz"
NOTHING = Outside(0.0, asked=True)


@lru_cache(maxsize=2)
def _learned(folder: Path) -> tuple[Model, Encoder | None] | None:
    return learned(folder / LEARNED)


class Matching:
    """One lives as long as the program. What was learned is read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._alone = folder, Lock()

    def __call__(self, text: str) -> Found:
        """What answers the text; nothing does where nothing was learned."""
        try:
            return self._find(text)
        except Exception:
            # whatever may become of the encoder, there is still the list of all topics
            log.exception("no match")
            return NOTHING

    def _find(self, text: str) -> Found:
        # who comes while it is being read waits for it, and does not read it again
        with self._alone:
            found = _learned(self._folder)
        match found:
            case None:
                return NOTHING
            case (model, None):
                return _unsure(find(text, model.lean_by_letters))
            case (model, by):
                return find(text, lambda texts: model.lean(by, texts))


def _unsure(found: Found) -> Found:
    """Spelling alone can offer pages; it is no reason to show one."""
    return Suggest(found.topics, found.confidence) if isinstance(found, Answer) else found
