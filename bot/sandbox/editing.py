"""The bot changes what it said, takes it back, or answers a tap."""

from dataclasses import replace
from typing import Any

from telegram.constants import CallbackQueryLimit

from bot.sandbox import shapes
from bot.sandbox.content import Said, caption_of, read_caption, read_file, read_text
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import read_inline_keyboard
from bot.sandbox.records import Message
from bot.sandbox.sending import link_preview, media_extra
from bot.sandbox.wire import Json, Params, as_text
from bot.sandbox.world import World

_DELETABLE_SECONDS = 48 * 60 * 60
_ANSWERABLE_SECONDS = 60
_MEDIA_FIELDS = {
    "photo": {"show_caption_above_media", "has_spoiler"},
    "document": {"thumbnail", "disable_content_type_detection"},
}


def edit_text(world: World, params: Params) -> Json:
    """editMessageText."""
    said = read_text(params)
    keyboard = read_inline_keyboard(params)
    message = _editable(world, params)
    if message.medium() or "location" in message.extra:
        raise bad("there is no text in the message to edit")
    return _change(world, message, said, link_preview(params), keyboard)


def edit_caption(world: World, params: Params) -> Json:
    """editMessageCaption."""
    said = caption_of(params)
    keyboard = read_inline_keyboard(params)
    message = _editable(world, params)
    if message.medium() not in {"photo", "document"}:
        raise bad("there is no caption in the message to edit")
    extra = {**message.extra}
    extra.pop("show_caption_above_media", None)
    if params.flag("show_caption_above_media"):
        extra["show_caption_above_media"] = True
    return _change(world, message, said, extra, keyboard)


def edit_reply_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup."""
    keyboard = read_inline_keyboard(params)
    message = _editable(world, params)
    return _change(world, message, (message.text, message.entities), message.extra, keyboard)


def edit_media(world: World, params: Params) -> Json:
    """editMessageMedia."""
    media = _media(params)
    said = read_caption(media)
    keyboard = read_inline_keyboard(params)
    message = _editable(world, params)
    file = read_file(world, params, media["type"], str(media.get("media") or ""))
    flags = Params({name: as_text(value) for name, value in media.items()})
    return _change(world, message, said, media_extra(file, flags), keyboard)


def delete(world: World, params: Params) -> bool:
    """deleteMessage."""
    if not params.text("chat_id"):
        raise bad("chat identifier is not specified")
    if not params.text("message_id"):
        raise bad("message identifier is not specified")
    chat_id = world.audience(params.text("chat_id"))
    message = world.message(chat_id, params.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if message.date <= world.unix() - _DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")
    world.remove(message)
    return True


def answer_tap(world: World, params: Params) -> bool:
    """answerCallbackQuery."""
    tap = world.taps.get(params.text("callback_query_id"))
    if tap is None or tap.answered or tap.date <= world.unix() - _ANSWERABLE_SECONDS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad("MESSAGE_TOO_LONG")
    if params.text("url"):
        raise bad("URL_INVALID")
    alert = params.flag("show_alert")
    world.taps.put(tap.id, replace(tap, answered=True, text=text or None, show_alert=alert))
    if text:
        world.toasts[tap.chat_id] = {"id": tap.id, "text": text, "show_alert": alert}
    world.changes.touch(tap.chat_id)
    return True


def _editable(world: World, params: Params) -> Message:
    """The message of the bot that an edit names."""
    if params.text("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    if not params.text("chat_id") and not params.text("message_id"):
        raise bad("message identifier is not specified")
    chat_id = world.audience(params.text("chat_id"))
    message = world.message(chat_id, params.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not message.by_bot or message.frozen:
        raise bad("message can't be edited")
    return message


def _change(world: World, message: Message, said: Said, extra: Json, keyboard: Json | None) -> Json:
    kept = {name: value for name, value in message.extra.items() if name == "has_protected_content"}
    extra = {**kept, **extra}
    changed = replace(message, text=said[0], entities=said[1], extra=extra, markup=keyboard)
    if changed == message:
        raise bad(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    # New buttons alone do not make a message an edited one.
    is_edit = (changed.text, changed.entities, changed.extra) != (message.text, message.entities, message.extra)
    edited = world.unix() if is_edit else message.edited
    return shapes.message(world, world.keep(replace(changed, edited=edited)))


def _media(params: Params) -> Json:
    if not params.text("media"):
        raise bad('parameter "media" is required')
    media: Any = params.parsed("media", "input media")
    if not isinstance(media, dict):
        raise bad("can't parse InputMedia: expected an Object")
    if media.get("type") not in _MEDIA_FIELDS:
        raise bad(f'can\'t parse InputMedia: type "{media.get("type")}" is unsupported')
    known = {"type", "media", "caption", "parse_mode", "caption_entities"} | _MEDIA_FIELDS[media["type"]]
    unknown = sorted(set(media) - known)
    if unknown:
        raise bad(f'can\'t parse InputMedia: unknown field "{unknown[0]}"')
    return media
