"""The pace at which messages leave: an even beat, people before reminders, and one halt for all after a 429."""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, Protocol

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.request import NeverLeft
from bot.turns import Chats, Line, Waiter

log = logging.getLogger(__name__)

# Messages a second, all chats together: Telegram takes about thirty.
RATE = 28.0
# As `rate_limit_args` of a bot's method: this can wait, for nobody is looking at the chat.
REMINDER = "reminder"
# Telegram asks for at most one message a second in a chat, and lets short bursts pass.
BURST = 3
# How many seconds of a halt an answer to a person waits out.
PATIENCE = 30.0
# While more people write than the beat can answer, one message in so many is a reminder.
SHARE = 8
# So many seconds behind the beat are caught up: an event loop never wakes quite on time.
CATCH_UP = 0.018

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Handle(Protocol):
    """What can be called off."""

    def cancel(self) -> object:
        """Call it off."""


class Alarm(Protocol):
    """A clock in seconds that can wake: an event loop, or a test's own."""

    def time(self) -> float:
        """Now."""

    def call_at(self, when: float, callback: Callable[[], object], /) -> Handle:
        """Call back then."""


class Pace(BaseRateLimiter[str]):
    """Lets `rate` messages a second leave, new ones and edits; all other methods pass at once.

    A message is an answer to a person unless its `rate_limit_args` are REMINDER. After a 429 nothing leaves until its
    end, or the end of an earlier one that is later. An answer waits that out if it takes PATIENCE at most; a reminder
    never does: it raises RetryAfter at once, with what is left of the halt, so that its row can be put off.
    """

    def __init__(self, rate: float, alarm: Alarm | None = None) -> None:
        self._interval = 1 / rate
        self._given = alarm
        self._chats = Chats()
        # People may be one beat ahead of the others: after any reminder there is room for an answer at once. So at 28 a
        # second, no second holds more than floor(28 * (1 + CATCH_UP) + 1) + 1 = 30.
        self._people = Line(self._chats, BURST, CATCH_UP + self._interval)
        self._reminders = Line(self._chats, 1, CATCH_UP)
        self._beat = self._halt = -math.inf
        self._passed_over = 0
        self._wake: Handle | None = None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """Send everybody in line away: none of their messages has left."""
        for line in (self._people, self._reminders):
            for waiter in line.clear():
                waiter.turn.set_exception(NeverLeft("stopped"))
        self._let_go()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Answer:
        """Call `callback` when it is this message's turn. Raises RetryAfter, or NeverLeft after shutdown."""
        new = endpoint.startswith(("send", "forward", "copy")) and endpoint != "sendChatAction"
        if not new and not endpoint.startswith("editMessage"):
            return await callback(*args, **kwargs)
        line = self._reminders if rate_limit_args == REMINDER else self._people
        chat, asked = data.get("chat_id") if new else None, self._alarm.time()
        while True:
            if self._too_long(line):
                raise self._refusal()
            waiter = Waiter(chat, asked, asyncio.get_running_loop().create_future())
            line.add(waiter)
            self._let_go()
            await waiter.turn
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._stop(self._alarm.time() + seconds(error))

    @property
    def _alarm(self) -> Alarm:
        return self._given or asyncio.get_running_loop()

    def _let_go(self) -> None:
        """Whoever may leave, leaves; then wake for the next."""
        now = self._alarm.time()
        while True:
            people, reminders = self._opens(self._people), self._opens(self._reminders)
            line = self._whose(people <= now, reminders <= now)
            if line is None:
                break
            self._beat = max(self._beat, now) + self._interval
            line.take(now).turn.set_result(None)
        if self._wake is not None:
            self._wake.cancel()
        when = min(people, reminders)
        self._wake = None if math.isinf(when) else self._alarm.call_at(when, self._let_go)

    def _whose(self, people: bool, reminders: bool) -> Line | None:
        """Whose turn it is of those who may leave; one turn in SHARE is a reminder's that people went before."""
        if reminders and (not people or self._passed_over >= SHARE - 1):
            self._passed_over = 0
            return self._reminders
        if people:
            self._passed_over += self._reminders.ready_at() <= self._alarm.time()
            return self._people
        return None

    def _opens(self, line: Line) -> float:
        """When the first in line may leave, as things stand."""
        overdue = line is self._reminders and self._passed_over >= SHARE - 1
        lead = self._people.lead if overdue else line.lead
        return max(line.ready_at(), self._beat - lead, self._halt)

    def _stop(self, until: float) -> None:
        """Halt everybody until then, or until the end of a longer halt."""
        if until <= self._halt:
            return
        self._halt = until
        log.warning("told to wait", extra={"seconds": round(until - self._alarm.time(), 3)})
        for line in (self._people, self._reminders):
            if self._too_long(line):
                for waiter in line.clear():
                    waiter.turn.set_exception(self._refusal())
        self._let_go()

    def _too_long(self, line: Line) -> bool:
        """Whether there is a halt that those in this line do not wait out."""
        return self._halt - self._alarm.time() > (0 if line is self._reminders else PATIENCE)

    def _refusal(self) -> RetryAfter:
        return RetryAfter(timedelta(seconds=self._halt - self._alarm.time()))


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    span = error.retry_after
    return float(span) if isinstance(span, int | float) else span.total_seconds()
