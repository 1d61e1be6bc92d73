"""Who waits to be sent something, and who of them may be next: each chat rests between its messages."""

import asyncio
import math
from collections import OrderedDict, deque
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from itertools import count

Chat = int | str | None


@dataclass(slots=True, eq=False)
class Waiter:
    """A message that waits for its turn: to whom (None where the chat does not matter) and since when."""

    chat: Chat
    asked: float
    turn: asyncio.Future[None]


class Chats:
    """What each chat was sent lately; a chat that has rested is forgotten."""

    def __init__(self) -> None:
        self._rested: OrderedDict[Chat, float] = OrderedDict()

    def free_at(self, chat: Chat, burst: int) -> float:
        """When a chat may be sent one more, with so many at once; an edit (None) may go whenever it likes."""
        return self._rested.get(chat, -math.inf) - (burst - 1)

    def sent(self, chat: Chat, now: float) -> None:
        """Count a message."""
        if chat is None:
            return
        self._rested[chat] = max(self._rested.get(chat, now), now) + 1
        self._rested.move_to_end(chat)
        while next(iter(self._rested.values())) <= now:
            self._rested.popitem(last=False)

    def __len__(self) -> int:
        return len(self._rested)


class Line:
    """Those who wait in one class: first come first served, but for those whose chat must rest.

    A chat may be sent `burst` messages at once; the line as a whole may be `lead` seconds ahead of the beat.
    """

    def __init__(self, chats: Chats, burst: int, lead: float) -> None:
        self.lead = lead
        self._chats = chats
        self._burst = burst
        self._of: dict[Chat, deque[Waiter]] = {}
        self._soonest: list[tuple[float, int, Chat]] = []
        self._ticket = count()

    def add(self, waiter: Waiter) -> None:
        """Stand in line; whoever asked first stands first in its chat."""
        waiting = self._of.setdefault(waiter.chat, deque())
        if waiting and waiter.asked < waiting[0].asked:
            waiting.appendleft(waiter)
        else:
            waiting.append(waiter)
        if len(waiting) == 1:
            self._push(waiter.chat)

    def ready_at(self) -> float:
        """When the first of them may go, as far as their chats are concerned; never, where nobody waits."""
        while self._soonest:
            ready, _, chat = self._soonest[0]
            waiting = self._of[chat]
            while waiting and waiting[0].turn.done():
                waiting.popleft()  # it was called off
            free = self._chats.free_at(chat, self._burst)
            if not waiting:
                heappop(self._soonest)
                del self._of[chat]
            elif free > ready:
                # the chat was sent something else meanwhile
                heapreplace(self._soonest, (free, next(self._ticket), chat))
            else:
                return ready
        return math.inf

    def take(self, now: float) -> Waiter:
        """The first, who leaves the line and counts as sent; ask ready_at before."""
        chat = heappop(self._soonest)[2]
        waiter = self._of[chat].popleft()
        self._chats.sent(chat, now)
        if self._of[chat]:
            self._push(chat)
        else:
            del self._of[chat]
        return waiter

    def clear(self) -> list[Waiter]:
        """Send everybody away; those who still waited."""
        gone = [waiter for waiting in self._of.values() for waiter in waiting if not waiter.turn.done()]
        self._of.clear()
        self._soonest.clear()
        return gone

    def _push(self, chat: Chat) -> None:
        ready = max(self._of[chat][0].asked, self._chats.free_at(chat, self._burst))
        heappush(self._soonest, (ready, next(self._ticket), chat))
