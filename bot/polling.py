"""Telegram's updates: each chat's in order, chats side by side, and none lost before it is done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.care import inbox
from bot.care.door import Door, Unavailable
from bot.care.inbox import Arrived
from bot.client import Client, Json
from bot.clock import Clock
from bot.lanes import Lanes
from bot.soon import Soon
from bot.transport import seconds

log = logging.getLogger(__name__)

ALLOWED = ["message", "edited_message", "callback_query"]
LONG_POLL = 25
LONGEST_WAIT = 30.0
REPOLL = 5.0


@dataclass(frozen=True)
class Limits:
    """How long the poller waits for what, in seconds, and how much it takes on at a time.

    Telegram ends the older of two polls, so each would end the other's for ever: whoever came last gives way. A
    newcomer is told of the conflict as soon as the other polls again, which that does after REPOLL.
    """

    # after the first trouble with Telegram
    retry: float = 1.0
    newcomer: float = 10.0
    # a handler that hangs holds up its own chat for so long
    patience: float = 60.0
    # so many updates are answered at a time, each of another chat; of those that wait, so many are held in memory
    at_once: int = 256
    held: int = 2000
    # what is done may hold health text, and would be done again after a kill: so soon it leaves the inbox
    sweep: float = 0.01


USUAL = Limits()


class Taken(Exception):
    """Another program polls for the same bot."""


class Poller:
    """Fetches updates and hands each to `handle`; an update counts as done when that returns, however it ended.

    Telegram forgets an update once a later offset is asked for. Before that it is kept in the inbox until it is done.
    Where the inbox cannot be written, the offset stays at the oldest update in hand, so that Telegram keeps them.
    """

    def __init__(
        self,
        bot: Client,
        handle: Callable[[Update], Awaitable[None]],
        db: Door,
        clock: Clock,
        limits: Limits = USUAL,
    ) -> None:
        self._bot, self._handle, self._db, self._clock, self._limits = bot, handle, db, clock, limits
        self._lanes = Lanes(self._one, limits.at_once)
        self._next: int | None = None
        self._looked_back = False
        # all that is not done; of these, what memory holds, and what nothing but memory holds
        self._in_hand: set[int] = set()
        self._held: dict[int, Json] = {}
        self._unkept: set[int] = set()
        # what is done: Telegram may deliver it once more, and its row may still be there
        self._done: set[int] = set()
        self._over: set[int] = set()
        self._sweep = Soon(self._tidy, limits.sweep)
        self._writing = asyncio.Lock()

    async def run(self) -> None:
        """Poll until cancelled. Raises Taken or InvalidToken, which nobody can wait out."""
        loop = asyncio.get_running_loop()
        started, wait = loop.time(), self._limits.retry
        while True:
            try:
                await self._fetch()
                wait = self._limits.retry
            except InvalidToken:
                raise
            except Conflict:
                if loop.time() - started < self._limits.newcomer:
                    raise Taken from None
                log.warning("another program polls for this bot")
                await asyncio.sleep(REPOLL * self._limits.retry)
            except TelegramError as error:
                log.warning("no updates", extra={"error": type(error).__name__, "wait": wait})
                await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def catch_up(self) -> None:
        """Do what waits already, before anything else; trouble on the way, and what hangs, is left to run()."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.patience):
                try:
                    while await self._fetch(wait=0):
                        if self._unkept:
                            await self._lanes.idle()
                except TelegramError as error:
                    log.warning("no updates", extra={"error": type(error).__name__})
                await self._lanes.idle()

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and give what is being done so long to end; the rest is done after the next start."""
        await self._lanes.close(seconds)
        await self._sweep.close()
        with suppress(Unavailable):
            await self._let_go()

    async def _fetch(self, wait: int = LONG_POLL) -> bool:
        """Whether there was anything new."""
        await self._look_back()
        behind = bool(self._unkept)
        offset = min(self._unkept) if behind else self._next
        updates = await self._bot.fetch(offset, 0 if behind else wait, ALLOWED)
        if not behind:
            # what was asked for with an offset past them is confirmed and cannot come again
            self._done.clear()
        fresh = [u for u in updates if _number(u) not in self._in_hand and _number(u) not in self._done]
        await self._keep([*(u for u in updates if _number(u) in self._unkept), *fresh])
        for update in fresh:
            self._start(update)
        if self._unkept:
            await self._lanes.idle(0.05 if fresh else 0.5)
        return bool(fresh)

    async def _look_back(self) -> None:
        """Begin with what an earlier run has left in the inbox."""
        if self._looked_back:
            return
        with suppress(Unavailable):
            for number, chat in await self._db.run(inbox.waiting):
                self._in_hand.add(number)
                self._lanes.put(chat, number)
            self._looked_back = True

    async def _keep(self, updates: Sequence[Json]) -> None:
        """Write them to the inbox; where that fails, they are unkept."""
        if not updates:
            return
        arrived = [Arrived(_number(update), _chat(update), update) for update in updates]
        numbers = {one.number for one in arrived}
        async with self._writing:
            over = frozenset(self._over)
            try:
                await self._db.run(inbox.keep, arrived, over, self._clock.now())
            except Unavailable as error:
                if not self._unkept:
                    log.error("updates not kept", extra={"error": str(error)})
                self._unkept |= numbers - self._done
            else:
                self._over -= over
                self._unkept -= numbers

    async def _tidy(self) -> None:
        try:
            await self._let_go()
        except Unavailable:
            self._sweep.ask()

    async def _let_go(self) -> None:
        """Remove from the inbox what is done."""
        async with self._writing:
            over = frozenset(self._over)
            if over:
                await self._db.run(inbox.let_go, over)
            self._over -= over

    def _start(self, update: Json) -> None:
        number = _number(update)
        self._next = number + 1
        self._in_hand.add(number)
        if number in self._unkept or len(self._held) < self._limits.held:
            self._held[number] = update
        self._lanes.put(_chat(update), number)

    async def _one(self, number: int) -> bool:
        """Answer one update; False where it cannot be read from the inbox now."""
        try:
            body = self._held.get(number) or await self._db.run(inbox.read, number)
        except Unavailable:
            return False
        try:
            # it is gone where its chat was erased meanwhile
            update = self._bot.read(body) if body else None
            if update is not None:
                async with asyncio.timeout(self._limits.patience):
                    await self._handle(update)
        except Exception:
            # one chat's trouble ends here: the others go on, and this update is not tried for ever
            log.exception("update failed", extra={"update": number})
        self._end(number)
        return True

    def _end(self, number: int) -> None:
        self._held.pop(number, None)
        self._in_hand.discard(number)
        self._unkept.discard(number)
        self._done.add(number)
        self._over.add(number)
        self._sweep.ask()


def _number(update: Json) -> int:
    return int(update["update_id"])


def _chat(update: Json) -> int:
    """The chat that it is from; 0 where it names none."""
    try:
        said = update.get("message") or update.get("edited_message") or update["callback_query"]["message"]
        return int(said["chat"]["id"])
    except (KeyError, TypeError, ValueError):
        return 0
