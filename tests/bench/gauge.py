"""Inside a measured program: its longest stall, CPU time and memory, told on request over its standard input."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

TICK = 0.001


class Gauge:
    """Watches the event loop that it runs on."""

    def __init__(self, ticking: bool) -> None:
        self.longest = 0.0
        self.stopped = asyncio.Event()
        self.more: dict[str, Callable[[], Any]] = {}
        self._ticker = asyncio.create_task(self._tick()) if ticking else None
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), self._read)

    def close(self) -> None:
        """Watch no more."""
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        if self._ticker:
            self._ticker.cancel()

    async def _tick(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last - TICK)
            last = now

    def _read(self) -> None:
        for order in os.read(sys.stdin.fileno(), 2**16).decode().splitlines() or ["stop"]:
            self._do(order.split())

    def _do(self, order: list[str]) -> None:
        """An order: `gauges` tells and begins anew, `stall SECONDS` holds the loop up, `stop` ends the program."""
        match order:
            case ["gauges"]:
                told = {name: tell() for name, tell in self.more.items()}
                tell({"cpu": time.process_time(), "stall": self.longest, "rss": resident(), **told})
                self.longest = 0.0
            case ["stall", seconds]:
                # on purpose: this is what a careless handler does to everybody
                time.sleep(float(seconds))
            case _:
                self.stopped.set()


def tell(what: Mapping[str, Any]) -> None:
    """One line for whoever measures."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def resident() -> int:
    """Bytes of memory that this process holds just now."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def options() -> dict[str, Any]:
    """What the measured program was started with."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    return told


def run(main: Any) -> None:
    """Run the program to its end."""
    with suppress(KeyboardInterrupt):
        asyncio.run(main)
