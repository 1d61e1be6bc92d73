"""From outside: the loopback server and the measured programs as processes of their own, and what they tell."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiohttp

from tests.bench.counting import Call
from tests.bench.loopback import Manners

ROOT = Path(__file__).parents[2]
TOKEN = "1:bench"
Json = dict[str, Any]


async def start(module: str, options: Json, errors: Path) -> Process:
    """`python -m tests.bench.MODULE OPTIONS`; what it writes to standard error goes to a file."""
    with errors.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"tests.bench.{module}",
            json.dumps(options),
            stdin=PIPE,
            stdout=PIPE,
            stderr=log,
            cwd=ROOT,
            limit=2**26,
        )


class Telegram:
    """The loopback server, seen from the people's side."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self.http, self.url = http, url

    async def says(self, told: Sequence[Json]) -> None:
        """People speak and tap: {after, chat, text or data}."""
        async with self.http.post(f"{self.url}/people/says", json=told) as answer:
            answer.raise_for_status()

    async def seen(self) -> tuple[list[Call], list[tuple[int, float]]]:
        """All calls so far; and chat and birth of each update."""
        async with self.http.get(f"{self.url}/people/seen") as answer:
            told = await answer.json()
        return [Call(**call) for call in told["calls"]], [(chat, at) for chat, at in told["born"]]

    async def count(self) -> Json:
        """Counts of messages taken, calls, and updates that wait."""
        async with self.http.get(f"{self.url}/people/count") as answer:
            counted: Json = await answer.json()
        return counted

    async def until(self, condition: Callable[[Json], bool], patience: float, every: float = 0.1) -> bool:
        """Wait until the counts fit, or patience is over; whether they did."""
        ends = asyncio.get_running_loop().time() + patience
        while not condition(await self.count()):
            if asyncio.get_running_loop().time() > ends:
                return False
            await asyncio.sleep(every)
        return True

    async def quiet(self, patience: float, still: float = 2.0) -> None:
        """Wait until no call has come for a while."""
        last, since, clock = -1, 0.0, asyncio.get_running_loop().time
        ends = clock() + patience
        while clock() < ends:
            calls = (await self.count())["calls"]
            if calls != last:
                last, since = calls, clock()
            elif clock() - since > still:
                return
            await asyncio.sleep(0.1)


class Child:
    """A measured program."""

    def __init__(self, process: Process, errors: Path) -> None:
        self.process, self.errors = process, errors
        # what it told when it was ready
        self.began: Json = {}

    async def told(self, patience: float = 120.0) -> Json:
        """The next line that it tells."""
        assert self.process.stdout is not None
        async with asyncio.timeout(patience):
            line = await self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the measured program ended: {self.errors.read_text()[-2000:]}")
        told: Json = json.loads(line)
        return told

    def order(self, order: str) -> None:
        """Tell it to do something: see gauge.Gauge."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n".encode())

    async def gauges(self) -> Json:
        """CPU seconds, longest stall since the last time, bytes of memory."""
        self.order("gauges")
        return await self.told()

    async def kill(self) -> None:
        """As at a power cut."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        """End it kindly, or else less so."""
        if self.process.returncode is None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self.order("stop")
            try:
                async with asyncio.timeout(5):
                    await self.process.wait()
            except TimeoutError:
                await self.kill()


class Stage:
    """Starts servers and programs, and ends them all at the end."""

    def __init__(self, folder: Path, stack: AsyncExitStack, http: aiohttp.ClientSession) -> None:
        folder.mkdir(parents=True)
        self.folder, self._stack, self._http = folder, stack, http
        self._number = 0
        # what was begun before and runs in the background, by its module's name
        self.begun: dict[str, asyncio.Task[Any]] = {}

    def file(self, name: str) -> Path:
        """A fresh name in the folder of this run."""
        self._number += 1
        return self.folder / f"{self._number}-{name}"

    async def telegram(self, **manners: Any) -> Telegram:
        """A new loopback server."""
        errors = self.file("loopback.log")
        process = await start("loopback", asdict(Manners(**manners)), errors)
        self._stack.push_async_callback(Child(process, errors).kill)
        port = await Child(process, errors).told()
        return Telegram(self._http, f"http://127.0.0.1:{port}")

    async def program(self, module: str, **options: Any) -> Child:
        """A measured program, ready to go."""
        errors = self.file(f"{module}.log")
        child = Child(await start(module, options, errors), errors)
        self._stack.push_async_callback(child.stop)
        child.began = await child.told()
        return child


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage whose processes all end with it."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        yield Stage(folder, stack, http)
