"""A sandbox server, a scripted bot and a browser, for the tests of the chat page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from threading import Event, Thread

import httpx
from playwright.sync_api import Browser, Page

from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.server import HOST, build, serving
from tests.sandbox.browse import ChatPage, Scheme, Size, chromium, profile
from tests.sandbox.scripted import ScriptedBot

TOKEN = "7000000012:for-the-sandbox-only"
MORNING = datetime(2031, 3, 3, 8, 0, tzinfo=UTC)


class Diary:
    """One thing that the bot has to do, as the clock sees it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.due: datetime | None = None

    async def next_due(self) -> datetime | None:
        return self.due

    async def forget(self) -> None:
        """It knew nobody."""

    async def settle(self) -> None:
        if self.due is not None and self.due <= self._clock.now():
            self.due = None


class Stage:
    """One server with its bot; each patient on it is a new one."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._ids = count(1)
        self._pages: dict[tuple[Size, Scheme], Page] = {}
        self._problems: list[str] = []
        self._port = 0

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._port}"

    def begin(self) -> None:
        """Start the server, on the port that it had if it ran before, and then the bot."""
        ready = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(ready)), name="sandbox server")
        self._thread.start()
        assert ready.wait(20), "The sandbox server did not start."
        self.bot = ScriptedBot(self.address, TOKEN)
        self.bot.start()

    def stop(self) -> None:
        """Stop both, as Ctrl-C does."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(timeout=20)
        self.bot.join()

    async def _serve(self, ready: Event) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        clock = Clock()
        clock.move_to(MORNING)
        sandbox = Sandbox(clock)
        self.diary = Diary(clock)
        async with serving(build(sandbox, self.diary), sandbox, self._port) as self._port:
            ready.set()
            await self._over.wait()

    @contextmanager
    def patient(
        self, *, started: bool = True, first_visit: bool = False, size: Size = "desk", scheme: Scheme = "light"
    ) -> Iterator[ChatPage]:
        """The page of a patient whom nobody has seen before, who has pressed Start or not."""
        user = next(self._ids)
        if started:
            httpx.post(f"{self.address}/sandbox/users/{user}/messages", json={"text": "/start"})
        chat = ChatPage(self._page(size, scheme, first_visit), self.address).open(user)
        if started:
            chat.wait_for_text("Hello")
        yield chat
        chat.page.unroute_all()
        assert self._problems == [], "The page's scripts failed."

    def _page(self, size: Size, scheme: Scheme, first_visit: bool) -> Page:
        # Going elsewhere in a page that is there takes a third of the time that a new one takes.
        if first_visit or (size, scheme) not in self._pages:
            page = self._pages[size, scheme] = profile(self._browser, size=size, scheme=scheme).new_page()
            page.on("pageerror", lambda error: self._problems.append(str(error)))
        return self._pages[size, scheme]


@contextmanager
def on_stage() -> Iterator[Stage]:
    """A stage with everything running."""
    with chromium() as browser:
        stage = Stage(browser)
        stage.begin()
        try:
            yield stage
        finally:
            stage.stop()
