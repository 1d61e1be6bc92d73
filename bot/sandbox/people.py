"""What a person does in the chat: writes, taps, shares, blocks."""

import mimetypes
from dataclasses import replace

from telegram.constants import MessageLimit

from bot.sandbox import shapes
from bot.sandbox.errors import ImpossibleError
from bot.sandbox.formatting import is_blank, tidy
from bot.sandbox.found import with_found
from bot.sandbox.pictures import size
from bot.sandbox.records import Group, Message, Person, Tap
from bot.sandbox.wire import Json, Upload
from bot.sandbox.world import World

_FIRST_TAP = 4_200_000_000_000_000_000
_PICTURE_NAMES = {b"\x89PNG": "photo.png", b"GIF8": "photo.gif", b"RIFF": "photo.webp"}


def write(world: World, person_id: int, text: str = "", extra: Json | None = None) -> Message:
    """Send the bot a message of one's own."""
    person = _writer(world, person_id)
    text, entities = _said(text) if text or not extra else ("", [])
    message = Message(
        chat_id=person.id,
        message_id=world.count("message"),
        sender_id=person.id,
        by_bot=False,
        date=world.unix(),
        text=text,
        entities=entities,
        extra=extra or {},
    )
    if not person.started:
        world.people.put(person.id, replace(person, started=True))
    world.keep(message)
    _put_keyboard_away(world, message)
    world.updates.add("message", shapes.message(world, message))
    return message


def edit(world: World, person_id: int, message_id: int, text: str) -> Message:
    """Change the text of a message of one's own."""
    _writer(world, person_id)
    message = world.message(person_id, message_id)
    if message is None or message.by_bot:
        raise ImpossibleError("Only a message that this person wrote can be edited.")
    text, entities = _said(text)
    if text == message.text:
        raise ImpossibleError("The message says that already.")
    changed = world.keep(replace(message, text=text, entities=entities, edited=world.unix()))
    world.updates.add("edited_message", shapes.message(world, changed))
    return changed


def tap(world: World, person_id: int, message_id: int, data: str) -> Tap:
    """Press a button under a message."""
    _writer(world, person_id)
    message = world.message(person_id, message_id)
    rows = message.buttons() if message else []
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise ImpossibleError(f"Message {message_id} has no button with the data {data!r}.")
    tap_id = str(_FIRST_TAP + world.count("tap"))
    query = world.taps.put(tap_id, Tap(tap_id, person_id, person_id, message_id, data, world.unix()))
    world.changes.touch(person_id)
    world.updates.add("callback_query", shapes.tap(world, query))
    return query


def photo(world: World, person_id: int, content: bytes, caption: str = "") -> Message:
    """Send a picture."""
    found = size(content)
    if found is None:
        raise ImpossibleError("This is no picture that Telegram would take.")
    _writer(world, person_id)
    name = _PICTURE_NAMES.get(content[:4], "photo.jpg")
    upload = Upload(name, mimetypes.guess_type(name)[0] or "image/jpeg", content)
    file = world.keep_file("photo", upload, found)
    return write(world, person_id, caption, shapes.media(file))


def sticker(world: World, person_id: int) -> Message:
    """Send a sticker, always the same one."""
    looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    ids = {"file_id": "sticker_thumbs_up", "file_unique_id": "usticker_thumbs_up", "file_size": 12000}
    return write(world, person_id, extra={"sticker": {**ids, **looks, "emoji": "👍"}})


def voice(world: World, person_id: int) -> Message:
    """Send a voice message of two seconds."""
    ids = {"file_id": "voice_two_seconds", "file_unique_id": "uvoice_two_seconds", "file_size": 4000}
    return write(world, person_id, extra={"voice": {**ids, "duration": 2, "mime_type": "audio/ogg"}})


def location(world: World, person_id: int, latitude: float, longitude: float) -> Message:
    """Share where one is."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ImpossibleError("A latitude lies between -90 and 90, a longitude between -180 and 180.")
    return write(world, person_id, extra={"location": {"latitude": latitude, "longitude": longitude}})


def forward(world: World, person_id: int, text: str) -> Message:
    """Pass on what somebody else wrote, who hides their name."""
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": world.unix()}
    return write(world, person_id, text, {"forward_origin": origin})


def change(
    world: World, person_id: int, first_name: str | None, language_code: str | None, blocked: bool | None
) -> Person:
    """Change one's name or the app's language, or block or unblock the bot."""
    person = world.person(person_id)
    changed = replace(
        person,
        first_name=first_name or person.first_name,
        language_code=language_code or person.language_code,
        blocked=person.blocked if blocked is None else blocked,
    )
    if changed != person:
        world.people.put(person_id, changed)
        world.changes.touch(person_id)
    if person.started and changed.blocked != person.blocked:
        states = ("member", "kicked") if changed.blocked else ("kicked", "member")
        world.updates.add("my_chat_member", shapes.membership(world, person_id, changed, *states))
    return changed


def add_to_group(world: World, person_id: int, title: str, text: str) -> int:
    """Put the bot into a new group and write there; the group's id is negative."""
    person = world.person(person_id)
    group_id = -4_000_000_000 - world.count("group")
    group = world.groups.put(group_id, Group(group_id, title))
    world.updates.add("my_chat_member", shapes.membership(world, group.id, person, "left", "member"))
    said, entities = _said(text)
    number, now = world.count("message"), world.unix()
    message = world.keep(Message(group_id, number, person_id, False, now, said, entities))
    world.updates.add("message", shapes.message(world, message))
    return group_id


def _writer(world: World, person_id: int) -> Person:
    person = world.person(person_id)
    if person.blocked:
        raise ImpossibleError("This person has blocked the bot; unblock it first.")
    return person


def _said(text: str) -> tuple[str, list[Json]]:
    text, _ = tidy(text, [])
    if is_blank(text):
        raise ImpossibleError("There is no text to send.")
    if len(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise ImpossibleError("A message has at most 4096 characters.")
    return text, with_found(text, [])


def _put_keyboard_away(world: World, message: Message) -> None:
    """A keyboard for one use goes when one of its buttons was used."""
    keyboard = world.keyboard(message.chat_id)
    if not keyboard or not keyboard.get("one_time_keyboard"):
        return
    buttons = [button for row in keyboard["keyboard"] for button in row]
    shared = "location" in message.extra and any(button.get("request_location") for button in buttons)
    if shared or any(button["text"] == message.text for button in buttons):
        world.show_keyboard(message.chat_id, None)
