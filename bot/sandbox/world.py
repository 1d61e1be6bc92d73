"""The state of this Telegram, in memory and, given a folder, on disk."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.sandbox.changes import Changes
from bot.sandbox.errors import bad, forbidden
from bot.sandbox.records import Group, Message, Note, Person, StoredFile, Tap, Waiting
from bot.sandbox.store import Shelf, Store
from bot.sandbox.updates import Updates
from bot.sandbox.wire import Json, Upload

BOT_NAME = "B12 Companion"
BOT_USERNAME = "b12_companion_sandbox_bot"
_BOT_ID = 7000000012
_TYPING_SECONDS = 5
_OF_THE_BOT = ("profile|", "commands|default", "commands|all_", "menu|default", "webhook", "allowed", "count|")


class World:
    """Who is there and what was said; every change goes through here and is saved by `save`."""

    def __init__(self, clock: Clock, folder: Path | None = None, token: str | None = None) -> None:
        self.clock = clock
        self.bot_id = int(token.partition(":")[0]) if token else _BOT_ID
        self.store = Store(folder)
        self.people = Shelf(self.store, "person", Person)
        self.groups = Shelf(self.store, "group", Group)
        self.taps = Shelf(self.store, "tap", Tap)
        self.files = Shelf(self.store, "file", StoredFile)
        self.notes = Shelf(self.store, "note", Note)
        self._messages = Shelf(self.store, "message", Message)
        self._chats: dict[int, dict[int, Message]] = {}
        for message in sorted(self._messages.values(), key=lambda message: message.message_id):
            self._chats.setdefault(message.chat_id, {})[message.message_id] = message
        waiting = Shelf(self.store, "update", Waiting)
        self.updates = Updates(waiting, self.notes, self.unix, lambda: self.count("update"))
        self.changes = Changes(lambda: self.count("version"))
        self.typing: dict[int, datetime] = {}
        self.toasts: dict[int, Json] = {}
        self._set_clock()

    def unix(self) -> int:
        """The clock's now in whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def count(self, what: str) -> int:
        """The next number of its kind; numbers are never used twice, not even after a reset."""
        note = self.notes.get(f"count|{what}") or Note(0)
        return int(self.notes.put(f"count|{what}", Note(note.value + 1)).value)

    def save(self) -> None:
        """Make everything so far survive the process."""
        self.store.save()

    def move_clock(self, instant: datetime) -> None:
        """Make the clock tell `instant`."""
        self.clock.move_to(instant)
        self.notes.put("clock", Note(self.clock.moved.total_seconds()))
        self.changes.touch_all()

    def person(self, person_id: int) -> Person:
        """The person with this id, who comes to be when first named."""
        known = self.people.get(person_id)
        return known or self.people.put(person_id, Person(person_id, f"Person {person_id}"))

    def audience(self, chat_id: str) -> int:
        """The chat that a bot's request names, if the bot may write there."""
        if not chat_id:
            raise bad("chat_id is empty")
        person, group = self.people.get(chat_id), self.groups.get(chat_id)
        if group is not None:
            if not group.member:
                raise forbidden("bot is not a member of the group chat")
            return group.id
        if person is None or not person.started:
            raise bad("chat not found")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        return person.id

    def thread(self, chat_id: int) -> list[Message]:
        """The messages of a chat in their order."""
        return list(self._chats.get(chat_id, {}).values())

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """One message, if it is still there."""
        return self._chats.get(chat_id, {}).get(message_id)

    def keep(self, message: Message) -> Message:
        """Store a message, new or changed, and show it."""
        self._chats.setdefault(message.chat_id, {})[message.message_id] = message
        self._messages.put(message.message_id, message)
        self.changes.touch(message.chat_id)
        return message

    def remove(self, message: Message) -> None:
        """Delete a message."""
        del self._chats[message.chat_id][message.message_id]
        self._messages.drop(message.message_id)
        self.changes.touch(message.chat_id)

    def keyboard(self, chat_id: int) -> Json | None:
        """The reply keyboard that the chat shows now."""
        note = self.notes.get(f"keyboard|{chat_id}")
        return note.value if note else None

    def show_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        """Show another reply keyboard, or none."""
        self.notes.put(f"keyboard|{chat_id}", Note(keyboard))
        self.changes.touch(chat_id)

    def type(self, chat_id: int, seconds: float = _TYPING_SECONDS) -> None:
        """The bot is seen typing for a few seconds."""
        self.typing[chat_id] = self.clock.now() + timedelta(seconds=seconds)
        self.changes.touch(chat_id)

    def typing_left(self, chat_id: int) -> float:
        """For how many more seconds the bot is seen typing."""
        until = self.typing.get(chat_id)
        left = (until - self.clock.now()).total_seconds() if until else 0.0
        return left if 0 < left <= _TYPING_SECONDS else 0.0

    def keep_file(self, kind: str, upload: Upload, size: tuple[int, int] = (0, 0)) -> StoredFile:
        """Store a file and give it its id and path."""
        number = self.count("file")
        ending = upload.name.rpartition(".")[2]
        path = f"{kind}s/file_{number}.{ending if ending.isalnum() and '.' in upload.name else 'bin'}"
        file = StoredFile(f"{kind}_{number}", kind, path, upload.name, upload.mime_type, len(upload.content), *size)
        self.store.put_content(file.file_id, upload.content)
        return self.files.put(file.file_id, file)

    def reset(self) -> None:
        """Nobody is there and nothing was said; what the bot told about itself stays, and the time is real."""
        shelves: list[Shelf[Any]] = [self.people, self.groups, self.taps, self.files, self._messages]
        for shelf in shelves:
            shelf.clear()
        for key, _ in self.notes.items():
            if not key.startswith(_OF_THE_BOT):
                self.notes.drop(key)
        self.store.drop_contents()
        self.updates.forget()
        self._chats.clear()
        self.typing.clear()
        self.toasts.clear()
        self.clock.moved = timedelta(0)
        self.changes.touch_all()

    def end_waits(self) -> None:
        """Let nobody wait for an update or a change any more."""
        self.updates.close()
        self.changes.close()

    def _set_clock(self) -> None:
        note = self.notes.get("clock")
        if note is not None:
            self.clock.moved = timedelta(seconds=note.value)
