"""Unclear: what a person typed may be read in more than one way, so ask which."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Unclear(Generic[T]):
    """The possible readings, likeliest first; a single one means "is this really what you mean?"."""

    options: tuple[T, ...]
