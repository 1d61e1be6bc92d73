"""Which buttons Telegram takes, and which it refuses."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA

PREFIX = "can't parse inline keyboard button: "
TAKEN = {"text": "Taken", "callback_data": "t"}


def inline(*rows: object) -> dict[str, object]:
    """An inline keyboard of these rows."""
    return {"inline_keyboard": list(rows)}


async def test_buttons_are_shown_with_their_data_links_and_styles(does: Call, sandbox: Sandbox) -> None:
    rows = [[{**TAKEN, "style": "success"}], [{"text": "Site", "url": "example.org"}]]
    sent = await does("sendMessage", chat_id=ANNA, text="x", reply_markup=inline(*rows))
    assert sent["reply_markup"]["inline_keyboard"][1][0]["url"] == "http://example.org/"
    assert sandbox.sent_to(ANNA)[0]["buttons"] == [
        [{"text": "Taken", "style": "success", "data": "t"}],
        [{"text": "Site", "style": None, "url": "http://example.org/"}],
    ]


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "x"}, PREFIX + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""}, PREFIX + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "d", "url": "http://a.b"}, PREFIX + "a button must be of exactly one kind"),
        ({"text": "x", "callback_data": 5}, PREFIX + 'Field "callback_data" must be of type String'),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "nope"}, "inline keyboard button URL 'nope' is invalid: Wrong HTTP URL"),
        ({"text": "", "callback_data": "d"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "d"}, PREFIX + 'Field "text" must be of type String'),
        ({**TAKEN, "style": "rainbow"}, PREFIX + "invalid button style specified"),
        ({**TAKEN, "colour": "red"}, PREFIX + 'unknown field "colour"'),
        ("Taken", PREFIX + "InlineKeyboardButton must be an Object"),
    ],
)
async def test_a_button_that_telegram_refuses_is_refused(refusal: Call, button: Any, description: str) -> None:
    said = await refusal("sendMessage", chat_id=ANNA, text="x", reply_markup=inline([button]))
    assert said.startswith(f"Bad Request: {description}")


async def test_callback_data_may_have_sixty_four_bytes(does: Call) -> None:
    button = {"text": "x", "callback_data": "é" * 32}
    assert await does("sendMessage", chat_id=ANNA, text="x", reply_markup=inline([button]))


@pytest.mark.parametrize("rows", [[[TAKEN] * 9], [[TAKEN] * 8] * 13])
async def test_too_many_buttons_are_refused(refusal: Call, rows: Any) -> None:
    said = await refusal("sendMessage", chat_id=ANNA, text="x", reply_markup=inline(*rows))
    assert said == "Bad Request: reply markup is too long"


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ([], "object expected as reply markup"),
        (
            {"inline_keyboard": [TAKEN]},
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": ["x"]}, 'Field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [["x"]], "inline_keyboard": [[TAKEN]]}, "reply markup must be of exactly one kind"),
        ({"keyboard": [["x"]], "resize": True}, 'can\'t parse reply markup: unknown field "resize"'),
        ({"keyboard": [[5]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [[" "]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [[{"text": "x", "request_location": True, "request_contact": True}]]}, "can't parse keyboard"),
        ({"keyboard": [["x"]], "input_field_placeholder": "x" * 65}, "input field placeholder"),
        ({"remove_keyboard": False}, "field remove_keyboard must be True"),
    ],
)
async def test_a_keyboard_that_telegram_refuses_is_refused(refusal: Call, markup: Any, description: str) -> None:
    said = await refusal("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert said.startswith(f"Bad Request: {description}")


async def test_a_reply_keyboard_stays_until_it_is_removed(does: Call, sandbox: Sandbox) -> None:
    markup = {
        "keyboard": [["Yes", {"text": "Where I am", "request_location": True}]],
        "resize_keyboard": True,
        "input_field_placeholder": "Well?",
    }
    sent = await does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    assert "reply_markup" not in sent
    sandbox.say(ANNA, "Yes")
    assert sandbox.screen(ANNA)["keyboard"] == {
        "rows": [
            [
                {"text": "Yes", "request_location": False, "request_contact": False},
                {"text": "Where I am", "request_location": True, "request_contact": False},
            ]
        ],
        "one_time": False,
        "placeholder": "Well?",
        "resize": True,
    }
    await does("sendMessage", chat_id=ANNA, text="y", reply_markup=inline([TAKEN]))
    assert sandbox.screen(ANNA)["keyboard"] is not None
    await does("sendMessage", chat_id=ANNA, text="z", reply_markup={"remove_keyboard": True})
    assert sandbox.screen(ANNA)["keyboard"] is None


async def test_a_keyboard_for_one_use_goes_when_it_is_used(does: Call, sandbox: Sandbox) -> None:
    markup = {"keyboard": [["Yes", {"text": "Here", "request_location": True}]], "one_time_keyboard": True}
    await does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    sandbox.say(ANNA, "Perhaps")
    assert sandbox.screen(ANNA)["keyboard"]["one_time"] is True
    sandbox.say(ANNA, "Yes")
    assert sandbox.screen(ANNA)["keyboard"] is None
    await does("sendMessage", chat_id=ANNA, text="x", reply_markup=markup)
    sandbox.share_location(ANNA, 48.2, 16.4)
    assert sandbox.screen(ANNA)["keyboard"] is None


async def test_a_forced_reply_takes_the_keyboard_away(does: Call, sandbox: Sandbox) -> None:
    await does("sendMessage", chat_id=ANNA, text="x", reply_markup={"keyboard": [["Yes"]]})
    await does("sendMessage", chat_id=ANNA, text="x", reply_markup={"force_reply": True})
    assert sandbox.screen(ANNA)["keyboard"] is None


async def test_buttons_may_copy_a_text(does: Call, sandbox: Sandbox) -> None:
    button = {"text": "Copy", "copy_text": {"text": "112"}}
    await does("sendMessage", chat_id=ANNA, text="x", reply_markup=inline([button]))
    assert sandbox.sent_to(ANNA)[0]["buttons"] == [[{"text": "Copy", "style": None, "copy": "112"}]]
