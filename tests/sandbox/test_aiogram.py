"""An aiogram bot, whose models are strict, lives in the sandbox as if it were Telegram."""

import asyncio
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.given import ANNA, picture

if TYPE_CHECKING:
    from aiogram import Bot

# in one process alone, which alone imports it
pytestmark = pytest.mark.xdist_group("aiogram")


@pytest.fixture
def strict() -> Any:
    """What there is of aiogram."""
    return import_module("tests.sandbox.strict")


@pytest.fixture
async def bot(sandbox: Sandbox, strict: Any) -> AsyncIterator["Bot"]:
    """The bot, polling the sandbox."""
    async with strict.living(sandbox) as bot:
        yield bot


async def seen(sandbox: Sandbox, happened: Callable[[], object]) -> None:
    """Wait until something in Anna's chat is so."""
    async with asyncio.timeout(30):
        while not happened():
            await sandbox.screen_after(ANNA, sandbox.screen(ANNA)["version"], 1)


async def test_a_conversation_with_a_button(bot: "Bot", sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA))
    card = sandbox.sent_to(ANNA)[0]
    assert card["entities"][0]["date_time_format"] == "wDt"
    tap = sandbox.tap(ANNA, card["message_id"], "taken")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA)[0]["text"] == "Taken.")
    assert sandbox.tapped(ANNA, tap) == {"answered": True, "text": "Noted", "show_alert": True}


async def test_every_kind_of_message_is_parsed(bot: "Bot", sandbox: Sandbox) -> None:
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


async def test_a_group_is_left(bot: "Bot", sandbox: Sandbox) -> None:
    group = sandbox.add_to_group(ANNA)
    async with asyncio.timeout(30):
        version = 0
        while (known := sandbox.world.groups.get(group)) and known.member:
            await sandbox.world.changes.wait(group, version, 1)
            version = sandbox.world.changes.version(group)


async def test_files_go_there_and_back(bot: "Bot", sandbox: Sandbox, strict: Any) -> None:
    sent = await bot.send_document(
        ANNA, strict.BufferedInputFile(b"a,b\n", "list é.csv"), caption="<b>x</b>", parse_mode="HTML"
    )
    assert sent.document
    assert sent.document.file_name == "list é.csv"
    content = await bot.download(sent.document)
    assert content
    assert content.read() == b"a,b\n"
    photo = await bot.send_photo(ANNA, strict.BufferedInputFile(picture(), "x.png"))
    media = strict.InputMediaPhoto(media=strict.BufferedInputFile(picture(7, 5), "y.png"), caption="June")
    edited = await bot.edit_message_media(media, chat_id=ANNA, message_id=photo.message_id)
    assert isinstance(edited, strict.Message)
    assert edited.photo
    assert edited.photo[-1].width == 7


async def test_what_the_bot_says_about_itself_is_parsed(bot: "Bot", strict: Any) -> None:
    me = await bot.get_me()
    assert me.is_bot
    commands = [strict.BotCommand(command="help", description="Ayuda")]
    scope = strict.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands, scope=scope, language_code="es")
    got = await bot.get_my_commands(scope=scope, language_code="es")
    assert [(command.command, command.description) for command in got] == [("help", "Ayuda")]
    await bot.set_my_short_description("Reminds")
    assert (await bot.get_my_short_description()).short_description == "Reminds"
    assert (await bot.get_chat(ANNA)).first_name == "Person 11"
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_webhook_info()).url == ""


async def test_refusals_are_the_errors_that_aiogram_knows(bot: "Bot", sandbox: Sandbox, strict: Any) -> None:
    async def fails(error: type[Exception], chat: int = ANNA, **given: Any) -> str:
        with pytest.raises(error) as raised:
            await bot.send_message(chat, **{"text": "x", **given})
        return str(raised.value)

    assert "chat not found" in await fails(strict.TelegramBadRequest, 99)
    assert "can't parse entities" in await fails(strict.TelegramBadRequest, text="<b>", parse_mode="HTML")
    sandbox.fail("sendMessage", "429", retry_after=3)
    assert "retry after 3" in (await fails(strict.TelegramRetryAfter)).lower()
    sandbox.patch_user(ANNA, blocked=True)
    assert "blocked by the user" in await fails(strict.TelegramForbiddenError)
