"""The endpoints for whoever runs the sandbox: the clock, faults and starting anew."""

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bodies import BodyError, read_json
from bot.sandbox.durations import parse_duration
from bot.sandbox.errors import ImpossibleError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.screen import iso
from bot.sandbox.stepper import Stepper
from bot.sandbox.wire import Json

_FARTHEST = timedelta(days=50 * 366)


class ControlRoutes:
    """What is no part of Telegram."""

    def __init__(self, sandbox: Sandbox, stepper: Stepper | None) -> None:
        self._sandbox = sandbox
        self._stepper = stepper

    def routes(self) -> list[Route]:
        """Where the endpoints are."""
        return [
            Route("/sandbox/clock", self.clock),
            Route("/sandbox/clock", self.move_clock, methods=["POST"]),
            Route("/sandbox/faults", self.fail, methods=["POST"]),
            Route("/sandbox/reset", self.reset, methods=["POST"]),
        ]

    async def clock(self, _request: Request) -> Response:
        """The time, and when the bot next has something to do."""
        return JSONResponse(await self._time())

    async def move_clock(self, request: Request) -> Response:
        """Move the clock; answers when all that fell due has been sent."""
        body = await read_json(request, {"advance", "to"})
        await self._sandbox.move_clock(await self._target(body), self._stepper)
        return JSONResponse(await self._time())

    async def fail(self, request: Request) -> Response:
        """Have something go wrong."""
        body = await read_json(request, {"method", "fault", "times", "retry_after"})
        method, fault = body.get("method"), str(body.get("fault"))
        times, retry_after = body.get("times", 1), body.get("retry_after", 1)
        if not isinstance(method, str) or not method:
            raise BodyError('"method" must be the name of a method, or "*".')
        if not isinstance(times, int) or not isinstance(retry_after, int):
            raise BodyError('"times" and "retry_after" must be whole numbers.')
        self._sandbox.fail(method, fault, times=times, retry_after=retry_after)
        return JSONResponse({"waiting": self._sandbox.faults.waiting()})

    async def reset(self, _request: Request) -> Response:
        """Start anew."""
        self._sandbox.reset()
        if self._stepper:
            await self._stepper.forget()
        return JSONResponse({})

    async def _time(self) -> Json:
        due = await self._stepper.next_due() if self._stepper else None
        return {"now": iso(self._sandbox.clock.now()), "next": iso(due) if due else None}

    async def _target(self, body: Json) -> datetime:
        match body:
            case {"advance": str(duration), **rest} if not rest:
                return self._within_reach(parse_duration(duration))
            case {"to": "next", **rest} if not rest:
                return await self._next()
            case {"to": str(time), **rest} if not rest:
                return self._within_reach(_instant(time) - self._sandbox.clock.now())
        raise BodyError('Give either "advance", such as "PT8H", or "to", an ISO time or "next".')

    def _within_reach(self, distance: timedelta) -> datetime:
        """So far from now, unless that would keep the bot busy for ages."""
        if distance > _FARTHEST:
            raise ImpossibleError("The clock moves by at most 50 years at a time.")
        return self._sandbox.clock.now() + max(distance, timedelta(days=-1))

    async def _next(self) -> datetime:
        due = await self._stepper.next_due() if self._stepper else None
        if due is None:
            raise ImpossibleError("The bot has nothing planned, so there is no next time to move to.")
        return max(due, self._sandbox.clock.now())


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise BodyError(f"{text!r} is no ISO 8601 time such as 2031-03-02T09:00:00Z.") from None
    if instant.tzinfo is None:
        raise BodyError(f"{text!r} has no time zone; write it in UTC, with a Z at the end.")
    return instant
