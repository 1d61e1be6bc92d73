"""How like a text is to written exemplars, on this machine: below what listens for warning signs and for questions."""

import logging
from pathlib import Path

from threadpoolctl import threadpool_limits

from bot.likeness.encoder import Encoder, encoder
from bot.likeness.model import Model, read
from bot.memory import give_back, part_big_from_small

log = logging.getLogger(__name__)


def learned(file: Path) -> tuple[Model, Encoder | None] | None:
    """What was learned, with the encoder that it was learned by, if this machine has that one.

    None, and a line in the log, where the file is missing or broken.
    """
    part_big_from_small()
    try:
        model = read(file)
    except (OSError, ValueError) as error:
        log.error("nothing learned", extra={"error": type(error).__name__})
        return None
    # a message is a small sum: more threads wait for each other, and for whatever else the machine does
    threadpool_limits(limits=1)
    by = encoder()
    give_back()
    if by is None or by.name != model.encoder:
        log.error("no encoder, or another")
        return model, None
    return model, by
