"""Screening: every typed text is looked at for warning signs, on this machine, before anything else happens."""

import logging
import tomllib
from functools import lru_cache
from pathlib import Path
from threading import Lock

from bot.domain import red_flags
from bot.domain.lexicon import Lexicon, lexicon
from bot.domain.red_flags import LIMITS, Flag, screen
from bot.likeness import learned
from bot.screening.judge import LEARNED, Judge

log = logging.getLogger(__name__)


@lru_cache(maxsize=2)
def _lexicon(folder: Path) -> Lexicon:
    """The phrases of all languages, read once a process."""
    return lexicon(tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/signs.toml")))


@lru_cache(maxsize=2)
def _learned(folder: Path) -> Judge | None:
    """None where nothing was learned, or by another encoder."""
    match learned(folder / LEARNED):
        case (model, by) if by is not None:
            return Judge(model, by)
        case _:
            return None


class Screening:
    """One lives as long as the program. What was learned is read when it is first needed; words alone do without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lexicon, self._alone = _lexicon(folder), Lock()

    def __call__(self, text: str) -> Flag | None:
        """The warning sign in the text, if there is one."""
        try:
            return screen(text, self._lexicon, self._judge(), LIMITS)
        except Exception:
            # whatever may become of the encoder, somebody has to hear the plain words
            log.exception("words alone")
            return screen(text, self._lexicon)

    def _judge(self) -> red_flags.Judge | None:
        # who comes while it is being read waits for it, and does not read it again
        with self._alone:
            return _learned(self._folder)
