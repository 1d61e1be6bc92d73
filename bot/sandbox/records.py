"""What this Telegram remembers: people, groups, messages, taps, files and updates that wait."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.wire import Json

MEDIA = ("photo", "document", "sticker", "voice")


@dataclass
class Person:
    """A Telegram user other than the bot; the private chat has the same id."""

    id: int
    first_name: str
    language_code: str = "en"
    blocked: bool = False
    started: bool = False


@dataclass
class Group:
    """A group chat; its id is negative."""

    id: int
    title: str
    member: bool = True


@dataclass
class Message:
    """A message of the bot or of a person; `extra` holds media, location and flags in the Bot API's shape."""

    chat_id: int
    message_id: int
    sender_id: int
    by_bot: bool
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    markup: Json | None = None
    reply_to: int | None = None
    frozen: bool = False  # sent with a reply keyboard: Telegram lets nobody edit these
    edited: int | None = None

    def medium(self) -> str | None:
        """Which kind of file it carries."""
        return next((kind for kind in MEDIA if kind in self.extra), None)

    def buttons(self) -> list[list[Json]]:
        """The rows of its inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows


@dataclass
class Tap:
    """A callback query."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    date: int
    answered: bool = False
    text: str | None = None
    show_alert: bool = False


@dataclass
class StoredFile:
    """A file that was sent, without its contents."""

    file_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    size: int
    width: int = 0
    height: int = 0

    def unique_id(self) -> str:
        """The id that names the file but cannot be used to send it."""
        return f"u{self.file_id}"


@dataclass
class Waiting:
    """An update that the bot has not confirmed."""

    update_id: int
    kind: str
    body: Json
    date: int


@dataclass
class Note:
    """A single value: a counter, a setting, a list of commands."""

    value: Any
