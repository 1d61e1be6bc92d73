"""A View -> Telegram; Telegram's errors -> Sent, Later, Unsure, Gone or Broken."""

from collections.abc import Awaitable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from telegram import InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.client import Client
from bot.pace import seconds as seconds
from bot.request import Cut
from bot.views.codec import encode
from bot.views.screen import Button, Key, View


@dataclass(frozen=True)
class Sent:
    """Telegram has it, under this message id."""

    message_id: int


@dataclass(frozen=True)
class Later:
    """It was surely not delivered; try again after so many seconds, or when you think fit."""

    seconds: float | None = None


@dataclass(frozen=True)
class Unsure:
    """The connection broke after the message left: it may have arrived."""


@dataclass(frozen=True)
class Gone:
    """The person has blocked the bot or left Telegram."""


@dataclass(frozen=True)
class Broken:
    """Telegram refuses this message: our own mistake. `why` holds Telegram's words, never ours to the patient."""

    why: str


Delivery = Sent | Later | Unsure | Gone | Broken
# as the Bot API has it: written for every message, so without objects in between
Markup = dict[str, Any]
HTML = "HTML"


async def deliver(bot: Client, chat: int, view: View) -> Delivery:
    """Send the view, after all answers to people, and say what became of it; nothing of Telegram's is raised."""
    try:
        return Sent(await send(bot, chat, view, unasked=True))
    except TelegramError as error:
        return judge(error)


async def send(bot: Client, chat: int, view: View, unasked: bool = False, answers: int | None = None) -> int:
    """Send the view as a new message; its id. `answers` is the message that it quotes. TelegramError where it fails."""
    markup = _markup(view)
    if view.file is None:
        quoted = None if answers is None else {"message_id": answers, "allow_sending_without_reply": True}
        return await bot.post(
            "sendMessage",
            chat,
            unasked,
            text=view.text,
            parse_mode=HTML,
            reply_markup=markup,
            reply_parameters=quoted,
        )
    file = InputFile(BytesIO(view.file.content), filename=view.file.name)
    return await bot.post(
        "sendDocument", chat, unasked, document=file, caption=view.text, parse_mode=HTML, reply_markup=markup
    )


async def edit(bot: Client, chat: int, message_id: int, view: View) -> bool:
    """Put the view in place of a message; False where that message can no longer be changed."""
    return await _rewritten(bot, chat, message_id, view.text, _inline(view))


async def rewrite(bot: Client, chat: int, message_id: int, text: str) -> bool:
    """Give a message other HTML and no buttons; False where it can no longer be changed."""
    return await _rewritten(bot, chat, message_id, text, None)


async def strip(bot: Client, chat: int, message_id: int, unasked: bool = False) -> bool:
    """Take a message's buttons away, or `unasked` after all answers; False where it has none or is too old."""
    return await _allowed(bot.change("editMessageReplyMarkup", chat, unasked, message_id=message_id))


def judge(error: TelegramError) -> Delivery:
    """What an error says about the message that was being sent."""
    match error:
        case RetryAfter():
            return Later(seconds(error))
        case InvalidToken() | Conflict():
            # our operator's trouble, not this message's
            return Later()
        case Forbidden():
            return Gone()
        case BadRequest(message=message) if "chat not found" in message.lower():
            return Gone()
        case BadRequest(message=message):
            return Broken(message)
        case TimedOut() | Cut():
            return Unsure()
        case NetworkError():
            # NeverLeft, or Telegram's own 5xx
            return Later()
        case _:
            return Broken(error.message)


async def _rewritten(bot: Client, chat: int, message_id: int, text: str, rows: Markup | None) -> bool:
    return await _allowed(
        bot.change("editMessageText", chat, message_id=message_id, text=text, parse_mode=HTML, reply_markup=rows)
    )


async def _allowed(change: Awaitable[object]) -> bool:
    """Whether a change to an old message went through. If not, that is no fault: it may be deleted, or too old."""
    try:
        await change
    except TelegramError as error:
        return "not modified" in error.message
    return True


def _markup(view: View) -> Markup | None:
    if view.keys:
        keys = [[_key(key) for key in row] for row in view.keys]
        return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}
    if view.clear_keys:
        return {"remove_keyboard": True}
    return _inline(view)


def _key(key: Key) -> Markup:
    return {"text": key.text, "request_location": True} if key.location else {"text": key.text}


def _inline(view: View) -> Markup | None:
    return {"inline_keyboard": [[_button(button) for button in row] for row in view.rows]} if view.rows else None


def _button(button: Button) -> Markup:
    written = {"text": button.text, "callback_data": encode(button.action)}
    return {**written, "style": button.style} if button.style else written
