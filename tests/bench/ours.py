"""Our program as it runs, with a gauge in it."""

import asyncio
import logging
import time
from contextlib import suppress

from bot import app
from bot.clock import Clock
from bot.pace import RATE
from tests.bench.gauge import Gauge, options, run, tell


async def main() -> None:
    """Start as told, say when ready, and go on until told to stop."""
    told = options()
    logging.basicConfig(level=told.get("log", "CRITICAL"))
    gauge = Gauge(told.get("ticking", False))
    began = time.perf_counter()
    pace = told.get("rate") or RATE
    async with app.open_program(told["database"], "1:bench", Clock(), api_url=told["api_url"], pace=pace) as program:
        running = asyncio.create_task(app.run(program))
        tell({"ready": True, "opened": time.perf_counter() - began})
        await asyncio.wait([running, asyncio.create_task(gauge.stopped.wait())], return_when=asyncio.FIRST_COMPLETED)
        gauge.close()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


if __name__ == "__main__":
    run(main())
