"""One update: who spoke, when, in which language, and the ways to answer."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot import transport
from bot.care import drafts
from bot.care.door import Door
from bot.care.drafts import Draft
from bot.client import Client
from bot.clock import Clock
from bot.domain.emergency import Numbers
from bot.domain.knowledge import Found
from bot.domain.patient import Patient
from bot.domain.red_flags import Flag
from bot.i18n import Languages, Translator
from bot.places import Places
from bot.views.buttons import Answer, Back
from bot.views.codec import decode
from bot.views.screen import View
from conversations.dialogue import Play, Scene
from conversations.screens import Screens

COMMAND = re.compile(r"^/\w*(@\w+)?\s*")


@dataclass(frozen=True)
class Script:
    """A dialogue: what it asks, what it brings about in one transaction, and what is shown then.

    `act` is a care function (session, chat, outcome, now) -> result; `show` words the result.
    """

    play: Callable[[Scene], Play[Any]]
    act: Callable[..., Any]
    show: Callable[["Talk", Any], Awaitable[None]]


@dataclass(frozen=True)
class House:
    """What the conversations need of the rest; wired once by bot.app."""

    db: Door
    languages: Languages
    places: Places
    clock: Clock
    scripts: Mapping[str, Script]
    screens: Screens
    # by country; read at start, so that help does not hang on the database
    numbers: Mapping[str, Numbers]
    screen: Callable[[str], Flag | None]
    match: Callable[[str], Found]


@dataclass
class Talk:
    """One update in hand. `patient` is None before consent."""

    house: House
    bot: Client
    update: int
    chat: int
    now: datetime
    t: Translator
    patient: Patient | None
    message: Message | None
    query: CallbackQuery | None
    # the unfinished dialogue whose button was tapped, as it was when the update came
    draft: Draft | None = None
    aside: list[asyncio.Task[object]] = field(default_factory=list)

    @property
    def db(self) -> Door:
        """The door to the transactions."""
        return self.house.db

    @property
    def text(self) -> str:
        """What was typed, or written under a picture; empty where nothing was."""
        return (self.message.text or self.message.caption or "") if self.message else ""

    @property
    def said(self) -> str:
        """The same without the command that it may begin with."""
        return COMMAND.sub("", self.text)

    @property
    def zone(self) -> str:
        """The patient's zone; UTC before it is known."""
        return (self.patient.zone if self.patient else None) or "UTC"

    async def show(self, view: View) -> int:
        """Answer with a new message."""
        return await transport.send(self.bot, self.chat, view)

    async def reply(self, view: View) -> int:
        """Answer with a new message that quotes what was typed, by which its words are found again later."""
        answers = self.message.message_id if self.message is not None and self.query is None else None
        return await transport.send(self.bot, self.chat, view, answers=answers)

    async def replace(self, view: View) -> None:
        """Put the view in place of the tapped message; as a new one where that cannot be changed."""
        tapped = self.tapped
        if tapped is None or not await transport.edit(self.bot, self.chat, tapped.message_id, view):
            await self.show(view)

    async def toast(self, text: str | None = None, alert: bool = False) -> None:
        """Answer the tap, with a line over the chat or without; nothing waits for that."""
        if self.query is not None:
            self.alongside(_answer(self.query, text, alert))

    def alongside(self, work: Coroutine[Any, Any, object]) -> None:
        """Let this be done while the rest goes on: its order does not show on the screen, and it raises nothing."""
        self.aside.append(asyncio.create_task(work))

    async def end(self) -> None:
        """Wait for what runs alongside, so that this chat's next update finds all of it done."""
        if self.aside:
            await asyncio.wait(self.aside)

    def call_off(self) -> None:
        """Let go of what runs alongside."""
        for task in self.aside:
            task.cancel()

    @property
    def tapped(self) -> Message | None:
        """The message whose button was tapped, where Telegram still has it."""
        message = self.query.message if self.query else None
        return message if isinstance(message, Message) else None

    @property
    def quoted(self) -> str:
        """What the patient typed, where the tapped message answers to it; empty where that is gone."""
        quoted = self.tapped.reply_to_message if self.tapped else None
        return COMMAND.sub("", (quoted.text or quoted.caption or "") if quoted else "").strip()

    def take_up(self) -> None:
        """From now on it is as if the message that the tapped one answers to had just been typed."""
        self.message, self.query = self.tapped.reply_to_message if self.tapped else None, None


async def _answer(query: CallbackQuery, text: str | None, alert: bool) -> None:
    # the tap may be older than Telegram remembers, or the line down: what it asked for is done all the same
    with suppress(TelegramError):
        await query.answer(text, show_alert=alert)


async def open_talk(house: House, bot: Client, update: Update) -> Talk:
    """Who speaks, and the dialogue whose question was tapped; Unavailable where the database cannot be reached."""
    now, tapped = house.clock.now(), _tapped_script(update)
    patient, draft = await house.db.run(drafts.meet, chat_of(update), now, tapped)
    talk = talk_with(house, bot, update, now, patient)
    talk.draft = draft
    return talk


def _tapped_script(update: Update) -> str | None:
    action = decode(update.callback_query.data or "") if update.callback_query else None
    return action.script if isinstance(action, Answer | Back) else None


def talk_with(house: House, bot: Client, update: Update, now: datetime, patient: Patient | None) -> Talk:
    """The update with what is known of its patient."""
    user = update.effective_user
    tag = patient.language if patient else (user.language_code if user else None)
    return Talk(
        house=house,
        bot=bot,
        update=update.update_id,
        chat=chat_of(update),
        now=now,
        t=house.languages.of(tag),
        patient=patient,
        message=update.effective_message,
        query=update.callback_query,
    )


def chat_of(update: Update) -> int:
    """The chat that the update is from; one without is a bug in how the handlers are registered."""
    if update.effective_chat is None:
        raise ValueError("an update without a chat")
    return update.effective_chat.id
