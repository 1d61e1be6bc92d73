"""A local Telegram: what a bot asks of it, and what people do in it."""

import asyncio
from datetime import datetime
from inspect import isawaitable
from pathlib import Path

from bot.clock import Clock
from bot.sandbox import people, screen, stepper
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import METHODS
from bot.sandbox.records import Message, StoredFile
from bot.sandbox.stepper import Stepper
from bot.sandbox.wire import Answer, Json, Params
from bot.sandbox.world import World


class Sandbox:
    """Everything that tests, the server and the page may do; all of it on one event loop."""

    def __init__(self, clock: Clock, folder: Path | None = None, token: str | None = None) -> None:
        self.clock = clock
        self.token = token
        self.world = World(clock, folder, token)
        self.faults = Faults()
        self._moving = asyncio.Lock()

    async def call(self, method: str, params: Params) -> Answer:
        """Carry out a Bot API method; raises CutError where the connection is to break."""
        served = METHODS.get(method.lower())
        if served is None:
            return refusal(ApiError(404, "Not Found"))
        try:
            cut = self.faults.strike(method.lower())
            served.check(params)
            result = served.carry_out(self.world, params)
            self.world.save()
            if isawaitable(result):
                result = await result
                self.world.save()
        except ApiError as error:
            self.world.save()
            return refusal(error)
        if cut is not None:
            raise cut
        return Answer(200, {"ok": True, "result": result})

    def say(self, user_id: int, text: str, *, forwarded: bool = False) -> Json:
        """A person writes."""
        send = people.forward if forwarded else people.write
        return self._shown(send(self.world, user_id, text))

    def share_location(self, user_id: int, latitude: float, longitude: float) -> Json:
        """A person shares where they are."""
        return self._shown(people.location(self.world, user_id, latitude, longitude))

    def send_photo(self, user_id: int, content: bytes, caption: str = "") -> Json:
        """A person sends a picture."""
        return self._shown(people.photo(self.world, user_id, content, caption))

    def send_sticker(self, user_id: int) -> Json:
        """A person sends a sticker."""
        return self._shown(people.sticker(self.world, user_id))

    def send_voice(self, user_id: int) -> Json:
        """A person sends a voice message."""
        return self._shown(people.voice(self.world, user_id))

    def edit(self, user_id: int, message_id: int, text: str) -> Json:
        """A person edits a message of theirs."""
        return self._shown(people.edit(self.world, user_id, message_id, text))

    def tap(self, user_id: int, message_id: int, data: str) -> str:
        """A person presses a button; returns the id of the callback query."""
        query = people.tap(self.world, user_id, message_id, data)
        self.world.save()
        return query.id

    def tapped(self, user_id: int, tap_id: str) -> Json | None:
        """What became of a tap: answered or not, and with which words."""
        query = self.world.taps.get(tap_id)
        return screen.tapped(query) if query and query.person_id == user_id else None

    def add_to_group(self, user_id: int, title: str = "A group", text: str = "Hello, everybody") -> int:
        """A person puts the bot into a new group and writes there; returns the group's id."""
        group_id = people.add_to_group(self.world, user_id, title, text)
        self.world.save()
        return group_id

    def patch_user(
        self,
        user_id: int,
        *,
        first_name: str | None = None,
        language_code: str | None = None,
        blocked: bool | None = None,
    ) -> Json:
        """A person changes their name or language, or blocks or unblocks the bot."""
        changed = people.change(self.world, user_id, first_name, language_code, blocked)
        self.world.save()
        return screen.person(changed)

    def meet(self, user_id: int) -> Json:
        """Somebody comes to be, if they were not there before."""
        return self.patch_user(user_id)

    def users(self) -> list[Json]:
        """Everybody who has come to be."""
        return [screen.person(known) for known in self.world.people.values()]

    def chat(self, chat_id: int, after: int = 0) -> list[Json]:
        """The messages of a chat in order, from the one after `after` on."""
        thread = self.world.thread(chat_id)
        return [screen.message(self.world, sent) for sent in thread if sent.message_id > after]

    def sent_to(self, chat_id: int, after: int = 0) -> list[Json]:
        """What the bot sent to a chat and did not delete."""
        return [message for message in self.chat(chat_id, after) if message["from"] == "bot"]

    def screen(self, user_id: int) -> Json:
        """What a person sees of their chat."""
        view = screen.screen(self.world, user_id)
        self.world.save()
        return view

    async def screen_after(self, user_id: int, version: int, seconds: float) -> Json:
        """The screen once it differs from `version`, or after `seconds`."""
        typing = self.world.typing_left(user_id)
        await self.world.changes.wait(user_id, version, min(seconds, typing) if typing else seconds)
        if typing and not self.world.typing_left(user_id):
            self.world.changes.touch(user_id)
        return self.screen(user_id)

    def file(self, file_id: str) -> tuple[StoredFile, bytes] | None:
        """A file that was sent, and its contents."""
        known = self.world.files.get(file_id)
        return (known, self.world.store.content(file_id)) if known else None

    def file_at(self, path: str) -> tuple[StoredFile, bytes] | None:
        """The file that getFile gave this path."""
        known = next((file for file in self.world.files.values() if file.path == path), None)
        return self.file(known.file_id) if known else None

    def take_updates(self) -> list[Json]:
        """All updates that wait for the bot, confirmed at once: for tests that poll by hand."""
        updates = self.world.updates.take()
        self.world.save()
        return updates

    def fail(self, method: str, fault: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Have the next calls of a method go wrong."""
        self.faults.order(Fault(method, fault, times, retry_after))

    async def move_clock(self, target: datetime, bot: Stepper | None = None) -> None:
        """Move the clock; everything that falls due on the way happens at its own time."""
        async with self._moving:
            try:
                await stepper.move_clock(self.world, bot, target)
            finally:
                self.world.save()

    def reset(self) -> None:
        """Nobody is there, nothing was said, and the time is real."""
        self.faults.clear()
        self.world.reset()
        self.world.save()

    def end_waits(self) -> None:
        """Answer every poll that is open, and let none wait any more: the end is near."""
        self.world.end_waits()

    def close(self) -> None:
        """End every wait and let go of the folder."""
        self.world.end_waits()
        self.world.store.close()

    def _shown(self, sent: Message) -> Json:
        self.world.save()
        return screen.message(self.world, sent)


def refusal(error: ApiError) -> Answer:
    """A refusal in the Bot API's shape."""
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return Answer(error.code, body)
