"""A View -> Telegram; Telegram's errors -> Sent, Later, Unsure, Gone or Broken."""

from collections.abc import Awaitable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
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
from telegram.ext import ExtBot

from bot.pace import REMINDER
from bot.pace import seconds as seconds
from bot.request import Cut
from bot.views.codec import encode
from bot.views.screen import Button, View


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
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


async def deliver(bot: Bot, chat: int, view: View) -> Delivery:
    """Send the view, after all answers to people, and say what became of it; nothing of Telegram's is raised."""
    try:
        return Sent(await _send(bot, chat, view, _after_people(bot)))
    except TelegramError as error:
        return judge(error)


async def send(bot: Bot, chat: int, view: View) -> int:
    """Send the view as a new message; its id. TelegramError where that fails."""
    return await _send(bot, chat, view, {})


async def _send(bot: Bot, chat: int, view: View, pace: dict[str, Any]) -> int:
    if view.file is not None:
        document = InputFile(BytesIO(view.file.content), filename=view.file.name)
        message = await bot.send_document(
            chat,
            document,
            caption=view.text,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(view),
            **pace,
        )
    else:
        message = await bot.send_message(chat, view.text, parse_mode=ParseMode.HTML, reply_markup=_markup(view), **pace)
    return message.message_id


async def edit(bot: Bot, chat: int, message_id: int, view: View) -> bool:
    """Put the view in place of a message; False where that message can no longer be changed."""
    rows = _inline(view)
    return await _allowed(
        bot.edit_message_text(view.text, chat, message_id, parse_mode=ParseMode.HTML, reply_markup=rows)
    )


async def rewrite(bot: Bot, chat: int, message_id: int, text: str) -> bool:
    """Give a message other HTML and no buttons; False where it can no longer be changed."""
    return await _allowed(bot.edit_message_text(text, chat, message_id, parse_mode=ParseMode.HTML))


async def strip(bot: Bot, chat: int, message_id: int, unasked: bool = False) -> bool:
    """Take a message's buttons away, or `unasked` after all answers; False where it has none or is too old."""
    pace = _after_people(bot) if unasked else {}
    return await _allowed(bot.edit_message_reply_markup(chat, message_id, reply_markup=None, **pace))


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


def _after_people(bot: Bot) -> dict[str, Any]:
    """What tells the pace, where the bot keeps one, that nobody waits for this."""
    return {"rate_limit_args": REMINDER} if isinstance(bot, ExtBot) and bot.rate_limiter is not None else {}


async def _allowed(change: Awaitable[object]) -> bool:
    """Whether a change to an old message went through. If not, that is no fault: it may be deleted, or too old."""
    try:
        await change
    except TelegramError as error:
        return "not modified" in error.message
    return True


def _markup(view: View) -> Markup:
    if view.keys:
        keys = [[KeyboardButton(key.text, request_location=key.location or None) for key in row] for row in view.keys]
        return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
    if view.clear_keys:
        return ReplyKeyboardRemove()
    return _inline(view)


def _inline(view: View) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in view.rows]) if view.rows else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.text, callback_data=encode(button.action), style=button.style)
