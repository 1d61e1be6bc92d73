"""What the floors above may know of the database: a door through which a transaction runs."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bot.storage.engine import Session as Session
from bot.storage.engine import Unavailable as Unavailable

P = ParamSpec("P")
T = TypeVar("T")


class Door(Protocol):
    """Runs one care function as one transaction, off the event loop."""

    async def run(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Its outcome; Unavailable where the database fails."""
        ...
