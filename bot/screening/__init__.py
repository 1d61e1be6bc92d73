"""Screening: every typed text is looked at for warning signs, on this machine, before anything else happens."""

import logging
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.domain import red_flags
from bot.domain.lexicon import Lexicon, lexicon
from bot.domain.red_flags import LIMITS, Flag, Leaning, screen
from bot.screening.encoder import Encoder, encoder
from bot.screening.model import LEARNED, Model, read

log = logging.getLogger(__name__)


class Judge:
    """What was learned, with the encoder that it was learned by."""

    def __init__(self, model: Model, by: Encoder) -> None:
        self._model, self._by = model, by

    def __call__(self, texts: Sequence[str]) -> list[Leaning]:
        """Which way each text leans."""
        return self._model.lean(self._by, texts)


@lru_cache(maxsize=2)
def _lexicon(folder: Path) -> Lexicon:
    """The phrases of all languages, read once a process."""
    return lexicon(tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*/signs.toml")))


@lru_cache(maxsize=2)
def _learned(folder: Path) -> Judge | None:
    """None, and a line in the log, where it is missing, or was learned by another encoder."""
    by = encoder()
    try:
        model = read(folder / LEARNED)
    except (OSError, ValueError) as error:
        log.error("nothing learned", extra={"error": type(error).__name__})
        return None
    if by is None or by.name != model.encoder:
        log.error("no encoder, or another")
        return None
    # a message is a small sum: more threads wait for each other, and for whatever else the machine does
    threadpool_limits(limits=1)
    return Judge(model, by)


class Screening:
    """One lives as long as the program. What was learned is read when it is first needed; words alone do without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lexicon = _lexicon(folder)

    def __call__(self, text: str) -> Flag | None:
        """The warning sign in the text, if there is one."""
        try:
            return screen(text, self._lexicon, self._judge(), LIMITS)
        except Exception:
            # whatever may become of the encoder, somebody has to hear the plain words
            log.exception("words alone")
            return screen(text, self._lexicon)

    def _judge(self) -> red_flags.Judge | None:
        return _learned(self._folder)
