"""Whether a text is put as a question."""

from collections.abc import Iterable

from bot.domain.closest import fold


def is_question(text: str, openings: Iterable[str]) -> bool:
    """Whether it has a question mark beside letters, or begins as questions do in its language."""
    folded = fold(text)
    if not folded:
        return False
    return "?" in text or "¿" in text or any(f"{folded} ".startswith(f"{fold(one)} ") for one in openings)
