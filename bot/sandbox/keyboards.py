"""Which keyboards Telegram takes under a message, and which it refuses."""

from dataclasses import dataclass
from typing import Any

from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    KeyboardButtonStyle,
    ReplyLimit,
)

from bot.sandbox.errors import bad
from bot.sandbox.links import LinkError, mentioned_user, normalised
from bot.sandbox.wire import Json, Params

_LOOKS = {"text", "style", "icon_custom_emoji_id"}
_INLINE_KINDS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_REPLY_KINDS = {
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
}
_FIELDS = {
    "inline_keyboard": set[str](),
    "keyboard": {
        "is_persistent",
        "resize_keyboard",
        "one_time_keyboard",
        "input_field_placeholder",
        "selective",
    },
    "remove_keyboard": {"selective"},
    "force_reply": {"input_field_placeholder", "selective"},
}


@dataclass(frozen=True)
class Keyboard:
    """What a message brings: buttons of its own, another reply keyboard, or the end of one."""

    inline: Json | None = None
    reply: Json | None = None
    removes: bool = False
    forces_reply: bool = False

    def freezes(self) -> bool:
        """Whether the message can never be edited for it."""
        return self.reply is not None or self.removes or self.forces_reply


def read_keyboard(params: Params) -> Keyboard:
    """The keyboard in `reply_markup`."""
    markup = params.parsed("reply_markup", "reply keyboard markup")
    if markup is None or markup == {}:
        return Keyboard()
    kind = _kind(markup)
    if kind == "inline_keyboard":
        rows = _rows(markup, kind, 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        rows = [[_inline_button(button) for button in row] for row in rows if row]
        return Keyboard(inline={"inline_keyboard": rows} if rows else None)
    placeholder = markup.get("input_field_placeholder", "")
    if not isinstance(placeholder, str) or len(placeholder) > ReplyLimit.MAX_INPUT_FIELD_PLACEHOLDER:
        raise bad("input field placeholder must be a text of at most 64 characters")
    if kind == "keyboard":
        rows = _rows(markup, kind, 'Field "keyboard" must be an Array of Arrays')
        return Keyboard(reply={**markup, "keyboard": [[_reply_button(b) for b in row] for row in rows if row]})
    if markup[kind] is not True:
        raise bad(f"field {kind} must be True")
    return Keyboard(removes=kind == "remove_keyboard", forces_reply=kind == "force_reply")


def read_inline_keyboard(params: Params) -> Json | None:
    """The inline keyboard in `reply_markup`; an edit takes no other kind."""
    keyboard = read_keyboard(params)
    if keyboard.freezes():
        raise bad("inline keyboard expected")
    return keyboard.inline


def _kind(markup: object) -> str:
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    kinds = [kind for kind in _FIELDS if kind in markup]
    if len(kinds) != 1:
        raise bad("reply markup must be of exactly one kind")
    _only(markup, _FIELDS[kinds[0]] | {kinds[0]}, "reply markup")
    return kinds[0]


def _rows(markup: Json, kind: str, complaint: str) -> list[list[Any]]:
    rows = markup[kind]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(complaint)
    widest = max((len(row) for row in rows), default=0)
    total = sum(len(row) for row in rows)
    if widest > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW or total > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad("reply markup is too long")
    return rows


def _inline_button(button: object) -> Json:
    fault = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(fault + "InlineKeyboardButton must be an Object")
    _check_looks(button, "inline keyboard button", _INLINE_KINDS)
    kinds = _INLINE_KINDS & set(button)
    if not kinds or button.get("callback_data") == "" or button.get("url") == "":
        raise bad(fault + "Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise bad(fault + "a button must be of exactly one kind, not " + " and ".join(sorted(kinds)))
    kind = kinds.pop()
    if kind in {"callback_data", "url"} and not isinstance(button[kind], str):
        raise bad(fault + f'Field "{kind}" must be of type String')
    if kind == "callback_data" and len(button[kind].encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if kind == "url":
        return {**button, "url": _button_link(button["url"])}
    return button


def _button_link(link: str) -> str:
    try:
        return link if mentioned_user(link) else normalised(link)
    except LinkError as error:
        raise bad(f"inline keyboard button URL '{link}' is invalid: {error}") from None


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _check_looks(button, "keyboard button", _REPLY_KINDS)
    if len([kind for kind in _REPLY_KINDS if button.get(kind)]) > 1:
        raise bad("can't parse keyboard button: a button must be of at most one kind")
    return button


def _check_looks(button: Json, what: str, kinds: set[str]) -> None:
    _only(button, _LOOKS | kinds, what)
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad(f"{what} text must be non-empty")
    if button.get("style") not in {None, *(style.value for style in KeyboardButtonStyle)}:
        raise bad(f"can't parse {what}: invalid button style specified")


def _only(given: Json, known: set[str], what: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise bad(f'can\'t parse {what}: unknown field "{unknown[0]}"')
