"""The real program, imported once: each of its lives is a fork of this process and ends by SIGKILL.

Reads a line of JSON for each life, {"seconds": 0.3}, and answers with its exit status (negative: the signal). A life of
null seconds is killed when the next line comes, or the input ends. What only costs time is shared by all lives: the
atlas of cities, and what a first start reads and imports on its way.
"""

import asyncio
import json
import os
import sys
import time

from bot import app, logs
from bot.clock import Clock
from bot.pace import RATE
from bot.settings import read
from bot.shared import Shared
from tests.warm import warm_up

KILL = 9


async def run(shared: Shared) -> None:
    """What `python -m bot run` does with a token."""
    settings = read()
    url = settings.database_url_for(sandbox=False)
    opened = app.open_program(url, settings.token, Clock(), None, settings.telegram_api_url, shared, RATE)
    async with opened as program:
        await app.run(program)


def begin(log: str, shared: Shared) -> int:
    """Begin a life; its process id."""
    pid = os.fork()
    if pid:
        return pid
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        logs.set_up("INFO", ())
        asyncio.run(run(shared))
    finally:
        os._exit(1)


def end(pid: int) -> int:
    """Kill it; its exit status, which is its own where it had ended before."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.kill(pid, KILL)
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def serve(log: str) -> None:
    """One life after the other."""
    shared = Shared()
    shared.places.load()
    warm_up(shared)
    for line in sys.stdin:
        seconds = json.loads(line)["seconds"]
        pid = begin(log, shared)
        if seconds is None:
            print("alive", flush=True)  # noqa: T201
            sys.stdin.readline()
        else:
            time.sleep(seconds)
        print(end(pid), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve(sys.argv[1])
