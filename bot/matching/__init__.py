"""Matching: which page answers a question, chosen on this machine by likeness to written phrasings."""

import logging
from functools import lru_cache
from pathlib import Path
from threading import Lock

from bot.domain.knowledge import Found, Judge, Likeness, Outside, find
from bot.likeness import learned

log = logging.getLogger(__name__)

# the file, in the locales folder
LEARNED = "questions.npz"
# how far a likeness by letters alone can be trusted: far enough to offer pages, never to answer with one
BY_LETTERS = 0.6


class Matching:
    """One lives as long as the program. What was learned is read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._alone = folder, Lock()

    def __call__(self, text: str) -> Found:
        """What answers the text; nothing does where nothing was learned."""
        try:
            # who comes while it is being read waits for it, and does not read it again
            with self._alone:
                judge = _judge(self._folder)
            return Outside(0.0, asked=True) if judge is None else find(text, judge)
        except Exception:
            # whatever may become of the encoder, there is still the list of all topics
            log.exception("no match")
            return Outside(0.0, asked=True)


@lru_cache(maxsize=2)
def _judge(folder: Path) -> Judge | None:
    match learned(folder / LEARNED):
        case None:
            return None
        case (model, None):
            return lambda texts: [_weaker(one) for one in model.lean_by_letters(texts)]
        case (model, by):
            return lambda texts: model.lean(by, texts)


def _weaker(likeness: Likeness) -> Likeness:
    return {kind: share * BY_LETTERS for kind, share in likeness.items()}
