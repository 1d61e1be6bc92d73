"""Telegram's updates: each chat's in order, chats side by side, and none confirmed before it is done."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.transport import seconds

log = logging.getLogger(__name__)

ALLOWED = ["message", "edited_message", "callback_query"]
LONG_POLL = 25
# A handler that hangs must not hold up the confirmation of what came after it.
PATIENCE = 60.0
LONGEST_WAIT = 30.0
# Telegram ends the older of two polls, so each would end the other's for ever: whoever came last gives way. A newcomer
# is told of the conflict as soon as the other polls again, which that does after REPOLL.
NEWCOMER = 10.0
REPOLL = 5.0


class Taken(Exception):
    """Another program polls for the same bot."""


class Poller:
    """Fetches updates and hands each to `handle`; an update counts as done when that returns, however it ended.

    Telegram forgets an update once a later offset is asked for, so the offset stays at the oldest one in hand:
    whatever was not done when the program died is delivered again.
    """

    def __init__(
        self, bot: Bot, handle: Callable[[Update], Awaitable[None]], retry: float = 1.0, newcomer: float = NEWCOMER
    ) -> None:
        self._bot = bot
        self._handle = handle
        self._retry = retry
        self._newcomer = newcomer
        self._next: int | None = None
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()
        self._last_of: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Poll until cancelled. Raises Taken or InvalidToken, which nobody can wait out."""
        loop = asyncio.get_running_loop()
        started, wait = loop.time(), self._retry
        while True:
            try:
                await self._fetch()
                wait = self._retry
            except InvalidToken:
                raise
            except Conflict:
                if loop.time() - started < self._newcomer:
                    raise Taken from None
                log.warning("another program polls for this bot")
                await asyncio.sleep(REPOLL * self._retry)
            except TelegramError as error:
                log.warning("no updates", extra={"error": type(error).__name__, "wait": wait})
                await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def catch_up(self) -> None:
        """Do what waits already, before anything else; trouble on the way is left to run()."""
        try:
            while await self._fetch(wait=0):
                await asyncio.wait(list(self._in_hand.values()) or [asyncio.create_task(asyncio.sleep(0))])
        except TelegramError as error:
            log.warning("no updates", extra={"error": type(error).__name__})

    async def finish(self, seconds: float) -> None:
        """Give what is in hand so long to end."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values(), timeout=seconds)
        for task in self._in_hand.values():
            task.cancel()

    async def _fetch(self, wait: int = LONG_POLL) -> bool:
        in_hand = bool(self._in_hand)
        offset = min(self._in_hand) if in_hand else self._next
        updates = await self._bot.get_updates(offset=offset, timeout=0 if in_hand else wait, allowed_updates=ALLOWED)
        if not in_hand:
            # what was asked for with an offset past them is confirmed and cannot come again
            self._done.clear()
        fresh = [u for u in updates if u.update_id not in self._in_hand and u.update_id not in self._done]
        for update in fresh:
            self._start(update)
            self._next = update.update_id + 1
        if self._in_hand:
            patience = 0.05 if fresh else 0.5
            await asyncio.wait(list(self._in_hand.values()), timeout=patience, return_when=asyncio.ALL_COMPLETED)
        return bool(fresh)

    def _start(self, update: Update) -> None:
        chat = update.effective_chat.id if update.effective_chat else 0
        task = asyncio.create_task(self._one(update, self._last_of.get(chat)))
        self._in_hand[update.update_id] = self._last_of[chat] = task
        task.add_done_callback(lambda done: self._end(update.update_id, chat, done))

    async def _one(self, update: Update, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            async with asyncio.timeout(PATIENCE):
                await self._handle(update)
        except Exception:
            # one chat's trouble ends here: the others go on, and this update is not tried for ever
            log.exception("update failed", extra={"update": update.update_id})

    def _end(self, update_id: int, chat: int, task: asyncio.Task[None]) -> None:
        self._in_hand.pop(update_id, None)
        self._done.add(update_id)
        if self._last_of.get(chat) is task:
            del self._last_of[chat]
