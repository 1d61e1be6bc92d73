"""Something that is done once for all who asked for it within a short while."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Soon:
    """Does `act` so many seconds after it was first asked for; who asks meanwhile is served by the same turn.

    Whoever asks while it is being done is served by a turn of their own, since it may have looked too early for them.
    """

    def __init__(self, act: Callable[[], Awaitable[None]], within: float) -> None:
        self._act = act
        self._within = within
        self._asked = False
        self._task: asyncio.Task[None] | None = None

    def ask(self) -> None:
        """Let it be done soon."""
        self._asked = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._turns())

    async def close(self) -> None:
        """No more of it; who asked last may go without."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _turns(self) -> None:
        while self._asked:
            await asyncio.sleep(self._within)
            self._asked = False
            try:
                await self._act()
            except Exception:
                # nobody waits for it, so nobody else would tell
                log.exception("not done")
