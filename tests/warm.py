"""The program, imported once: each start of it is a fork, at a tenth of what a new Python takes.

Run as a program, it reads a line of JSON for each start or question, and answers with a line.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from atexit import register
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel import localedata

from bot import app
from bot.__main__ import main
from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.inprocess import InProcess
from bot.shared import Shared

ROOT = Path(__file__).parents[1]
LOOK = 0.02


class Start:
    """One start of the program, as subprocess.Popen would show it."""

    def __init__(self, nest: "Nest", pid: int) -> None:
        self._nest, self.pid = nest, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit status once it has ended (negative: the signal)."""
        if self.returncode is None:
            self.returncode = self._nest.ask(ended=self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """The same, waited for."""
        ends = time.monotonic() + timeout
        while (status := self.poll()) is None:
            assert time.monotonic() < ends, f"it has not ended within {timeout} s"
            time.sleep(LOOK)
        return status

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


class Nest:
    """The process that all starts are forks of."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.warm"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload]

    def start(self, arguments: Sequence[str], env: Mapping[str, str], log: Path) -> Start:
        """`python -m bot` with these arguments; what it writes is added to the log."""
        return Start(self, self.ask(arguments=list(arguments), env=dict(env), log=str(log)))

    def ask(self, **what: Any) -> Any:
        """One line there, one back."""
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """It ends with its input."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@cache
def nest() -> Nest:
    """One for all tests of a process."""
    opened = Nest()
    register(opened.close)
    return opened


async def rehearse(shared: Shared) -> None:
    """Open the program once, on an empty database and a Telegram in memory: its first start imports more on its way."""
    sandbox = Sandbox(Clock())
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bot.db"
        async with app.open_program(url, "1:sandbox", Clock(), InProcess(sandbox), shared=shared):
            sandbox.close()


def warm_up(shared: Shared) -> None:
    """Do once what each start would do for itself, and let its memory be shared."""
    localedata.load("en")
    shared.screen("hello")
    asyncio.run(rehearse(shared))
    # as long as nobody looks through it
    gc.freeze()


def begin(asked: dict[str, Any]) -> int:
    """Fork; the start's process id. The fork itself never returns."""
    pid = os.fork()
    if pid:
        return pid
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    out = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.exit(main(asked["arguments"]))


def ended(pid: int) -> int | None:
    """A start's exit status, once it has ended."""
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def serve() -> None:
    """Start and answer, until there is no more input."""
    warm_up(Shared())
    for line in sys.stdin:
        asked = json.loads(line)
        answer = ended(asked["ended"]) if "ended" in asked else begin(asked)
        print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
