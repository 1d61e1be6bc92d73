"""A python-telegram-bot Application lives in the sandbox, in process and over HTTP, and notices no difference."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.sandbox import InProcess, Sandbox
from bot.sandbox.inprocess import UnknownMethodError
from bot.sandbox.server import build, serving
from tests.sandbox.given import ANNA, TOKEN, picture
from tests.telegram_schema import available, problems

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, _context: Context) -> None:
    """Greets with a button."""
    button = InlineKeyboardButton("Taken", callback_data="taken", api_kwargs={"style": "success"})
    assert update.effective_message
    await update.effective_message.reply_html("<b>Due</b> &lt;3", reply_markup=InlineKeyboardMarkup([[button]]))


async def noted(update: Update, _context: Context) -> None:
    """Answers a tap."""
    assert update.callback_query
    await update.callback_query.answer("Noted")
    await update.callback_query.edit_message_text("Taken.")


async def show(update: Update, _context: Context) -> None:
    """Sends a picture and a document, reads the latter back, and exchanges the picture."""
    assert update.effective_message
    photo = await update.effective_message.reply_photo(picture(3, 2), caption="calendar")
    document = await update.effective_message.reply_document(b"a,b\n", filename='the "list" é.csv')
    assert document.document
    content = await (await document.document.get_file()).download_as_bytearray()
    await photo.edit_media(InputMediaPhoto(picture(5, 4), caption=content.decode()))


def in_process(sandbox: Sandbox) -> App:
    """An application whose requests go straight into the sandbox."""
    builder = ApplicationBuilder().token(TOKEN).request(InProcess(sandbox)).get_updates_request(InProcess(sandbox))
    return _with_handlers(builder.build())


def over_http(address: str) -> App:
    """An application that knows the sandbox by its address only."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").base_file_url(f"{address}/file/bot")
    return _with_handlers(builder.build())


def _with_handlers(app: Any) -> App:
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CommandHandler("show", show))
    app.add_handler(CallbackQueryHandler(noted))
    app.add_handler(MessageHandler(filters.ALL, start))
    return app  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the library warns of a change to come at each RetryAfter."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(params=["in process", "over HTTP"])
async def app(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[App]:
    """The application, polling."""
    if request.param == "in process":
        application = in_process(sandbox)
        async with running(application):
            yield application
        return
    async with serving(build(sandbox), sandbox) as port:
        application = over_http(f"http://127.0.0.1:{port}")
        async with running(application):
            yield application


@asynccontextmanager
async def running(application: App) -> AsyncIterator[None]:
    """Start, poll and stop, as a bot's main does."""
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(poll_interval=0, timeout=1)
        yield
        await application.updater.stop()
        await application.stop()


async def seen(sandbox: Sandbox, happened: Callable[[], object]) -> None:
    """Wait until something in Anna's chat is so."""
    async with asyncio.timeout(30):
        while not happened():
            await sandbox.screen_after(ANNA, sandbox.screen(ANNA)["version"], 1)


async def test_a_conversation_with_a_button(app: App, sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA))
    card = sandbox.sent_to(ANNA)[0]
    assert (card["text"], card["buttons"]) == ("Due <3", [[{"text": "Taken", "style": "success", "data": "taken"}]])
    tap = sandbox.tap(ANNA, card["message_id"], "taken")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA)[0]["edited"])
    assert sandbox.sent_to(ANNA)[0]["text"] == "Taken."
    assert sandbox.tapped(ANNA, tap) == {"answered": True, "text": "Noted", "show_alert": False}


async def test_pictures_and_documents_go_there_and_back(app: App, sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/show")
    await seen(sandbox, lambda: sandbox.sent_to(ANNA) and sandbox.sent_to(ANNA)[0]["edited"])
    photo, document = sandbox.sent_to(ANNA)
    assert (photo["photo"]["width"], photo["text"]) == (5, "a,b")
    assert document["document"]["file_name"] == 'the "list" é.csv'
    assert document["document"]["mime_type"] == "text/csv"


async def test_all_kinds_of_messages_are_understood(app: App, sandbox: Sandbox) -> None:
    sandbox.send_sticker(ANNA)
    sandbox.send_voice(ANNA)
    sandbox.send_photo(ANNA, picture(), "look")
    sandbox.share_location(ANNA, 48.2, 16.4)
    sandbox.say(ANNA, "passed on", forwarded=True)
    await seen(sandbox, lambda: len(sandbox.sent_to(ANNA)) == 5)


async def test_commands_descriptions_and_menus_are_set_and_got(app: App) -> None:
    bot = app.bot
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("help", "Ayuda")], scope=scope, language_code="es")
    assert await bot.get_my_commands(scope=scope, language_code="es") == (BotCommand("help", "Ayuda"),)
    await bot.set_my_description("Reminds", language_code="en")
    assert (await bot.get_my_description("en")).description == "Reminds"
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_chat(ANNA)).first_name == "Person 11"
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.send_chat_action(ANNA, "typing")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", RetryAfter),
        ("403", Forbidden),
        ("500", NetworkError),
        ("502", NetworkError),
        ("cut_before", NetworkError),
    ],
)
async def test_a_fault_arrives_as_the_error_that_a_bot_expects(
    app: App, sandbox: Sandbox, fault: str, error: type[TelegramError]
) -> None:
    sandbox.fail("sendMessage", fault, retry_after=9)
    with pytest.raises(error, match="9" if fault == "429" else None):
        await app.bot.send_message(ANNA, "x")
    assert sandbox.sent_to(ANNA) == []


async def test_a_connection_cut_after_delivery_leaves_the_bot_in_doubt(app: App, sandbox: Sandbox) -> None:
    sandbox.fail("sendMessage", "cut_after")
    with pytest.raises(NetworkError):
        await app.bot.send_message(ANNA, "x")
    assert len(sandbox.sent_to(ANNA)) == 1


async def test_refusals_arrive_with_telegrams_words(app: App, sandbox: Sandbox) -> None:
    with pytest.raises(BadRequest, match="hat not found"):
        await app.bot.send_message(99, "x")
    sandbox.patch_user(ANNA, blocked=True)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await app.bot.send_message(ANNA, "x")


async def test_a_second_bot_is_a_conflict(sandbox: Sandbox) -> None:
    first, second = in_process(sandbox), in_process(sandbox)
    async with first, second:
        polling = asyncio.create_task(first.bot.get_updates(timeout=20))
        await asyncio.sleep(0)
        other = asyncio.create_task(second.bot.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await polling
        sandbox.say(ANNA, "hello")
        assert len(await other) == 1


async def test_in_process_an_answer_that_got_lost_is_a_timeout(sandbox: Sandbox) -> None:
    app = in_process(sandbox)
    async with app:
        sandbox.fail("sendMessage", "cut_after")
        with pytest.raises(TimedOut):
            await app.bot.send_message(ANNA, "x")


async def test_in_process_an_unknown_method_fails_the_test(sandbox: Sandbox) -> None:
    app = in_process(sandbox)
    async with app:
        with pytest.raises(UnknownMethodError, match="sendDice"):
            await app.bot.send_dice(ANNA)


async def test_in_process_updates_can_be_handed_over_one_by_one(sandbox: Sandbox) -> None:
    app = in_process(sandbox)
    async with app:
        sandbox.say(ANNA, "/start")
        for update in sandbox.take_updates():
            await app.process_update(Update.de_json(update, app.bot))
        assert [message["text"] for message in sandbox.sent_to(ANNA)] == ["Due <3"]


@pytest.mark.skipif(not available(), reason="../shared/telegram/api.json is not here")
async def test_in_process_every_request_is_kept_and_can_be_checked(sandbox: Sandbox) -> None:
    transport = InProcess(sandbox)
    app = _with_handlers(ApplicationBuilder().token(TOKEN).request(transport).build())
    async with app:
        sandbox.say(ANNA, "/start")
        sandbox.say(ANNA, "/show")
        for update in sandbox.take_updates():
            await app.process_update(Update.de_json(update, app.bot))
    assert [method for method, _ in transport.calls] == [
        "getMe",
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "getFile",
        "editMessageMedia",
    ]
    assert [problems(method, params) for method, params in transport.calls] == [[]] * 6
