"""Our records in the Bot API's shapes."""

from bot.sandbox.records import Message, Person, StoredFile, Tap
from bot.sandbox.wire import Json
from bot.sandbox.world import BOT_NAME, BOT_USERNAME, World


def profile(world: World, what: str, language: str = "") -> str:
    """The bot's name, description or short_description as a person of this language sees it."""
    for key in (f"profile|{what}|{language}", f"profile|{what}|"):
        note = world.notes.get(key)
        if note is not None and note.value:
            return str(note.value)
    return BOT_NAME if what == "name" else ""


def bot_user(world: World) -> Json:
    """The bot as a User."""
    name = profile(world, "name")
    return {"id": world.bot_id, "is_bot": True, "first_name": name, "username": BOT_USERNAME}


def person_user(person: Person) -> Json:
    """A person as a User."""
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.first_name,
        "language_code": person.language_code,
    }


def chat(world: World, chat_id: int) -> Json:
    """A private chat or a group as a Chat."""
    group = world.groups.get(chat_id)
    if group is not None:
        return {"id": group.id, "type": "group", "title": group.title}
    return {"id": chat_id, "type": "private", "first_name": world.person(chat_id).first_name}


def message(world: World, sent: Message, nested: bool = False) -> Json:
    """A Message; one that is nested in another leaves out what it replies to."""
    sender = bot_user(world) if sent.by_bot else person_user(world.person(sent.sender_id))
    shape: Json = {
        "message_id": sent.message_id,
        "from": sender,
        "chat": chat(world, sent.chat_id),
        "date": sent.date,
        **sent.extra,
    }
    if sent.text:
        captioned = sent.medium() is not None
        shape["caption" if captioned else "text"] = sent.text
        if sent.entities:
            shape["caption_entities" if captioned else "entities"] = _with_users(world, sent.entities)
    if sent.edited is not None:
        shape["edit_date"] = sent.edited
    if sent.markup is not None:
        shape["reply_markup"] = sent.markup
    original = None if nested or sent.reply_to is None else world.message(sent.chat_id, sent.reply_to)
    if original is not None:
        shape["reply_to_message"] = message(world, original, nested=True)
    return shape


def _with_users(world: World, entities: list[Json]) -> list[Json]:
    """Mentions get their person; those of strangers are plain text."""
    people = {entity["user"]["id"]: world.people.get(entity["user"]["id"]) for entity in entities if "user" in entity}
    shown = [entity for entity in entities if "user" not in entity or people[entity["user"]["id"]]]
    return [
        {**entity, "user": person_user(person)}
        if "user" in entity and (person := people[entity["user"]["id"]])
        else entity
        for entity in shown
    ]


def tap(world: World, query: Tap) -> Json:
    """A CallbackQuery with the whole message under which the button stood."""
    original = world.message(query.chat_id, query.message_id)
    gone = {"chat": chat(world, query.chat_id), "message_id": query.message_id, "date": 0}
    return {
        "id": query.id,
        "from": person_user(world.person(query.person_id)),
        "message": message(world, original) if original else gone,
        "chat_instance": str(-query.chat_id * 7919),
        "data": query.data,
    }


def media(file: StoredFile) -> Json:
    """The part of a Message that carries a file."""
    ids: Json = {"file_id": file.file_id, "file_unique_id": file.unique_id(), "file_size": file.size}
    if file.kind == "photo":
        return {"photo": [{**ids, "width": file.width, "height": file.height}]}
    return {"document": {**ids, "file_name": file.name, "mime_type": file.mime_type}}


def membership(world: World, chat_id: int, person: Person, old: str, new: str) -> Json:
    """A ChatMemberUpdated that tells the bot what became of it in a chat."""
    states: dict[str, Json] = {"kicked": {"until_date": 0}, "member": {}, "left": {}}
    before, after = ({"status": status, "user": bot_user(world), **states[status]} for status in (old, new))
    return {
        "chat": chat(world, chat_id),
        "from": person_user(person),
        "date": world.unix(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
