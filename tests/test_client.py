"""What our bot does its own way: reading updates one by one, and sending without reading what nobody needs."""

import logging
from collections.abc import Mapping
from typing import Any, cast

import pytest
from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError

from bot import transport
from bot.client import Client, Json
from bot.clock import Clock
from bot.i18n import Html
from bot.pace import Pace
from bot.polling import ALLOWED, Limits, Poller
from bot.sandbox import InProcess, Sandbox
from bot.storage.engine import Database
from bot.views.screen import View
from tests.polled import ANNA, BRUNO, listening, rows, run_until
from tests.polled import db as db
from tests.polled import sandbox as sandbox

PRIVATE = "I feel dizzy and my hands are numb"
# messages of which python-telegram-bot can make nothing
UNREADABLE: Mapping[str, Json] = {
    "no id": {"message": {"date": 1, "chat": {"id": ANNA, "type": "private"}, "text": PRIVATE}},
    "a date in words": {"message": {"message_id": 1, "date": PRIVATE, "chat": {"id": ANNA, "type": "private"}}},
    "a list": {"message": [PRIVATE]},
    "a tap without an id": {"callback_query": {"chat_instance": "1", "data": PRIVATE}},
    "an edit that is a text": {"edited_message": PRIVATE},
}


class Spoilt(Client):
    """A bot whose first batch holds something unreadable before and after what others wrote."""

    spoilt: tuple[Any, ...] = ()

    async def _do_post(self, endpoint: str, data: Json, **limits: Any) -> Any:
        answer = await super()._do_post(endpoint, data, **limits)
        return [*self.spoilt, *cast("list[Json]", answer)] if endpoint == "getUpdates" and answer else answer


def bot_of(sandbox: Sandbox, kind: type[Client] = Client) -> Client:
    return kind("1:right", request=InProcess(sandbox), get_updates_request=InProcess(sandbox))


def spoilt_by(sandbox: Sandbox, *spoilt: Any) -> Client:
    kind = type("SpoiltHere", (Spoilt,), {"spoilt": spoilt})
    return bot_of(sandbox, kind)


def told(caplog: pytest.LogCaptureFixture) -> str:
    """All that any logger was given, at any level, arguments and all."""
    return "\n".join(f"{record.levelname} {record.getMessage()} {record.__dict__}" for record in caplog.records)


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_update_that_cannot_be_read_is_over_and_everybody_else_is_answered(
    sandbox: Sandbox, db: Database, body: Json, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    heard: list[str] = []
    sandbox.say(ANNA, "one")
    sandbox.say(BRUNO, "two")
    bot = spoilt_by(sandbox, {"update_id": 0, **body})
    polling = Poller(bot, listening(heard), db, Clock(), Limits(retry=0.01))
    await run_until(polling, lambda: len(heard) == 2 and sandbox.world.updates.count() == 0)
    assert sorted(heard) == ["one", "two"]
    assert rows(db) == [], "what cannot be read is done too"
    assert "update unreadable" in told(caplog)
    assert PRIVATE not in told(caplog)


async def test_an_unreadable_update_that_was_kept_does_not_stop_the_next_start(sandbox: Sandbox, db: Database) -> None:
    with db.engine.begin() as connection:
        for number in (901, 902):
            body = f'{{"update_id": {number}, "message": "{PRIVATE}"}}'
            connection.exec_driver_sql(f"INSERT INTO inbox VALUES ({number}, {ANNA}, '{body}', '2026-01-01 00:00:00')")
    heard: list[str] = []
    sandbox.say(ANNA, "one")
    polling = Poller(bot_of(sandbox), listening(heard), db, Clock())
    await polling.catch_up()
    await polling.finish(0)
    assert heard == ["one"]
    assert rows(db) == []


async def test_updates_without_a_number_are_passed_over(sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "one")
    bot = spoilt_by(sandbox, {"message": PRIVATE}, PRIVATE, {"update_id": "7"})
    (update,) = await bot.fetch(None, 0, ALLOWED)
    assert update["message"]["text"] == "one"


class Answering(Client):
    """A bot that is always answered the same."""

    answer: Any = None

    async def _do_post(self, *_: Any, **__: Any) -> Any:
        if self.answer is None:
            raise KeyError("result")
        return self.answer


@pytest.mark.parametrize("answer", [None, [PRIVATE]])
async def test_an_answer_that_is_none_is_trouble_on_the_way(sandbox: Sandbox, answer: Any) -> None:
    bot = bot_of(sandbox, type("AnsweringHere", (Answering,), {"answer": answer}))
    with pytest.raises(NetworkError):
        await bot.fetch(None, 0, ALLOWED)


@pytest.mark.parametrize("answer", [None, True, {}, {"message_id": None}])
async def test_a_message_that_may_have_been_sent_is_not_taken_for_one_that_was(sandbox: Sandbox, answer: Any) -> None:
    bot = bot_of(sandbox, type("AnsweringHere", (Answering,), {"answer": answer}))
    assert await transport.deliver(bot, ANNA, View(Html("Hello"))) == transport.Unsure()


async def test_a_change_may_be_answered_with_a_mere_yes(sandbox: Sandbox) -> None:
    bot = bot_of(sandbox, type("AnsweringHere", (Answering,), {"answer": True}))
    assert await transport.strip(bot, ANNA, 5)
    assert await transport.edit(bot, ANNA, 5, View(Html("Hello")))


async def test_an_update_reads_as_the_library_reads_it(sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    bot = bot_of(sandbox)
    (body,) = await bot.fetch(None, 0, ALLOWED)
    (usual,) = await bot.get_updates()
    assert bot.read(body) == usual
    assert usual.to_dict() == Update.de_json(body, bot).to_dict()


async def test_what_is_sent_has_an_id_and_what_is_none_is_left_out(sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    bot = bot_of(sandbox)
    number = await bot.post("sendMessage", ANNA, text="Hello", reply_markup=None)
    assert (sandbox.sent_to(ANNA)[-1]["message_id"], sandbox.sent_to(ANNA)[-1]["text"]) == (number, "Hello")
    await bot.change("editMessageText", ANNA, message_id=number, text="Bye")
    assert sandbox.sent_to(ANNA)[-1]["text"] == "Bye"
    with pytest.raises(BadRequest):
        await bot.post("sendMessage", ANNA, text="")


async def test_what_is_unasked_needs_no_pace_and_keeps_one(sandbox: Sandbox) -> None:
    sandbox.say(ANNA, "/start")
    await bot_of(sandbox).post("sendMessage", ANNA, unasked=True, text="no pace")
    async with Client("1:right", request=InProcess(sandbox), rate_limiter=Pace(1000)) as bot:
        sandbox.fail("sendMessage", "429", retry_after=3)
        for _ in range(2):
            with pytest.raises(TelegramError, match="Flood control"):
                await bot.post("sendMessage", ANNA, unasked=True, text="halted")
