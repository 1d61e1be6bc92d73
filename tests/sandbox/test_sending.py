"""What a bot may send, and what Telegram refuses."""

import json
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.wire import Upload
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA, BORIS, photo_part

PDF = Upload("clinic.pdf", "application/octet-stream", b"%PDF-1.7 ...")


async def test_a_message_comes_back_as_it_was_sent(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="<b>Hi</b> Anna", parse_mode="HTML", protect_content=True)
    assert sent["text"] == "Hi Anna"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["chat"] == {"id": ANNA, "type": "private", "first_name": "Person 11"}
    assert sent["from"]["is_bot"] is True
    assert sent["has_protected_content"] is True
    assert sent["date"] == int(sandbox.clock.now().timestamp())
    assert [message["text"] for message in sandbox.sent_to(ANNA)] == ["Hi Anna"]


async def test_nobody_who_has_not_pressed_start_can_be_written_to(refusal: Call, sandbox: Sandbox) -> None:
    sandbox.meet(BORIS)
    for stranger in (BORIS, 99, "@anna", "nonsense", -5):
        assert await refusal("sendMessage", chat_id=stranger, text="Hi") == "Bad Request: chat not found"


async def test_a_blocked_bot_is_told_so(ask: Call, sandbox: Sandbox) -> None:
    sandbox.patch_user(ANNA, blocked=True)
    for method, given in (("sendMessage", {"text": "Hi"}), ("sendChatAction", {"action": "typing"})):
        answer = await ask(method, chat_id=ANNA, **given)
        assert answer.status == 403
        assert answer.body == {
            "ok": False,
            "error_code": 403,
            "description": "Forbidden: bot was blocked by the user",
        }


@pytest.mark.parametrize(
    ("given", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x" * 40_000}, "text is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to start tag"),
        ({"text": "<x>x</x>", "parse_mode": "html"}, 'can\'t parse entities: Unsupported start tag "x"'),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "entity beginning at UTF-16 offset"),
        ({"text": "😀", "entities": [{"type": "bold", "offset": 0, "length": 1}]}, "entity beginning at UTF-16 offset"),
        ({"text": "x", "entities": [{"type": "loud", "offset": 0, "length": 1}]}, "can't parse MessageEntity"),
        ({"text": "x", "entities": "{"}, "can't parse entities JSON object"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "link_preview_options": {"off": True}}, "object expected as link preview options"),
        ({"text": "x", "disable_web_page_preview": True}, 'sendMessage takes no parameter "disable_web_page_preview"'),
        ({"text": "x", "chatid": ANNA}, 'sendMessage takes no parameter "chatid"'),
    ],
)
async def test_a_message_that_telegram_refuses_is_refused(refusal: Call, given: Any, description: str) -> None:
    assert (await refusal("sendMessage", chat_id=ANNA, **given)).startswith(f"Bad Request: {description}")


async def test_a_chat_must_be_named(refusal: Call) -> None:
    assert await refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_the_limit_counts_characters_after_parsing(does: Call) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="<b>" + "é" * 4096 + "</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_an_unknown_method_is_not_found(ask: Call) -> None:
    answer = await ask("sendPigeon", chat_id=ANNA)
    assert (answer.status, answer.body["description"]) == (404, "Not Found")


async def test_methods_are_found_in_any_case(does: Call) -> None:
    assert (await does("SENDMESSAGE", chat_id=ANNA, text="Hi"))["text"] == "Hi"


async def test_a_reply_carries_what_it_replies_to(does: Call) -> None:
    first = await does("sendMessage", chat_id=ANNA, text="one")
    reply = await does("sendMessage", chat_id=ANNA, text="two", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "one"
    lone = await does(
        "sendMessage",
        chat_id=ANNA,
        text="three",
        reply_parameters={"message_id": 999, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in lone


async def test_a_photo_is_sent_as_a_named_part_and_again_by_its_id(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendPhoto", chat_id=ANNA, photo=photo_part(30, 20), caption="<i>May</i>", parse_mode="HTML")
    photo = sent["photo"][-1]
    assert (photo["width"], photo["height"]) == (30, 20)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("May", "italic")
    again = await does("sendPhoto", chat_id=ANNA, photo=photo["file_id"])
    assert again["photo"][-1]["file_unique_id"] == photo["file_unique_id"]
    view = sandbox.sent_to(ANNA)[0]
    assert view["photo"]["mime_type"] == "image/png"
    stored = sandbox.file(view["photo"]["file_id"])
    assert stored is not None
    assert stored[1] == photo_part(30, 20).content


async def test_a_document_is_sent_as_a_part_that_the_parameter_points_to(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendDocument", chat_id=ANNA, document="attach://report", report=PDF)
    assert sent["document"]["file_name"] == "clinic.pdf"
    assert sent["document"]["mime_type"] == "application/pdf"
    assert sandbox.sent_to(ANNA)[0]["document"]["file_size"] == len(PDF.content)


@pytest.mark.parametrize(
    ("given", "description"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "attach://missing"}, "there is no photo in the request"),
        ({"photo": "https://example.org/x.png"}, "failed to get HTTP URL content"),
        ({"photo": "made_up"}, "wrong remote file identifier specified"),
        ({"photo": Upload("x.png", "image/png", b"")}, "file must be non-empty"),
        ({"photo": Upload("x.png", "image/png", b"no picture")}, "IMAGE_PROCESS_FAILED"),
        ({"photo": photo_part(1, 30)}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": Upload("x.png", "image/png", b"x" * 10_000_001)}, "file is too big"),
        ({"photo": photo_part(), "caption": "x" * 1025}, "message caption is too long"),
        ({"photo": photo_part(), "caption": "<b>", "parse_mode": "HTML"}, "can't parse entities"),
    ],
)
async def test_a_photo_that_telegram_refuses_is_refused(
    refusal: Call, sandbox: Sandbox, given: Any, description: str
) -> None:
    assert (await refusal("sendPhoto", chat_id=ANNA, **given)).startswith(f"Bad Request: {description}")
    assert sandbox.sent_to(ANNA) == []


async def test_a_document_cannot_be_sent_as_a_photo(does: Call, refusal: Call) -> None:
    sent = await does("sendDocument", chat_id=ANNA, document=PDF)
    said = await refusal("sendPhoto", chat_id=ANNA, photo=sent["document"]["file_id"])
    assert said == "Bad Request: can't use file of type Document as Photo"


async def test_a_file_that_is_too_large_for_telegram_is_refused(ask: Call) -> None:
    answer = await ask("sendDocument", chat_id=ANNA, document=Upload("x.bin", "", b"x" * 50_000_001))
    assert answer.status == 413


async def test_typing_is_seen_until_the_message_comes(does: Call, refusal: Call, sandbox: Sandbox) -> None:
    assert await does("sendChatAction", chat_id=ANNA, action="typing") is True
    assert sandbox.screen(ANNA)["typing"] is True
    await does("sendMessage", chat_id=ANNA, text="Hi")
    assert sandbox.screen(ANNA)["typing"] is False
    said = await refusal("sendChatAction", chat_id=ANNA, action="dancing")
    assert said == "Bad Request: wrong parameter action in request"


async def test_a_file_is_described_and_found_at_its_path(does: Call, refusal: Call, sandbox: Sandbox) -> None:
    sent = await does("sendDocument", chat_id=ANNA, document=PDF)
    described = await does("getFile", file_id=sent["document"]["file_id"])
    stored = sandbox.file_at(described["file_path"])
    assert stored is not None
    assert stored[1] == PDF.content
    assert await refusal("getFile", file_id="made_up") == "Bad Request: invalid file_id"
    assert await refusal("getFile") == "Bad Request: file_id not specified"


async def test_a_file_over_twenty_megabytes_cannot_be_downloaded(does: Call, refusal: Call) -> None:
    sent = await does("sendDocument", chat_id=ANNA, document=Upload("x.bin", "", b"x" * 20_000_001))
    assert await refusal("getFile", file_id=sent["document"]["file_id"]) == "Bad Request: file is too big"


async def test_everything_that_is_answered_is_json(does: Call) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="Ünïcode 😀")
    assert json.loads(json.dumps(sent)) == sent
