"""One round of sending: a few senders take what is claimed, most overdue first, one message at a time per chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot import transport
from bot.care.messages import Batch, Outgoing, Result, Told
from bot.client import Client
from bot.ledger import GATHER, Ledger
from bot.views.screen import View

log = logging.getLogger(__name__)

GoOn = Callable[[], bool]

# Messages a second, as Telegram lets a bot send. The bot itself keeps the pace; this says how many senders it takes.
RATE = 28
MOST_SENDERS = 12
# After so many messages it is known how long one takes.
SAMPLES = 10
# A chat rests so long (seconds) after a message if more wait for it: Telegram wants one a second in a chat.
REST = 1.0
# No more is claimed while so many wait, however long they have to rest.
MOST_WAITING = 600


class Line:
    """The claimed messages, in order: one at a time for a chat, which rests between two."""

    def __init__(self) -> None:
        self._waiting: deque[Outgoing] = deque()
        self._busy: set[int] = set()
        self._rests_until: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, messages: Iterable[Outgoing]) -> None:
        """Put them at the end."""
        self._waiting.extend(messages)

    def take(self, now: float) -> Outgoing | None:
        """The first one whose chat may hear now (seconds of the loop's clock); None where none may."""
        for index, one in enumerate(self._waiting):
            chat = one.patient.chat
            if chat not in self._busy and self._rests_until.get(chat, now) <= now:
                del self._waiting[index]
                self._busy.add(chat)
                return one
        return None

    def done(self, one: Outgoing, now: float) -> None:
        """Its chat has heard it, or never will."""
        self._busy.discard(one.patient.chat)
        self._rests_until[one.patient.chat] = now + REST

    def next_take(self, now: float) -> float:
        """When a chat that waits has rested; a chat that is busy says so itself."""
        free = [one.patient.chat for one in self._waiting if one.patient.chat not in self._busy]
        return min((self._rests_until.get(chat, now) for chat in free), default=now + REST)


@dataclass(frozen=True)
class Means:
    """What a round works with. `claim` brings more, `word` makes a message of it; `rate` messages a second leave."""

    bot: Client
    ledger: Ledger
    claim: Callable[[], Awaitable[Batch]]
    word: Callable[[Outgoing], View]
    clock: Callable[[], datetime]
    go_on: GoOn
    rate: float = RATE


class Round:
    """Sends until nothing is due any more, nothing may go on, or the database fails."""

    def __init__(self, means: Means) -> None:
        self._means, self._line = means, Line()
        self._turn, self._freed = asyncio.Lock(), asyncio.Event()
        self._senders, self._quickest = 0, REST
        self._dry = False
        self._failed: Exception | None = None
        # chats and ids of messages whose buttons are old now
        self.old: list[tuple[int, int]] = []
        self.claimed = self.tried = 0

    async def run(self) -> None:
        """Send all that is due. Raises what a claim or a mark raised, once the others have told their results."""
        async with asyncio.TaskGroup() as team:
            self._call(team, GATHER)
        await self._means.ledger.flush()
        if self._failed is not None:
            raise self._failed

    def _call(self, team: asyncio.TaskGroup, took: float) -> None:
        """As many senders as a message that takes so long (seconds) needs: each more would be one more at risk."""
        rate = self._means.rate
        while self._senders < min(MOST_SENDERS * max(rate / RATE, 1), ceil(rate * took) + 2):
            self._senders += 1
            team.create_task(self._work(team))

    async def _work(self, team: asyncio.TaskGroup) -> None:
        loop = asyncio.get_running_loop()
        try:
            while (one := await self._next()) is not None:
                started = loop.time()
                await self._send(one)
                self._quickest = min(self._quickest, loop.time() - started)
                if self.tried > SAMPLES:
                    # waiting for the pace is no reason for another sender: what counts is how quick it can be
                    self._call(team, self._quickest)
                self._line.done(one, loop.time())
                self._freed.set()
        except Exception as error:
            # the others finish what they have begun
            self._failed = self._failed or error

    async def _next(self) -> Outgoing | None:
        loop = asyncio.get_running_loop()
        async with self._turn:
            while self._failed is None and self._means.go_on():
                self._freed.clear()
                if (one := self._line.take(loop.time())) is not None:
                    return one
                if not self._dry and len(self._line) < MOST_WAITING:
                    batch = await self._means.claim()
                    self.claimed, self._dry = self.claimed + batch.claimed, not batch.more
                    self._line.add(batch.outgoing)
                elif len(self._line) == 0:
                    return None
                else:
                    with suppress(TimeoutError):
                        async with asyncio.timeout_at(self._line.next_take(loop.time())):
                            await self._freed.wait()
        return None

    async def _send(self, one: Outgoing) -> None:
        self.tried += 1
        ids = {"nudge": one.nudges[0], "notice": type(one.telling).__name__.lower()}
        ledger, clock = self._means.ledger, self._means.clock
        try:
            view = self._means.word(one)
        except Exception:
            # our own bug, in one patient's words: park this message, tell the operator, and go on with the others
            log.exception("unworded", extra=ids)
            ledger.tell(Told(one, Result.BROKEN, clock()))
            return
        if not await ledger.begin(one):
            return
        told = Told(one, Result.UNSURE, clock())
        try:
            delivery = await transport.deliver(self._means.bot, one.patient.chat, view)
            told = _told(one, delivery, clock())
        finally:
            # also where this is cut off: it may have left
            ledger.tell(told)
        if told.result is Result.SENT:
            self.old += [(one.patient.chat, message) for message in one.earlier]
        log.info("reminder", extra={**ids, "result": told.result.value})
        if isinstance(delivery, transport.Broken):
            log.error("refused", extra=ids)


def _told(one: Outgoing, delivery: transport.Delivery, now: datetime) -> Told:
    match delivery:
        case transport.Sent(message_id):
            return Told(one, Result.SENT, now, message_id=message_id)
        case transport.Later(None):
            return Told(one, Result.LATER, now)
        case transport.Later(float() as seconds):
            return Told(one, Result.LATER, now, again_at=now + timedelta(seconds=seconds))
        case transport.Unsure():
            return Told(one, Result.UNSURE, now)
        case transport.Gone():
            return Told(one, Result.GONE, now)
        case _:
            return Told(one, Result.BROKEN, now)
