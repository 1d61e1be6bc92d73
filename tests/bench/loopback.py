"""A Bot API on this machine, a process of its own: waits a round trip, may be strict, and notes what came when."""

import asyncio
import json
import math
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web

from tests.bench.counting import Call, Strict

Json = dict[str, Any]
BOT = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


@dataclass(frozen=True)
class Manners:
    """How the server behaves: seconds there and back; strict or not; a flood wait after so many messages, once."""

    round_trip: float = 0.05
    strict: bool = False
    flood_after: int | None = None


class Loopback:
    """The server's memory and its answers."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.strict = Strict() if manners.strict else Strict(a_second=10**9, burst=10**9)
        self.calls: list[Call] = []
        self.updates: list[Json] = []
        self.born: list[tuple[int, float]] = []
        self.arrived = asyncio.Event()
        self.messages = 0
        self.feeding: set[asyncio.Task[None]] = set()

    async def serve(self, request: web.Request) -> web.Response:
        """One Bot API method."""
        method = request.match_info["method"].lower()
        params = await _params(request)
        await asyncio.sleep(self.manners.round_trip / 2)
        if method == "getupdates":
            answer = await self.updates_for(params)
        else:
            answer = self.answer(method, params)
        await asyncio.sleep(self.manners.round_trip / 2)
        return web.json_response(answer, status=answer.get("error_code", 200))

    async def says(self, request: web.Request) -> web.Response:
        """Let people speak or tap: a list of {after, chat, text or data, message_id}, `after` in seconds from now."""
        task = asyncio.create_task(self.feed(await request.json()))
        self.feeding.add(task)
        task.add_done_callback(self.feeding.discard)
        return web.json_response({})

    async def seen(self, _request: web.Request) -> web.Response:
        """All calls, and of each update its chat and when it was born."""
        return web.json_response({"calls": [asdict(call) for call in self.calls], "born": self.born})

    async def count(self, _request: web.Request) -> web.Response:
        """How many messages the server has taken, how many calls came, and how many updates still wait."""
        counts = {"messages": self.messages, "calls": len(self.calls), "waiting": len(self.updates)}
        return web.json_response({**counts, "feeding": len(self.feeding)})

    async def feed(self, told: list[Json]) -> None:
        """Put people's updates in line, each at its time."""
        start = time.monotonic()
        for one in sorted(told, key=lambda one: float(one.get("after", 0))):
            wait = start + float(one.get("after", 0)) - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self.born.append((int(one["chat"]), time.monotonic()))
            self.updates.append(_update(len(self.born), one))
            self.arrived.set()

    async def updates_for(self, params: Json) -> Json:
        """What waits from the offset on, as soon as there is something, or the time is over."""
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        ends = time.monotonic() + float(params.get("timeout", 0))
        while not self.updates and (left := ends - time.monotonic()) > 0:
            self.arrived.clear()
            try:
                await asyncio.wait_for(self.arrived.wait(), left)
            except TimeoutError:
                break
        return {"ok": True, "result": self.updates[:limit]}

    def answer(self, method: str, params: Json) -> Json:
        """The answer to any other method, noted."""
        now, chat = time.monotonic(), int(params.get("chat_id", 0))
        text = str(params.get("text", ""))[:40]
        if method.startswith("send"):
            wait = self.strict.refuse(chat, now)
            self.calls.append(Call(now, method, chat, 200 if wait is None else 429, text))
            if wait is not None:
                return _refusal(math.ceil(wait))
            self.messages += 1
            if self.messages == self.manners.flood_after:
                self.strict.flood(now)
            return {"ok": True, "result": _message(self.messages, chat, str(params.get("text", "")))}
        self.calls.append(Call(now, method, chat, 200, text))
        if method == "getme":
            return {"ok": True, "result": BOT}
        if method.startswith("edit"):
            return {"ok": True, "result": _message(int(params.get("message_id", 0)), chat, "edited")}
        return {"ok": True, "result": True}


def _refusal(seconds: int) -> Json:
    return {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }


def _message(message_id: int, chat: int, text: str) -> Json:
    return {"message_id": message_id, "date": int(time.time()), "chat": _private(chat), "from": BOT, "text": text}


def _private(chat: int) -> Json:
    return {"id": chat, "type": "private", "first_name": "Person"}


def _update(update_id: int, one: Json) -> Json:
    chat = int(one["chat"])
    person = {"id": chat, "is_bot": False, "first_name": "Person", "language_code": "en"}
    if "data" in one:
        tapped = _message(int(one.get("message_id", 1)), chat, "tapped")
        query = {"id": str(update_id), "from": person, "chat_instance": "1", "message": tapped, "data": one["data"]}
        return {"update_id": update_id, "callback_query": query}
    message = {**_message(update_id, chat, str(one["text"])), "from": person}
    if message["text"].startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(message["text"])}]
    return {"update_id": update_id, "message": message}


async def _params(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **await request.post()}


async def main(arguments: Iterable[str]) -> None:
    """Serve on a port of the machine's choice, tell it on standard output, and go on until standard input ends."""
    server = Loopback(Manners(**json.loads(next(iter(arguments)))))
    application = web.Application(client_max_size=2**26)
    application.router.add_route("*", "/bot{token}/{method}", server.serve)
    application.router.add_post("/people/says", server.says)
    application.router.add_get("/people/seen", server.seen)
    application.router.add_get("/people/count", server.count)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    port = runner.addresses[0][1]
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    # nobody writes there: it is readable once whoever started this has ended
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
