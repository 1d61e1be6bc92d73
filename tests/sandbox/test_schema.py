"""The sandbox against the Bot API's own description: methods, parameters, answers and updates."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.wire import Upload
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA, photo_part, picture
from tests.telegram_schema import methods, misfits, problems, update_misfits


@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_a_served_method_is_one_of_telegrams_and_so_is_each_parameter(method: Method) -> None:
    described = methods()[method.name]
    known = {field["name"]: field["required"] for field in described.get("fields", [])}
    assert method.parameters <= set(known)
    assert {name for name, required in known.items() if required} <= method.parameters


async def test_every_answer_has_the_shape_that_telegram_describes(ask: Call, sandbox: Sandbox) -> None:
    sent = (await ask("sendMessage", chat_id=ANNA, text="x", reply_markup=BUTTONS)).body["result"]
    photo = (await ask("sendPhoto", chat_id=ANNA, photo=photo_part())).body["result"]
    group = sandbox.add_to_group(ANNA)
    at = {"chat_id": ANNA, "message_id": sent["message_id"]}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("getUpdates", {}),
        ("sendMessage", {"chat_id": ANNA, "text": "see /help", "reply_parameters": {"message_id": 1}}),
        ("sendPhoto", {"chat_id": ANNA, "photo": photo_part(), "caption": "<b>x</b>", "parse_mode": "HTML"}),
        ("sendDocument", {"chat_id": ANNA, "document": Upload("a.txt", "text/plain", b"a")}),
        ("sendChatAction", {"chat_id": ANNA, "action": "typing"}),
        ("editMessageText", {**at, "text": '<tg-time unix="5">y</tg-time>', "parse_mode": "HTML"}),
        ("editMessageReplyMarkup", {**at, "reply_markup": BUTTONS}),
        ("editMessageCaption", {"chat_id": ANNA, "message_id": photo["message_id"], "caption": "z"}),
        ("answerCallbackQuery", {"callback_query_id": "?"}),
        ("getFile", {"file_id": photo["photo"][0]["file_id"]}),
        ("getChat", {"chat_id": ANNA}),
        ("getChat", {"chat_id": group}),
        ("setMyCommands", {"commands": [{"command": "help", "description": "Help"}]}),
        ("getMyCommands", {}),
        ("deleteMyCommands", {}),
        ("setMyName", {"name": "x"}),
        ("getMyName", {}),
        ("getMyDescription", {}),
        ("getMyShortDescription", {}),
        ("getChatMenuButton", {}),
        ("setWebhook", {"url": "https://example.org"}),
        ("getWebhookInfo", {}),
        ("deleteWebhook", {}),
        ("deleteMessage", at),
        ("leaveChat", {"chat_id": group}),
    ]
    for method, given in asked:
        assert problems(method, given) == []
        answer = await ask(method, **given)
        if method != "answerCallbackQuery":
            assert answer.status == 200, (method, answer.body)
            assert misfits(method, answer.body["result"]) == []


async def test_every_update_has_the_shape_that_telegram_describes(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="x", reply_markup=BUTTONS)
    written = sandbox.say(ANNA, "hello /help")["message_id"]
    sandbox.edit(ANNA, written, "hello again")
    sandbox.tap(ANNA, sent["message_id"], "t")
    sandbox.say(ANNA, "passed on", forwarded=True)
    sandbox.share_location(ANNA, 1.5, 2.5)
    sandbox.send_photo(ANNA, picture(), "x")
    sandbox.send_sticker(ANNA)
    sandbox.send_voice(ANNA)
    sandbox.add_to_group(ANNA)
    sandbox.patch_user(ANNA, blocked=True)
    for update in sandbox.take_updates():
        assert update_misfits(update) == []


BUTTONS = {"inline_keyboard": [[{"text": "Taken", "callback_data": "t", "style": "success"}]]}


@pytest.mark.parametrize(
    ("method", "given", "wrong"),
    [
        ("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": BUTTONS}, ""),
        ("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": {"keyboard": [["x"]]}}, ""),
        ("sendMessage", {"text": "x"}, "sendMessage needs chat_id."),
        ("sendMessage", {"chat_id": 1.5, "text": "x"}, "chat_id is 1.5"),
        ("sendMessage", {"chat_id": ANNA, "text": "x", "colour": "red"}, "sendMessage has no colour."),
        ("sendMessage", {"chat_id": ANNA, "text": True}, "text is True"),
        ("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": {"inline_keyboard": [[{}]]}}, "needs text"),
        ("sendMessage", {"chat_id": ANNA, "text": "x", "reply_markup": {"inline_keyboard": [{}]}}, "[0] is {}"),
        ("sendPhoto", {"chat_id": ANNA, "photo": 5}, "photo is 5"),
        ("setMyCommands", {"commands": [{"command": "x"}]}, "needs description"),
        ("editMessageMedia", {"media": {"type": "photo", "media": "x", "oops": 1}}, "has no oops"),
        ("sendPigeon", {}, "There is no method sendPigeon."),
    ],
)
def test_the_checker_finds_what_is_wrong_with_a_request(method: str, given: Any, wrong: str) -> None:
    found = problems(method, given)
    assert found == [] if not wrong else wrong in found[0]
