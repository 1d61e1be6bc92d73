"""Wires the house: the database, the bot with its handlers in order, and the scheduler."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.care import outbox
from bot.care.patients import erase_everybody
from bot.client import Client
from bot.clock import Clock
from bot.i18n import Languages
from bot.introduction import introduce
from bot.numbers import read_numbers
from bot.pace import RATE, Pace
from bot.polling import Poller
from bot.reminders import Courier
from bot.request import Http
from bot.shared import LOCALES, Shared
from bot.soon import Soon
from bot.storage.engine import Database, Unavailable
from bot.storage.migrate import upgrade
from conversations import other
from conversations.desk import Handler, on_command, receive, tap_handler
from conversations.routes import COMMANDS, SCRIPTS, TAPS
from conversations.screens import Screens
from conversations.talk import House

log = logging.getLogger(__name__)

TELEGRAM = "https://api.telegram.org"
HEARTBEAT = timedelta(seconds=20)
LAST_MESSAGE = 1.0
LOOK_WITHIN = 0.05
# The database's thread gives Python's lock away at each statement: while the loop is busy it would wait for it so long
# (seconds; usually 5 ms).
SWITCH = 0.0005

App = Application[Any, Any, Any, Any, Any, Any]


@dataclass
class Program:
    """Everything that runs, wired; made by `open_program`."""

    house: House
    shared: Shared
    application: App
    database: Database
    scheduler: AsyncIOScheduler
    courier: Courier
    ticking: asyncio.Lock
    stopping: bool = False
    looking: Soon = field(init=False)

    def __post_init__(self) -> None:
        # one look serves all the updates that were answered meanwhile
        self.looking = Soon(self.look, LOOK_WITHIN)

    @property
    def bot(self) -> Client:
        """The bot as python-telegram-bot has it."""
        bot: Client = self.application.bot
        return bot

    async def handle(self, update: Update) -> None:
        """Answer one update, then look soon whether something falls due earlier than was known."""
        await self.application.process_update(update)
        self.looking.ask()

    async def tick(self) -> None:
        """Plan and send what is due now; one at a time, whoever asks."""
        async with self.ticking:
            try:
                due = await self.courier.tick(lambda: not self.stopping)
            except Exception:
                # whatever it was, the next heartbeat tries again; rows wait meanwhile
                log.exception("no tick")
                return
        self._wake_at(due)

    async def look(self) -> None:
        """Set the alarm to the next thing that is due."""
        with suppress(Unavailable):
            self._wake_at(await self.next_due())

    async def next_due(self) -> datetime | None:
        """When there is next something to do (aware, UTC, by the house's clock)."""
        return await self.database.run(outbox.next_due)

    async def settle(self) -> None:
        """Do all that is due at the clock's now: what the sandbox calls when its clock has moved."""
        await self.tick()

    async def forget(self) -> None:
        """Erase every patient: what the sandbox calls when it starts anew."""
        await self.database.run(erase_everybody)

    def _wake_at(self, due: datetime | None) -> None:
        if due is not None and self.scheduler.running:
            ahead = max(due - self.house.clock.now(), timedelta(0))
            self.scheduler.add_job(
                self.tick, "date", run_date=datetime.now(UTC) + ahead, id="next", replace_existing=True
            )


@asynccontextmanager
async def open_program(
    database_url: str,
    token: str,
    clock: Clock,
    request: BaseRequest | None = None,
    api_url: str | None = None,
    shared: Shared | None = None,
    pace: float | None = None,
) -> AsyncIterator[Program]:
    """The program with its database migrated and its bot known to Telegram; closed on the way out.

    `pace` is how many messages a second may leave; None, for tests, lets all leave at once.
    Raises telegram.error.InvalidToken where Telegram does not know the token, settings.Refusal where a file is amiss.
    """
    numbers, own = read_numbers(LOCALES / "emergency.toml"), shared or Shared()
    database = Database(database_url)
    try:
        await asyncio.to_thread(upgrade, database.engine)
        languages, screens = Languages(LOCALES), Screens(database)
        house = House(database, languages, own.places, clock, SCRIPTS, screens, numbers, own.screen, own.match)
        application = _application(house, token, request, api_url, pace)
        async with _online(application), aclosing(house.screens):
            # APScheduler's own defaults lose work: a job that is a second late, or that overlaps, would be dropped
            defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
            scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
            courier = Courier(database, application.bot, house.languages, clock.now, pace or RATE)
            program = Program(house, own, application, database, scheduler, courier, asyncio.Lock())
            yield program
    finally:
        database.close()


@asynccontextmanager
async def _online(application: App) -> AsyncIterator[None]:
    """The application, known to Telegram; its connections are closed even where it never came to that."""
    try:
        async with application:
            yield
    finally:
        await application.bot.shutdown()


async def run(program: Program) -> None:
    """Poll and remind until cancelled. Raises polling.Taken where another program polls for the same bot."""
    poller = Poller(program.bot, program.handle, program.database, program.house.clock)
    sys.setswitchinterval(SWITCH)
    # a daemon, so that stopping need not wait for it
    Thread(target=program.shared.load, args=(program.house.languages,), daemon=True).start()
    try:
        await introduce(program.bot, program.house.languages)
        # what was tapped while the program was off counts before anybody is reminded
        await poller.catch_up()
        program.scheduler.add_job(program.tick, "interval", seconds=HEARTBEAT.total_seconds(), id="heartbeat")
        # people are answered from the first moment on, however many reminders have waited
        program.scheduler.add_job(program.tick, id="first")
        program.scheduler.start()
        await poller.run()
    finally:
        program.stopping = True
        # a message that is on its way is noted as sent before the rest stops
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_MESSAGE):
                await program.ticking.acquire()
        if program.scheduler.running:
            program.scheduler.shutdown(wait=False)
        await poller.finish(0.5)
        await program.looking.close()


def _application(house: House, token: str, request: BaseRequest | None, api_url: str | None, pace: float | None) -> App:
    client = Client(
        token,
        base_url=f"{api_url or TELEGRAM}/bot",
        base_file_url=f"{api_url or TELEGRAM}/file/bot",
        request=request or Http(),
        # the long polls have a line of their own, so that they never hold up what is sent
        get_updates_request=request or Http(connections=2),
        rate_limiter=None if pace is None else Pace(pace),
    )
    application: App = Application.builder().bot(client).updater(None).build()
    register(application, house)
    return application


def register(application: App, house: House) -> None:
    """Who answers what, in order: the first that fits."""

    def answer(handler: Handler) -> Any:
        async def callback(update: Update, _context: Any) -> None:
            await receive(house, application.bot, update, handler)

        return callback

    private, words = filters.ChatType.PRIVATE, filters.TEXT & ~filters.FORWARDED
    typed = filters.TEXT | filters.CAPTION
    in_group = ~filters.StatusUpdate.ALL | filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.CHAT_CREATED
    fresh = private & filters.UpdateType.MESSAGE
    application.add_handlers(
        [
            MessageHandler(~private & filters.UpdateType.MESSAGE & in_group, answer(other.on_group)),
            MessageHandler(private & filters.UpdateType.EDITED_MESSAGE & typed, answer(other.on_edited)),
            *(CommandHandler(name, answer(on_command(handler)), fresh) for name, handler in COMMANDS.items()),
            MessageHandler(fresh & filters.COMMAND & ~filters.FORWARDED, answer(on_command(other.on_unknown_command))),
            CallbackQueryHandler(answer(tap_handler(TAPS))),
            MessageHandler(fresh & filters.LOCATION, answer(other.on_location)),
            MessageHandler(fresh & words, answer(other.on_text)),
            MessageHandler(fresh & ~filters.StatusUpdate.ALL, answer(other.on_wordless)),
        ]
    )
