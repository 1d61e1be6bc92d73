"""The bot sends: messages, photos, documents and signs of typing."""

from typing import Any

from telegram.constants import ChatAction

from bot.sandbox import shapes
from bot.sandbox.content import Said, caption_of, read_file, read_text
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import Keyboard, read_keyboard
from bot.sandbox.records import Message, StoredFile
from bot.sandbox.wire import Json, Params
from bot.sandbox.world import World

_PREVIEW_FIELDS = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}


def send_message(world: World, params: Params) -> Json:
    """sendMessage."""
    said = read_text(params)
    return _send(world, params, said, link_preview(params))


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto."""
    return _send_file(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    """sendDocument."""
    return _send_file(world, params, "document")


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    if params.text("action") not in {action.value for action in ChatAction}:
        raise bad("wrong parameter action in request")
    world.type(world.audience(params.text("chat_id")))
    return True


def link_preview(params: Params) -> Json:
    """The message's `link_preview_options`, if it has any."""
    options: Any = params.parsed("link_preview_options", "link preview options")
    if options is None:
        return {}
    if not isinstance(options, dict) or set(options) - _PREVIEW_FIELDS:
        raise bad("object expected as link preview options")
    return {"link_preview_options": options}


def media_extra(file: StoredFile, params: Params) -> Json:
    """What a message with this file carries."""
    extra = shapes.media(file)
    if params.flag("show_caption_above_media"):
        extra["show_caption_above_media"] = True
    if params.flag("has_spoiler"):
        extra["has_media_spoiler"] = True
    return extra


def _send_file(world: World, params: Params, kind: str) -> Json:
    said = caption_of(params)
    # A refused message leaves no file behind, so whom it is for is checked before the file is kept.
    world.audience(params.text("chat_id"))
    read_keyboard(params)
    return _send(world, params, said, media_extra(read_file(world, params, kind), params))


def _send(world: World, params: Params, said: Said, extra: Json) -> Json:
    keyboard = read_keyboard(params)
    chat_id = world.audience(params.text("chat_id"))
    reply_to = _reply_to(world, params, chat_id)
    if params.flag("protect_content"):
        extra = {**extra, "has_protected_content": True}
    sent = world.keep(
        Message(
            chat_id=chat_id,
            message_id=world.count("message"),
            sender_id=world.bot_id,
            by_bot=True,
            date=world.unix(),
            text=said[0],
            entities=said[1],
            extra=extra,
            markup=keyboard.inline,
            reply_to=reply_to,
            frozen=keyboard.freezes(),
        )
    )
    world.typing.pop(chat_id, None)
    _show(world, chat_id, keyboard)
    return shapes.message(world, sent)


def _show(world: World, chat_id: int, keyboard: Keyboard) -> None:
    if keyboard.reply is not None:
        world.show_keyboard(chat_id, keyboard.reply)
    elif keyboard.removes or keyboard.forces_reply:
        world.show_keyboard(chat_id, None)


def _reply_to(world: World, params: Params, chat_id: int) -> int | None:
    given = params.parsed("reply_parameters", "reply parameters")
    if not given:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("message_id"), int):
        raise bad("object expected as reply parameters")
    message_id: int = given["message_id"]
    if world.message(chat_id, message_id) is not None:
        return message_id
    if given.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")
