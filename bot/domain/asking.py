"""Whether a text is put as a question, and whether it says enough to be one."""

from collections.abc import Iterable

from bot.domain.closest import fold

# A word or two may be an answer, a name or a slip of the thumb.
ENOUGH = 3


def is_question(text: str, openings: Iterable[str]) -> bool:
    """Whether it has a question mark beside letters, or begins as questions do in its language."""
    folded = fold(text)
    return is_marked(text) or any(f"{folded} ".startswith(f"{fold(one)} ") for one in openings)


def is_marked(text: str) -> bool:
    """Whether it has a question mark beside letters."""
    return any(map(str.isalpha, text)) and ("?" in text or "¿" in text)


def says_enough(text: str) -> bool:
    """Whether it has ENOUGH words that are no numbers."""
    return sum(any(map(str.isalpha, word)) for word in text.split()) >= ENOUGH
