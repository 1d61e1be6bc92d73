"""The named patients of the tests, and the stage they act on: the whole program over a Telegram in memory."""

import shutil
import tempfile
from atexit import register
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from telegram import Update

from bot.app import Program, open_program
from bot.clock import Clock
from bot.matching import Matching
from bot.places import Places
from bot.sandbox import Sandbox
from bot.screening import Screening
from bot.shared import LOCALES as LOCALES
from bot.shared import Shared
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from tests import tdlib, telegram_schema
from tests.engines import alike as alike
from tests.lints.watching import Watched

# Monday 2 March 2026, 09:00 in Berlin.
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Json = dict[str, Any]
# One for all tests of a process: it never changes, and its atlas takes two seconds to load.
PLACES = Places()
# the same words are said in many tests: each is looked at once
SHARED = Shared(PLACES, lru_cache(maxsize=None)(Screening(LOCALES)), lru_cache(maxsize=None)(Matching(LOCALES)))


class StillClock(Clock):
    """A clock that stands where it was put."""

    def __init__(self, instant: datetime = MONDAY) -> None:
        super().__init__()
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def move_to(self, instant: datetime) -> None:
        self.instant = instant


class Stage:
    """The program, its Telegram and its clock."""

    def __init__(self, program: Program, sandbox: Sandbox, clock: StillClock, request: Watched) -> None:
        self.program, self.sandbox, self.clock, self.request = program, sandbox, clock, request

    async def answer(self) -> None:
        """Let the bot answer all that was said."""
        while updates := self.sandbox.take_updates():
            for update in updates:
                await self.deliver(update)

    async def deliver(self, update: Json) -> None:
        """Give the bot one update."""
        parsed = Update.de_json(update, self.program.bot)
        with self.request.journal.turn():
            await self.program.application.process_update(parsed)

    async def pass_time(self, **span: float) -> None:
        """Let so much time pass; everything that falls due is done at its own time."""
        await self.move_to(self.clock.now() + timedelta(**span))

    async def move_to(self, instant: datetime) -> None:
        """Let time pass until then."""
        await self.sandbox.move_clock(instant, self.program)
        self.request.journal.settle()

    async def jump(self, **span: float) -> None:
        """Let time pass while the program is switched off; then it looks what is due."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        await self.program.tick()
        self.request.journal.settle()

    async def next_reminder(self) -> datetime:
        """Move to when the bot next has something to do."""
        due = await self.program.next_due()
        assert due is not None
        await self.move_to(due)
        return due

    def check_requests(self) -> None:
        """Every request fits the Bot API, and TDLib reads every text."""
        for method, params in self.request.calls:
            if telegram_schema.available():
                assert telegram_schema.problems(method, params) == []
            if params.get("parse_mode") == "HTML":
                tdlib.parse_html(str(params.get("text", params.get("caption"))))


class Person:
    """Somebody with a phone."""

    def __init__(self, stage: Stage, user: int, name: str, language: str = "en") -> None:
        self.stage, self.user, self.name = stage, user, name
        stage.sandbox.patch_user(user, first_name=name, language_code=language)

    @property
    def chat(self) -> list[Json]:
        """All messages, oldest first."""
        return self.stage.sandbox.chat(self.user)

    @property
    def heard(self) -> list[Json]:
        """The bot's messages."""
        return [message for message in self.chat if message["from"] == "bot"]

    @property
    def last(self) -> str:
        """The text of the bot's newest message."""
        return str(self.heard[-1]["text"])

    @property
    def labels(self) -> list[str]:
        """The buttons of the bot's newest message."""
        return [button["text"] for row in self.heard[-1]["buttons"] for button in row]

    async def says(self, *texts: str) -> None:
        """They type, one message after the other."""
        for text in texts:
            self.stage.sandbox.say(self.user, text)
            await self.stage.answer()

    async def taps(self, *labels: str) -> str | None:
        """They tap the newest button that holds these words, one after the other; the last toast, if any."""
        toast: str | None = None
        for label in labels:
            message, data = self.button(label)
            toast = await self.taps_data(message, data)
        return toast

    async def taps_data(self, message_id: int, data: str) -> str | None:
        """They tap a button of an older message; the toast, if any."""
        tap = self.stage.sandbox.tap(self.user, message_id, data)
        await self.stage.answer()
        answered = self.stage.sandbox.tapped(self.user, tap)
        return None if answered is None else answered["text"]

    def button(self, label: str) -> tuple[int, str]:
        """Message id and data of the newest button that holds these words."""
        for message in reversed(self.heard):
            for row in message["buttons"]:
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["data"]
        raise AssertionError(f"no button {label!r}; the newest message is {self.last!r} with {self.labels}")

    async def joins(self, discreet: bool = False, city: str = "Europe/Berlin", country: str = "Germany") -> None:
        """From /start to all set."""
        await self.says("/start")
        await self.taps("Yes, I am 18", "I agree", "A doctor")
        await self.says(country, city)
        await self.taps("Yes, that is right", "Be discreet" if discreet else "Name my medicine")

    async def reaches_the_amount(self) -> None:
        """From /start to the plan's question how much one injection is."""
        await self.reaches_the_schedule()
        await self.taps("Step by step")

    async def reaches_the_schedule(self) -> None:
        """From /start to the plan's question for the whole schedule."""
        await self.joins()
        await self.taps("Enter my plan", "Methylcobalamin", "Skip", "I do not have it here")

    async def enters_weekly_plan(self, injections: int | None = 4, start: str = "tomorrow", at: str = "09:00") -> None:
        """A plan of weekly injections, confirmed."""
        await self.says("/schedule")
        await self.taps("Enter my plan", "Methylcobalamin", "Skip", "I do not have it here", "Step by step")
        await self.says("1000 mcg")
        await self.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion", "Every week")
        await self.says(at, start)
        if injections is None:
            await self.taps("When my clinician", "I do not know")
        else:
            await self.taps("After a number of injections")
            await self.says(str(injections))
        await self.taps("No, that is all")
        await self.knows_nothing_of_late_ones()
        await self.taps("Yes, save")

    async def knows_nothing_of_late_ones(self) -> None:
        """Neither what happens to the other dates, where that is asked, nor what to do."""
        while "I do not know: I will ask" in self.labels:
            await self.taps("I do not know")


@cache
def migrated_file() -> Path:
    """An empty SQLite file of today's schema, to be copied: migrating one for each test would take most of its time."""
    folder = Path(tempfile.mkdtemp(prefix="migrated"))
    register(shutil.rmtree, folder, ignore_errors=True)
    database = Database(f"sqlite:///{folder / 'bot.db'}")
    upgrade(database.engine)
    database.close()
    return folder / "bot.db"


@asynccontextmanager
async def open_stage(folder: Path, instant: datetime = MONDAY, kept: bool = False) -> AsyncIterator[Stage]:
    """The whole program on a database in `folder`, at a given time; its Telegram in memory, or `kept` there too."""
    clock = StillClock(instant)
    sandbox = Sandbox(clock, folder if kept else None)
    request = Watched(sandbox, folder / "bot.db")
    url = alike(f"sqlite:///{folder / 'bot.db'}")
    if not (folder / "bot.db").exists():
        shutil.copy(migrated_file(), folder / "bot.db")
    async with open_program(url, "1:sandbox", clock, request, shared=SHARED) as program:
        # the alarm is never set off: the tests move the time themselves
        program.scheduler.start(paused=True)
        stage = Stage(program, sandbox, clock, request)
        yield stage
        stage.check_requests()
        program.scheduler.shutdown(wait=False)
    sandbox.close()
