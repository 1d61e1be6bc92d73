"""Words that mean "I may need help now": a floor of fixed phrases, which never blocks and never judges."""

import re
from collections.abc import Iterable

from bot.domain.closest import fold


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Whether the text holds one of the phrases, whole words, whatever their case or accents.

    The phrases follow the signs that labels and clinics name (clinical.md 1.4). A hit shows the static help page
    and nothing else: it is no finding about the person.
    """
    said = f" {fold(text)} "
    return any(re.search(rf"\b{re.escape(fold(phrase))}\b", said) for phrase in phrases if fold(phrase))
