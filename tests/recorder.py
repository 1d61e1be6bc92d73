"""A Telegram in a process of its own that outlives the bot: it hands out updates, and notes all that arrives."""

import asyncio
import json
import sys
import time
from random import Random
from typing import Any

from aiohttp import web

from bot.views.buttons import LaterMenu, Take
from bot.views.codec import decode

Json = dict[str, Any]
BOT = {"id": 1, "is_bot": True, "first_name": "Recorder", "username": "recorder_bot"}
# Seconds to the server and back: so long a message is in flight. What a start asks for takes no time.
ROUND_TRIP = 0.03
AT_ONCE = ("get", "set", "delete")
LONG_POLL = 25.0


class Recorder:
    """Its memory: every message, every update, and which of these were handed out."""

    def __init__(self, seed: int, share: float) -> None:
        self.dice, self.share = Random(seed), share
        self.messages: list[Json] = []
        self.updates: list[Json] = []
        self.handed_out: set[int] = set()
        self.handed_twice = 0
        self.confirmed = 0
        self.answered = 0
        self.fresh, self.heard = asyncio.Event(), asyncio.Event()
        self.numbers = 0

    async def serve(self, request: web.Request) -> web.Response:
        """One method of the Bot API."""
        method = request.match_info["method"].lower()
        params: Json = await request.json() if request.can_read_body else dict(request.query)
        if method == "getupdates":
            return _result(
                await self.wait_for_updates(int(params.get("offset") or 0), float(params.get("timeout") or 0))
            )
        trip = 0.0 if method.startswith(AT_ONCE) else ROUND_TRIP
        await asyncio.sleep(trip / 2)
        answer = self.answer(method, params)
        await asyncio.sleep(trip / 2)
        return _result(answer)

    def answer(self, method: str, params: Json) -> Any:
        """What a method does, at the moment at which it arrives."""
        if method == "getme":
            return BOT
        if method == "sendmessage":
            return self.take(int(params["chat_id"]), str(params["text"]), params.get("reply_markup"))
        if method.startswith("editmessage"):
            return _message(int(params["chat_id"]), int(params["message_id"]), str(params.get("text", "")))
        self.answered += method == "answercallbackquery"
        return True

    def take(self, chat: int, text: str, markup: Any) -> Json:
        """Note a message; the person may tap Taken under a reminder at once."""
        self.numbers += 1
        actions = _actions(markup)
        takes = [action.dose for action in actions if isinstance(action, Take)]
        asks = any(isinstance(action, LaterMenu) for action in actions)
        noted = {"at": time.time(), "chat": chat, "text": text, "dose": takes[0] if takes else None, "asks": asks}
        self.messages.append(noted)
        self.heard.set()
        message = _message(chat, self.numbers, text)
        if asks and takes and self.dice.random() < self.share:
            self.tap(chat, message, takes[0])
        return message

    def tap(self, chat: int, message: Json, dose: int) -> None:
        """Put a tap in line."""
        number = len(self.updates) + 1
        query = {
            "id": str(number),
            "from": _person(chat),
            "chat_instance": "1",
            "message": message,
            "data": f"t:{dose}",
        }
        self.updates.append({"update_id": number, "callback_query": query})
        self.fresh.set()

    async def wait_for_updates(self, offset: int, seconds: float) -> list[Json]:
        """Those from `offset` on, a hundred at most; the ones before are forgotten, as Telegram does."""
        ends = time.monotonic() + min(seconds, LONG_POLL)
        self.confirmed = max(self.confirmed, offset)
        while not (waiting := [one for one in self.updates if one["update_id"] >= self.confirmed][:100]):
            self.fresh.clear()
            try:
                await asyncio.wait_for(self.fresh.wait(), ends - time.monotonic())
            except TimeoutError:
                return []
        numbers = {one["update_id"] for one in waiting}
        self.handed_twice += len(numbers & self.handed_out)
        self.handed_out |= numbers
        return waiting

    async def seen(self, _request: web.Request) -> web.Response:
        """All that was noted."""
        taps = [one["callback_query"]["data"].partition(":")[2] for one in self.updates]
        noted = {"messages": self.messages, "taps": [int(dose) for dose in taps], "handed_out": len(self.handed_out)}
        return web.json_response({**noted, "handed_twice": self.handed_twice, "answered": self.answered})

    async def counts(self, _request: web.Request) -> web.Response:
        """How much there is so far."""
        return web.json_response({"messages": len(self.messages), "taps": len(self.updates), "answered": self.answered})

    async def after(self, request: web.Request) -> web.Response:
        """The same as soon as there are more messages than so many."""
        while len(self.messages) <= int(request.match_info["messages"]):
            self.heard.clear()
            await self.heard.wait()
        return await self.counts(request)


def _result(value: Any) -> web.Response:
    return web.json_response({"ok": True, "result": value})


def _person(chat: int) -> Json:
    return {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


def _message(chat: int, number: int, text: str) -> Json:
    private = {"id": chat, "type": "private", "first_name": "Somebody"}
    return {"message_id": number, "date": int(time.time()), "chat": private, "from": BOT, "text": text}


def _actions(markup: Any) -> list[Any]:
    rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get("inline_keyboard", [])
    return [decode(button["callback_data"]) for row in rows for button in row if "callback_data" in button]


async def main(seed: int, share: float) -> None:
    """Serve until killed; the port is the one line on standard output."""
    recorder = Recorder(seed, share)
    app = web.Application()
    app.router.add_get("/seen", recorder.seen)
    app.router.add_get("/counts", recorder.counts)
    app.router.add_get("/counts/after/{messages}", recorder.after)
    app.router.add_route("*", "/bot{token}/{method}", recorder.serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2])))
