"""What a bot may change or take back, and how it answers a tap."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import ImpossibleError, Sandbox
from bot.sandbox.wire import Upload
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA, BORIS, photo_part

BUTTONS = {"inline_keyboard": [[{"text": "Taken", "callback_data": "taken:7"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def card(does: Call) -> int:
    """The id of a message of the bot's with a button."""
    sent = await does("sendMessage", chat_id=ANNA, text="<b>Due</b>", parse_mode="HTML", reply_markup=BUTTONS)
    return int(sent["message_id"])


@pytest.fixture
async def picture(does: Call) -> int:
    """The id of a photo of the bot's."""
    sent = await does("sendPhoto", chat_id=ANNA, photo=photo_part(), caption="May")
    return int(sent["message_id"])


async def test_an_edited_text_replaces_the_old_one_and_its_buttons(does: Call, card: int, sandbox: Sandbox) -> None:
    edited = await does("editMessageText", chat_id=ANNA, message_id=card, text="Noted")
    assert edited["text"] == "Noted"
    assert "edit_date" in edited
    assert "reply_markup" not in edited
    assert sandbox.sent_to(ANNA)[0]["edited"] is True
    assert sandbox.sent_to(ANNA)[0]["buttons"] == []


async def test_taking_the_buttons_away_alone_is_no_edit_to_the_eye(does: Call, card: int, sandbox: Sandbox) -> None:
    edited = await does("editMessageReplyMarkup", chat_id=ANNA, message_id=card)
    assert edited["text"] == "Due"
    assert sandbox.sent_to(ANNA)[0]["buttons"] == []
    assert sandbox.sent_to(ANNA)[0]["edited"] is False


@pytest.mark.parametrize(
    ("method", "given"),
    [
        ("editMessageText", {"text": "<b>Due</b>", "parse_mode": "HTML", "reply_markup": BUTTONS}),
        ("editMessageReplyMarkup", {"reply_markup": BUTTONS}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(refusal: Call, card: int, method: str, given: Any) -> None:
    assert await refusal(method, chat_id=ANNA, message_id=card, **given) == NOT_MODIFIED


async def test_an_edit_that_changes_only_the_style_of_the_text_counts(does: Call, card: int) -> None:
    assert await does("editMessageText", chat_id=ANNA, message_id=card, text="Due", reply_markup=BUTTONS)


async def test_a_message_that_is_not_there_cannot_be_edited(refusal: Call, card: int, sandbox: Sandbox) -> None:
    sandbox.say(BORIS, "/start")
    for chat, message in ((ANNA, 999), (BORIS, card), (ANNA, "x")):
        said = await refusal("editMessageText", chat_id=chat, message_id=message, text="x")
        assert said == "Bad Request: message to edit not found"
    assert await refusal("editMessageText", text="x") == "Bad Request: message identifier is not specified"
    assert await refusal("editMessageText", inline_message_id="x", text="x") == "Bad Request: MESSAGE_ID_INVALID"


async def test_what_a_person_wrote_cannot_be_edited_by_the_bot(refusal: Call, sandbox: Sandbox) -> None:
    theirs = sandbox.say(ANNA, "hello")["message_id"]
    said = await refusal("editMessageText", chat_id=ANNA, message_id=theirs, text="x")
    assert said == "Bad Request: message can't be edited"


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(does: Call, refusal: Call) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="x", reply_markup={"keyboard": [["Yes"]]})
    said = await refusal("editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="y")
    assert said == "Bad Request: message can't be edited"


async def test_an_edit_takes_inline_buttons_only(refusal: Call, card: int) -> None:
    markup = {"keyboard": [["Yes"]]}
    said = await refusal("editMessageText", chat_id=ANNA, message_id=card, text="x", reply_markup=markup)
    assert said == "Bad Request: inline keyboard expected"


async def test_texts_and_captions_are_not_mistaken_for_each_other(refusal: Call, card: int, picture: int) -> None:
    said = await refusal("editMessageText", chat_id=ANNA, message_id=picture, text="x")
    assert said == "Bad Request: there is no text in the message to edit"
    said = await refusal("editMessageCaption", chat_id=ANNA, message_id=card, caption="x")
    assert said == "Bad Request: there is no caption in the message to edit"


async def test_a_caption_is_edited_and_removed(does: Call, picture: int, sandbox: Sandbox) -> None:
    edited = await does("editMessageCaption", chat_id=ANNA, message_id=picture, caption="June")
    assert edited["caption"] == "June"
    assert edited["photo"]
    assert "caption" not in await does("editMessageCaption", chat_id=ANNA, message_id=picture)
    assert sandbox.sent_to(ANNA)[0]["text"] == ""


async def test_a_picture_is_exchanged_for_another_or_for_a_document(does: Call, picture: int) -> None:
    media = {"type": "photo", "media": "attach://june", "caption": "<b>June</b>", "parse_mode": "HTML"}
    edited = await does("editMessageMedia", chat_id=ANNA, message_id=picture, media=media, june=photo_part(9, 5))
    assert (edited["photo"][-1]["width"], edited["caption"]) == (9, "June")
    media = {"type": "document", "media": "attach://report"}
    report = Upload("june.txt", "text/plain", b"June")
    edited = await does("editMessageMedia", chat_id=ANNA, message_id=picture, media=media, report=report)
    assert edited["document"]["file_name"] == "june.txt"
    assert "photo" not in edited


@pytest.mark.parametrize(
    ("media", "description"),
    [
        (None, 'parameter "media" is required'),
        ([], "can't parse InputMedia: expected an Object"),
        ({"type": "video", "media": "x"}, 'can\'t parse InputMedia: type "video" is unsupported'),
        ({"type": "photo", "media": "x", "captoin": "y"}, 'can\'t parse InputMedia: unknown field "captoin"'),
        ({"type": "photo", "media": "attach://nothing"}, "there is no photo in the request"),
    ],
)
async def test_media_that_telegram_refuses_are_refused(
    refusal: Call, picture: int, media: Any, description: str
) -> None:
    given = {} if media is None else {"media": media}
    said = await refusal("editMessageMedia", chat_id=ANNA, message_id=picture, **given)
    assert said.startswith(f"Bad Request: {description}")


async def test_a_message_is_deleted_once(does: Call, refusal: Call, card: int, sandbox: Sandbox) -> None:
    assert await does("deleteMessage", chat_id=ANNA, message_id=card) is True
    assert sandbox.sent_to(ANNA) == []
    said = await refusal("deleteMessage", chat_id=ANNA, message_id=card)
    assert said == "Bad Request: message to delete not found"


async def test_a_message_older_than_two_days_stays(does: Call, refusal: Call, card: int, sandbox: Sandbox) -> None:
    await sandbox.move_clock(sandbox.clock.now() + timedelta(hours=48))
    said = await refusal("deleteMessage", chat_id=ANNA, message_id=card)
    assert said == "Bad Request: message can't be deleted for everyone"
    assert await does("editMessageText", chat_id=ANNA, message_id=card, text="still editable")


async def test_a_tap_brings_the_whole_message_to_the_bot(card: int, sandbox: Sandbox) -> None:
    tap_id = sandbox.tap(ANNA, card, "taken:7")
    query = sandbox.take_updates()[0]["callback_query"]
    assert query["id"] == tap_id
    assert query["data"] == "taken:7"
    assert query["from"]["id"] == ANNA
    assert query["message"]["reply_markup"] == BUTTONS
    assert query["message"]["text"] == "Due"
    assert query["chat_instance"]


async def test_a_tap_is_answered_once(does: Call, refusal: Call, card: int, sandbox: Sandbox) -> None:
    tap_id = sandbox.tap(ANNA, card, "taken:7")
    assert sandbox.tapped(ANNA, tap_id) == {"answered": False, "text": None, "show_alert": False}
    assert await does("answerCallbackQuery", callback_query_id=tap_id, text="Noted", show_alert=True) is True
    assert sandbox.tapped(ANNA, tap_id) == {"answered": True, "text": "Noted", "show_alert": True}
    assert sandbox.screen(ANNA)["toast"] == {"id": tap_id, "text": "Noted", "show_alert": True}
    assert await refusal("answerCallbackQuery", callback_query_id=tap_id) == TOO_OLD
    assert sandbox.tapped(BORIS, tap_id) is None


async def test_an_answer_without_words_shows_no_toast(does: Call, card: int, sandbox: Sandbox) -> None:
    await does("answerCallbackQuery", callback_query_id=sandbox.tap(ANNA, card, "taken:7"))
    assert sandbox.screen(ANNA)["toast"] is None


async def test_a_tap_that_waited_too_long_cannot_be_answered(refusal: Call, card: int, sandbox: Sandbox) -> None:
    tap_id = sandbox.tap(ANNA, card, "taken:7")
    await sandbox.move_clock(sandbox.clock.now() + timedelta(hours=1))
    assert await refusal("answerCallbackQuery", callback_query_id=tap_id) == TOO_OLD
    assert await refusal("answerCallbackQuery", callback_query_id="made up") == TOO_OLD


async def test_an_answer_has_two_hundred_characters_at_most(refusal: Call, card: int, sandbox: Sandbox) -> None:
    tap_id = sandbox.tap(ANNA, card, "taken:7")
    assert await refusal("answerCallbackQuery", callback_query_id=tap_id, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )


async def test_a_button_that_is_gone_cannot_be_tapped(does: Call, card: int, sandbox: Sandbox) -> None:
    await does("editMessageReplyMarkup", chat_id=ANNA, message_id=card)
    with pytest.raises(ImpossibleError, match="has no button"):
        sandbox.tap(ANNA, card, "taken:7")
    with pytest.raises(ImpossibleError, match="has no button"):
        sandbox.tap(ANNA, 999, "taken:7")
