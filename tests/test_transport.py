"""Sending: a view becomes a message, and each of Telegram's errors has one meaning."""

import asyncio
from datetime import timedelta

import pytest
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

from bot import transport
from bot.client import Client
from bot.i18n import Html
from bot.pace import Pace
from bot.request import Cut, NeverLeft
from bot.sandbox.inprocess import InProcess
from bot.views.buttons import Help
from bot.views.screen import Button, File, Key, View
from tests.cast import Person, Stage

SHARE = ((Key("Share", location=True),),)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (RetryAfter(7), transport.Later(7.0)),
        (RetryAfter(timedelta(seconds=7)), transport.Later(7.0)),
        (Forbidden("bot was blocked by the user"), transport.Gone()),
        (TimedOut(), transport.Unsure()),
        (NetworkError("Bad Gateway"), transport.Later()),
        (BadRequest("Chat not found"), transport.Gone()),
        (BadRequest("Can't parse entities"), transport.Broken("Can't parse entities")),
        (NeverLeft("no"), transport.Later()),
        (Cut("no"), transport.Unsure()),
        (Conflict("other poller"), transport.Later()),
        (InvalidToken("no"), transport.Later()),
    ],
)
def test_each_error_of_telegram_has_one_meaning(error: TelegramError, meaning: transport.Delivery) -> None:
    assert transport.judge(error) == meaning


async def test_a_view_becomes_a_message_with_its_buttons(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    view = View(Html("<b>Hello</b>"), ((Button("Help", Help(), "danger"),),))
    sent = await transport.deliver(stage.program.bot, anna.user, view)
    assert isinstance(sent, transport.Sent)
    newest = anna.heard[-1]
    assert newest["message_id"] == sent.message_id
    assert (newest["text"], newest["buttons"]) == ("Hello", [[{"text": "Help", "data": "h", "style": "danger"}]])


async def test_a_view_may_be_a_file_or_a_keyboard(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    await transport.send(stage.program.bot, anna.user, View(Html("yours"), file=File("a.json", b"{}")))
    assert anna.heard[-1]["document"]["file_name"] == "a.json"
    await transport.send(stage.program.bot, anna.user, View(Html("where?"), keys=(*SHARE, (Key("🆘 Get help"),))))
    assert stage.sandbox.screen(anna.user)["keyboard"]["rows"][0][0]["request_location"]
    await transport.send(stage.program.bot, anna.user, View(Html("thanks"), clear_keys=True))
    assert stage.sandbox.screen(anna.user)["keyboard"] is None
    await anna.says("/start")


async def test_a_message_that_cannot_be_changed_is_no_error(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    bot = stage.program.bot
    assert not await transport.edit(bot, anna.user, 9999, View(Html("gone")))
    assert not await transport.strip(bot, anna.user, 9999)
    assert not await transport.rewrite(bot, anna.user, 9999, "gone")


async def test_what_comes_unasked_is_put_off_by_a_halt_that_an_answer_waits_out(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    view, sandbox = View(Html("hello")), stage.sandbox
    async with Client("1:sandbox", request=InProcess(sandbox), rate_limiter=Pace(1000)) as bot:
        assert isinstance(await transport.deliver(bot, anna.user, view), transport.Sent)
        sandbox.fail("sendMessage", "429", retry_after=1)
        answer = asyncio.create_task(transport.send(bot, anna.user, view))
        await asyncio.sleep(0.05)
        match await transport.deliver(bot, anna.user, view):
            case transport.Later(float() as left):
                assert 0 < left <= 1
            case other:
                raise AssertionError(other)
        assert not await transport.strip(bot, anna.user, anna.heard[-1]["message_id"], unasked=True)
        assert await answer == anna.heard[-1]["message_id"]
