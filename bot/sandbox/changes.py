"""Tells those who watch a chat when it has changed."""

import asyncio
from collections.abc import Callable


class Changes:
    """A version for each chat, and people waiting for the next one."""

    def __init__(self, count: Callable[[], int]) -> None:
        self._count = count
        self._everywhere = count()
        self._chats: dict[int, int] = {}
        self._watching: set[asyncio.Future[None]] = set()
        self._closed = False

    def version(self, chat_id: int) -> int:
        """The chat's version; it grows with every change to what its screen shows."""
        return max(self._everywhere, self._chats.get(chat_id, 0))

    def touch(self, chat_id: int) -> None:
        """Something changed in this chat."""
        self._chats[chat_id] = self._count()
        self._wake()

    def touch_all(self) -> None:
        """Something changed in every chat: the clock, the bot's commands."""
        self._everywhere = self._count()
        self._wake()

    async def wait(self, chat_id: int, known: int, seconds: float) -> None:
        """Return once the chat is not at the version `known` any more, or after `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while self.version(chat_id) == known and not self._closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return
            await self._next(left)

    def close(self) -> None:
        """Let nobody wait any more."""
        self._closed = True
        self._wake()

    async def _next(self, seconds: float) -> None:
        change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._watching.add(change)
        try:
            await asyncio.wait([change], timeout=seconds)
        finally:
            self._watching.discard(change)

    def _wake(self) -> None:
        for change in self._watching:
            if not change.done():
                change.set_result(None)
