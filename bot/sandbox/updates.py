"""The updates that wait for the bot, and the long poll that fetches them."""

import asyncio
from collections.abc import Callable, Collection

from bot.sandbox.errors import ApiError
from bot.sandbox.records import Note, Waiting
from bot.sandbox.store import Shelf
from bot.sandbox.wire import Json

_PAUSE_SECONDS = 0.05
_KEPT_SECONDS = 24 * 60 * 60
_ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
_REPLACED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates:
    """A queue that hands out an update until a later offset confirms it."""

    def __init__(
        self, waiting: Shelf[Waiting], notes: Shelf[Note], now: Callable[[], int], count: Callable[[], int]
    ) -> None:
        self._waiting = waiting
        self._notes = notes
        self._now = now
        self._count = count
        self._poll: asyncio.Future[None] | None = None
        self._closed = False

    def add(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if not self._wanted(kind):
            return
        update_id = self._count()
        self._waiting.put(update_id, Waiting(update_id, kind, body, self._now()))
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def allow(self, kinds: Collection[str]) -> None:
        """From now on queue these kinds only; an empty collection means the usual ones."""
        self._notes.put("allowed_updates", Note(sorted(kinds)))

    def allowed(self) -> list[str]:
        """The kinds that the bot asked for; empty when it asked for the usual ones."""
        note = self._notes.get("allowed_updates")
        return list(note.value) if note else []

    def count(self) -> int:
        """How many wait."""
        return len(self._waiting.values())

    def take(self) -> list[Json]:
        """All that wait, confirmed at once."""
        batch = [_shape(update) for update in self._waiting.values()]
        self.forget()
        return batch

    def forget(self) -> None:
        """Confirm all that wait."""
        self._waiting.clear()

    async def fetch(self, offset: int, limit: int, seconds: int) -> list[Json]:
        """What getUpdates answers: at most `limit` updates from `offset` on, waiting up to `seconds`."""
        self.interrupt(_REPLACED)
        self._confirm(offset)
        if seconds and not self._waiting.values():
            # Once waits have ended, a client that polls on must still not keep the loop from its other work.
            await (asyncio.sleep(_PAUSE_SECONDS) if self._closed else self._wait(seconds))
        return [_shape(update) for update in self._waiting.values()[:limit]]

    def interrupt(self, reason: str) -> None:
        """End the poll that is open with a conflict."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(409, reason))

    def close(self) -> None:
        """End the poll that is open; let none wait any more."""
        self._closed = True
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _wanted(self, kind: str) -> bool:
        allowed = self.allowed()
        return kind in allowed if allowed else kind not in _ON_REQUEST_ONLY

    def _confirm(self, offset: int) -> None:
        waiting = self._waiting.values()
        first = waiting[offset:][0].update_id if offset < 0 and waiting else offset
        for update in waiting:
            if update.update_id < first or update.date <= self._now() - _KEPT_SECONDS:
                self._waiting.drop(update.update_id)

    async def _wait(self, seconds: int) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait([poll], timeout=seconds)
            if poll.done():
                poll.result()
        finally:
            if self._poll is poll:
                self._poll = None


def _shape(update: Waiting) -> Json:
    return {"update_id": update.update_id, update.kind: update.body}
