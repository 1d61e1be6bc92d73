"""Our pace alone, with a clock that jumps from one alarm to the next: ten thousand reminders in a moment."""

import asyncio
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

from bot.pace import REMINDER, Answer, Pace

# turns of the loop in which whoever may leave now has left
TURNS = 4


class Jumping:
    """A clock in seconds for the pace: it stands still until it is moved to the next alarm."""

    def __init__(self) -> None:
        self.now = 0.0
        self._alarms: list[tuple[float, int, asyncio.Handle, Callable[[], object]]] = []
        self._number = count()

    def time(self) -> float:
        """Now."""
        return self.now

    def call_at(self, when: float, callback: Callable[[], object], /) -> asyncio.Handle:
        """Call back then."""
        handle = asyncio.Handle(callback, (), asyncio.get_running_loop())
        heappush(self._alarms, (when, next(self._number), handle, callback))
        return handle

    def jump(self) -> bool:
        """Move to the next alarm; whether there was one."""
        while self._alarms:
            when, _, handle, callback = heappop(self._alarms)
            if not handle.cancelled():
                self.now = max(self.now, when)
                callback()
                return True
        return False


async def times(many: int, rate: float) -> list[float]:
    """When each of so many reminders left, in seconds after all of them had asked."""
    clock, left = Jumping(), list[float]()
    pace = Pace(rate, clock)

    async def leave() -> Answer:
        left.append(clock.now)
        return True

    asked = [pace.process_request(leave, (), {}, "sendMessage", {"chat_id": chat}, REMINDER) for chat in range(many)]
    turns = asyncio.gather(*asked)
    while not turns.done():
        for _ in range(TURNS):
            await asyncio.sleep(0)
        clock.jump()
    return left
