"""What is noted about messages on their way, some at a time: a transaction for each would take longer than sending."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.care import marks, outbox
from bot.care.door import Door, Unavailable
from bot.care.messages import Outgoing, Told

log = logging.getLogger(__name__)

# So long a mark waits for others to be written with (seconds).
GATHER = 0.02

Begun = tuple[Outgoing, asyncio.Future[bool]]


class Ledger:
    """Writes beginnings before their messages leave, and keeps results until the database has them."""

    def __init__(self, db: Door, clock: Callable[[], datetime]) -> None:
        self._db, self._clock = db, clock
        self._begun: list[Begun] = []
        self._told: list[Told] = []
        self._turn, self._wrote_at = asyncio.Lock(), 0.0
        self._writing: asyncio.Task[None] | None = None
        # the nudges that this program is sending now, or whose result is not written yet
        self.in_hand: set[int] = set()

    async def begin(self, outgoing: Outgoing) -> bool:
        """Note that it is about to be sent; whether it still may. Unavailable where that cannot be noted."""
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._begun.append((outgoing, future))
        self._soon()
        return await future

    def tell(self, told: Told) -> None:
        """Keep what became of a message, until it is written."""
        self._told.append(told)
        self._soon()

    async def flush(self) -> None:
        """Write all there is. Unavailable where that cannot be done now: results are kept, beginnings are not."""
        async with self._turn:
            while self._begun or self._told:
                await self._write()
                self._wrote_at = asyncio.get_running_loop().time()

    def _soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon())

    async def _write_soon(self) -> None:
        # the first one after a while waits for nobody but those that come in the same moment
        await asyncio.sleep(max(self._wrote_at + GATHER - asyncio.get_running_loop().time(), 0.0))
        with suppress(Unavailable):
            await self.flush()

    async def _write(self) -> None:
        begun, self._begun = self._begun, []
        told = self._told.copy()
        try:
            may = await self._mark([outgoing for outgoing, _ in begun], told)
        except BaseException as error:
            for _, future in begun:
                if not future.done():
                    future.set_exception(error if isinstance(error, Exception) else Unavailable())
            raise
        del self._told[: len(told)]
        self.in_hand.difference_update(nudge for one in told for nudge in one.outgoing.nudges)
        for (outgoing, future), yes in zip(begun, may, strict=True):
            if yes:
                self.in_hand.update(outgoing.nudges)
            if not future.done():
                future.set_result(yes)

    async def _mark(self, begun: list[Outgoing], told: list[Told]) -> list[bool]:
        try:
            return await self._db.run(marks.mark, begun, told, self._clock())
        except Unavailable:
            raise
        except Exception:
            # one of them is beyond our code: each by itself, so that it is set aside alone
            for one in told:
                await self._mark_alone(one.outgoing, [], [one])
            return [await self._mark_alone(one, [one], []) for one in begun]

    async def _mark_alone(self, outgoing: Outgoing, begun: list[Outgoing], told: list[Told]) -> bool:
        try:
            return any(await self._db.run(marks.mark, begun, told, self._clock()))
        except Unavailable:
            raise
        except Exception:
            log.exception("unmarkable", extra={"nudge": outgoing.nudges[0]})
            await self._db.run(outbox.park, outgoing.nudges)
            return False
