"""An aiogram bot, whose models are strict, lives in the sandbox as if it were Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from tests.sandbox.given import ANNA, TOKEN, picture

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


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
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


async def seen(sandbox: Sandbox, happened: Callable[[], object]) -> None:
    """Wait until something in Anna's chat is so."""
    async with asyncio.timeout(30):
        while not happened():
            await sandbox.screen_after(ANNA, sandbox.screen(ANNA)["version"], 1)


async def test_a_conversation_with_a_button(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA))
    card = sandbox.sent_to(ANNA)[0]
    assert card["entities"][0]["date_time_format"] == "wDt"
    tap = sandbox.tap(ANNA, card["message_id"], "taken")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA)[0]["text"] == "Taken.")
    assert sandbox.tapped(ANNA, tap) == {"answered": True, "text": "Noted", "show_alert": True}


async def test_every_kind_of_message_is_parsed(bot: Bot, sandbox: Sandbox) -> None:
    written = sandbox.say(ANNA, "hello")["message_id"]
    sandbox.send_sticker(ANNA)
    sandbox.send_voice(ANNA)
    sandbox.send_photo(ANNA, picture(), "look")
    sandbox.share_location(ANNA, 48.2, 16.4)
    sandbox.say(ANNA, "passed on", forwarded=True)
    sandbox.edit(ANNA, written, "hello!")
    await seen(sandbox, lambda: len(sandbox.sent_to(ANNA)) == 7)
    kinds = sorted(message["text"] for message in sandbox.sent_to(ANNA))
    assert kinds == ["location", "photo", "sticker", "text", "text", "text", "voice"]


async def test_a_group_is_left(bot: Bot, sandbox: Sandbox) -> None:
    group = sandbox.add_to_group(ANNA)
    async with asyncio.timeout(30):
        version = 0
        while (known := sandbox.world.groups.get(group)) and known.member:
            await sandbox.world.changes.wait(group, version, 1)
            version = sandbox.world.changes.version(group)


async def test_files_go_there_and_back(bot: Bot, sandbox: Sandbox) -> None:
    sent = await bot.send_document(
        ANNA, BufferedInputFile(b"a,b\n", "list é.csv"), caption="<b>x</b>", parse_mode="HTML"
    )
    assert sent.document
    assert sent.document.file_name == "list é.csv"
    content = await bot.download(sent.document)
    assert content
    assert content.read() == b"a,b\n"
    photo = await bot.send_photo(ANNA, BufferedInputFile(picture(), "x.png"))
    media = InputMediaPhoto(media=BufferedInputFile(picture(7, 5), "y.png"), caption="June")
    edited = await bot.edit_message_media(media, chat_id=ANNA, message_id=photo.message_id)
    assert isinstance(edited, Message)
    assert edited.photo
    assert edited.photo[-1].width == 7


async def test_what_the_bot_says_about_itself_is_parsed(bot: Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    commands = [BotCommand(command="help", description="Ayuda")]
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands, scope=scope, language_code="es")
    got = await bot.get_my_commands(scope=scope, language_code="es")
    assert [(command.command, command.description) for command in got] == [("help", "Ayuda")]
    await bot.set_my_short_description("Reminds")
    assert (await bot.get_my_short_description()).short_description == "Reminds"
    assert (await bot.get_chat(ANNA)).first_name == "Person 11"
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_are_the_errors_that_aiogram_knows(bot: Bot, sandbox: Sandbox) -> None:
    async def fails(error: type[Exception], chat: int = ANNA, **given: Any) -> str:
        with pytest.raises(error) as raised:
            await bot.send_message(chat, **{"text": "x", **given})
        return str(raised.value)

    assert "chat not found" in await fails(TelegramBadRequest, 99)
    assert "can't parse entities" in await fails(TelegramBadRequest, text="<b>", parse_mode="HTML")
    sandbox.fail("sendMessage", "429", retry_after=3)
    assert "retry after 3" in (await fails(TelegramRetryAfter)).lower()
    sandbox.patch_user(ANNA, blocked=True)
    assert "blocked by the user" in await fails(TelegramForbiddenError)
