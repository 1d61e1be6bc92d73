"""What a person sees of a chat, in the shapes of docs/sandbox.md."""

from datetime import UTC, datetime

from bot.sandbox import shapes
from bot.sandbox.about import commands_for, menu_for, primary
from bot.sandbox.records import Message, Person, StoredFile, Tap
from bot.sandbox.wire import Json
from bot.sandbox.world import BOT_USERNAME, World


def iso(instant: datetime) -> str:
    """An instant in ISO 8601, in UTC."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def person(known: Person) -> Json:
    """Somebody, as scripts and the page see them."""
    return {
        "id": known.id,
        "first_name": known.first_name,
        "language_code": known.language_code,
        "blocked": known.blocked,
        "started": known.started,
    }


def message(world: World, sent: Message) -> Json:
    """A message, as scripts and the page see it."""
    view: Json = {
        "message_id": sent.message_id,
        "from": "bot" if sent.by_bot else "user",
        "date": iso(datetime.fromtimestamp(sent.date, UTC)),
        "text": sent.text,
        "entities": sent.entities,
        "buttons": [[_button(button) for button in row] for row in sent.buttons()],
        "edited": sent.edited is not None,
    }
    kind = sent.medium()
    if kind in {"photo", "document"}:
        media = sent.extra[kind]
        file = world.files.get((media[-1] if kind == "photo" else media)["file_id"])
        view[kind] = _file(file) if file else None
    elif kind is not None:
        view[kind] = True
    if "location" in sent.extra:
        view["location"] = sent.extra["location"]
    if "forward_origin" in sent.extra:
        view["forwarded"] = True
    return view


def tapped(query: Tap) -> Json:
    """What became of a tap."""
    return {"answered": query.answered, "text": query.text, "show_alert": query.show_alert}


def screen(world: World, chat_id: int) -> Json:
    """The whole chat, as the page draws it."""
    owner = world.person(chat_id)
    return {
        "version": world.changes.version(chat_id),
        "messages": [message(world, sent) for sent in world.thread(chat_id)],
        "keyboard": _keyboard(world.keyboard(chat_id)),
        "commands": commands_for(world, chat_id, owner.language_code),
        "menu": menu_for(world, str(chat_id)),
        "bot": _bot(world, primary(owner.language_code)),
        "typing": world.typing_left(chat_id) > 0,
        "toast": world.toasts.get(chat_id),
        "clock": iso(world.clock.now()),
    }


def _bot(world: World, language: str) -> Json:
    return {
        "first_name": shapes.profile(world, "name", language),
        "username": BOT_USERNAME,
        "description": shapes.profile(world, "description", language),
        "short_description": shapes.profile(world, "short_description", language),
    }


def _button(button: Json) -> Json:
    view = {"text": button["text"], "style": button.get("style")}
    if "callback_data" in button:
        return {**view, "data": button["callback_data"]}
    if "copy_text" in button:
        return {**view, "copy": button["copy_text"]["text"]}
    return {**view, "url": button["url"]} if "url" in button else view


def _file(file: StoredFile) -> Json:
    view: Json = {
        "file_id": file.file_id,
        "file_name": file.name,
        "mime_type": file.mime_type,
        "file_size": file.size,
    }
    return {**view, "width": file.width, "height": file.height} if file.kind == "photo" else view


def _keyboard(markup: Json | None) -> Json | None:
    if markup is None:
        return None
    return {
        "rows": [[_reply_button(button) for button in row] for row in markup["keyboard"]],
        "one_time": bool(markup.get("one_time_keyboard")),
        "placeholder": markup.get("input_field_placeholder"),
        "resize": bool(markup.get("resize_keyboard")),
    }


def _reply_button(button: Json) -> Json:
    return {
        "text": button["text"],
        "request_location": bool(button.get("request_location")),
        "request_contact": bool(button.get("request_contact")),
    }
