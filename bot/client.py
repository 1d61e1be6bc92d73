"""The bot with two ways of its own: updates are read one by one, and of what was sent only the id is looked at."""

import logging
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import ExtBot

from bot.pace import REMINDER
from bot.request import Cut

log = logging.getLogger(__name__)

Json = dict[str, Any]


class Client(ExtBot[str]):
    """python-telegram-bot's bot without what costs much on the two busiest ways.

    Its own `get_updates` reads a batch as a whole: one update that it cannot read would lose all of them, and write all
    of them, patients' words included, to the log. Its own `send_message` builds and reads objects that nobody looks at.
    """

    async def fetch(self, offset: int | None, wait: int, kinds: Sequence[str]) -> list[Json]:
        """Updates from `offset` on as Telegram wrote them, after `wait` seconds at the latest.

        What has no number is left out, for it could never be confirmed. TelegramError where nothing came of it.
        """
        asked: Json = {"timeout": wait, "allowed_updates": list(kinds)}
        if offset is not None:
            asked["offset"] = offset
        # the line waits for an answer as long as for any other, and as long as Telegram is told to wait
        found = await self._ask("getUpdates", asked, (self._request[0].read_timeout or 0) + wait)
        numbered = [one for one in found if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
        if len(numbered) < len(found):
            log.error("updates without a number", extra={"count": len(found) - len(numbered)})
        if found and not numbered:
            raise Cut("no updates")
        return numbered

    def read(self, update: Json) -> Update | None:
        """What the update says; None, and a line in the log without its words, where it cannot be read."""
        try:
            return Update.de_json(update, self)
        except Exception as error:
            log.error("update unreadable", extra={"update": update["update_id"], "error": type(error).__name__})
            return None

    async def post(self, method: str, chat: int, unasked: bool = False, **given: Any) -> int:
        """Send a message, by a method that does; its id. `unasked` goes after all answers to people.

        What is None is left out. TelegramError where it fails.
        """
        message = await self.change(method, chat, unasked, **given)
        try:
            return int(message["message_id"])
        except (KeyError, TypeError, ValueError):
            raise Cut("no id") from None

    async def change(self, method: str, chat: int, unasked: bool = False, **given: Any) -> Any:
        """The same with a message that is there already, whose new looks nobody needs to be told."""
        asked = {"chat_id": chat, **{name: value for name, value in given.items() if value is not None}}
        if unasked and self.rate_limiter is not None:
            asked = self._merge_api_rl_kwargs(asked, REMINDER) or asked
        return await self._ask(method, asked)

    async def _ask(self, method: str, asked: Json, patience: float | None = None) -> Any:
        """The answer as JSON."""
        limits = {} if patience is None else {"read_timeout": patience}
        try:
            return await self._do_post(method, asked, **limits)
        except KeyError:
            # it says neither what went wrong nor what came of it
            raise Cut("no result") from None
