"""Work that keeps its order within each chat while the chats run side by side."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

# What could not be begun is tried again after so many seconds.
REST = 1.0


class Lanes:
    """Does `act` for every number that was put in a chat's lane: one at a time in each, at most `at_once` in all.

    A chat holds one place however much waits in its lane, and goes to the end of the line after each turn: a flood
    in one chat delays nobody else. `act` says whether it is done; if not, that chat rests for a moment.
    """

    def __init__(self, act: Callable[[int], Coroutine[Any, Any, bool]], at_once: int, rest: float = REST) -> None:
        self._act = act
        self._at_once = at_once
        self._rest = rest
        self._waiting: dict[int, deque[int]] = {}
        self._ready: deque[int] = deque()
        self._running: dict[int, asyncio.Task[bool]] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    def put(self, chat: int, number: int) -> None:
        """Add to the end of a chat's lane."""
        self._idle.clear()
        if chat in self._waiting:
            self._waiting[chat].append(number)
        else:
            self._waiting[chat] = deque([number])
            self._start(chat)

    async def idle(self, seconds: float | None = None) -> None:
        """Wait until nothing is left, or so long."""
        waits = asyncio.create_task(self._idle.wait())
        await asyncio.wait([waits], timeout=seconds)
        waits.cancel()

    async def close(self, seconds: float) -> None:
        """Begin nothing more, and give what runs so long to end."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)
        cut = list(self._running.values())
        for task in cut:
            task.cancel()
        if cut:
            await asyncio.wait(cut)

    def _start(self, chat: int) -> None:
        self._ready.append(chat)
        self._begin()

    def _begin(self) -> None:
        while self._ready and len(self._running) < self._at_once and not self._closed:
            chat = self._ready.popleft()
            task = asyncio.create_task(self._act(self._waiting[chat][0]))
            self._running[chat] = task
            task.add_done_callback(partial(self._end, chat))

    def _end(self, chat: int, task: asyncio.Task[bool]) -> None:
        del self._running[chat]
        if task.cancelled() or task.exception() is not None or not task.result():
            if not self._closed:
                asyncio.get_running_loop().call_later(self._rest, self._start, chat)
        else:
            self._waiting[chat].popleft()
            if self._waiting[chat]:
                self._ready.append(chat)
            else:
                del self._waiting[chat]
        if not self._waiting:
            self._idle.set()
        self._begin()
