"""The sandbox as a web server on this machine: the Bot API, the endpoints for scripts, and the chat page."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.sandbox.bodies import BodyError
from bot.sandbox.bot_routes import BotRoutes
from bot.sandbox.control_routes import ControlRoutes
from bot.sandbox.errors import ApiError, ImpossibleError
from bot.sandbox.guard import Guard, Severable
from bot.sandbox.people_routes import PeopleRoutes
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stepper import Stepper, StuckError

HOST = "127.0.0.1"
_PAGE = Path(__file__).parent / "page"


def build(sandbox: Sandbox, stepper: Stepper | None = None) -> ASGIApp:
    """The web application; without a stepper the clock moves, and nobody acts on it."""
    routes: list[BaseRoute] = [
        *BotRoutes(sandbox).routes(),
        *PeopleRoutes(sandbox).routes(),
        *ControlRoutes(sandbox, stepper).routes(),
        *_page(),
    ]
    handlers = {
        BodyError: _unclear,
        ApiError: _too_large,
        ImpossibleError: _impossible,
        StuckError: _stuck,
        HTTPException: _not_served,
    }
    # The handlers take the exceptions that they are listed for, which Starlette's types cannot say.
    app = Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=handlers)  # type: ignore[arg-type]
    return Severable(app)


@asynccontextmanager
async def serving(app: ASGIApp, sandbox: Sandbox, port: int = 0) -> AsyncIterator[int]:
    """Serve on 127.0.0.1 for a while; yields the port, chosen freely for 0. Raises OSError when it is in use.

    On leaving, open polls are answered; the sandbox itself stays open. Signals are left to the caller.
    """
    listener = socket.create_server((HOST, port))
    server = _Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    running = asyncio.create_task(server.serve([listener]))
    try:
        await server.listening(running)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        sandbox.end_waits()
        await running


class _Server(uvicorn.Server):
    """uvicorn that says when it listens and takes no signals."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def listening(self, running: asyncio.Task[None]) -> None:
        """Return once it listens; raise what kept it from that."""
        ready = asyncio.create_task(self.ready.wait())
        await asyncio.wait([ready, running], return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            running.result()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _page() -> list[BaseRoute]:
    """The chat page: its files are looked for at each request."""
    page = StaticFiles(directory=_PAGE, check_dir=False)

    async def index(request: Request) -> Response:
        return await page.get_response("index.html", request.scope)

    return [Route("/", index), Mount("/page", page)]


def _says(error: Exception, status: int) -> Response:
    return JSONResponse({"error": str(error)}, status)


async def _unclear(_request: Request, error: BodyError) -> Response:
    return _says(error, 422)


async def _impossible(request: Request, error: ImpossibleError) -> Response:
    return _says(error, 409 if "/users/" in request.url.path else 422)


async def _stuck(_request: Request, error: StuckError) -> Response:
    return _says(error, 500)


async def _too_large(_request: Request, error: ApiError) -> Response:
    return _says(error, error.code)


async def _not_served(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith(("/bot", "/file/bot")):
        return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
    return JSONResponse({"error": error.detail}, error.status_code)
