"""A bot as aiogram has it, whose models are strict. Importing it takes six seconds: only who needs it does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest as TelegramBadRequest
from aiogram.exceptions import TelegramForbiddenError as TelegramForbiddenError
from aiogram.exceptions import TelegramRetryAfter as TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import BotCommand as BotCommand
from aiogram.types import BotCommandScopeAllPrivateChats as BotCommandScopeAllPrivateChats
from aiogram.types import BufferedInputFile as BufferedInputFile
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.types import InputMediaPhoto as InputMediaPhoto
from aiogram.types import Message as Message

from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from tests.sandbox.given import TOKEN

BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Taken", callback_data="taken", style="success")]]
)


async def start(message: Message) -> None:
    """Greets with a button."""
    due = 'Due <tg-time unix="1700000000" format="wDt">soon</tg-time>'
    await message.answer(due, parse_mode="HTML", reply_markup=BUTTONS)


async def noted(query: CallbackQuery) -> None:
    """Answers a tap."""
    await query.answer("Noted", show_alert=True)
    assert isinstance(query.message, Message)
    assert query.message.reply_markup
    assert query.message.reply_markup.model_dump() == BUTTONS.model_dump()
    await query.message.edit_text("Taken.")


async def described(message: Message) -> None:
    """Says which kind of message came."""
    await message.answer(message.content_type)


async def left(change: ChatMemberUpdated, bot: Bot) -> None:
    """Leaves groups."""
    if change.chat.type == "group":
        await bot.leave_chat(change.chat.id)


@asynccontextmanager
async def living(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """The bot, polling the sandbox."""
    async with serving(build(sandbox), sandbox) as port:
        server = TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")
        dispatcher = Dispatcher()
        dispatcher.message.register(start, CommandStart())
        dispatcher.message.register(described, F.chat.type == "private")
        dispatcher.edited_message.register(described)
        dispatcher.callback_query.register(noted)
        dispatcher.my_chat_member.register(left)
        async with Bot(TOKEN, session=AiohttpSession(api=server)) as bot:
            polling = asyncio.create_task(
                dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, polling_timeout=1)
            )
            yield bot
            await dispatcher.stop_polling()
            await polling
