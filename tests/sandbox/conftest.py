"""What the sandbox's tests share: a Telegram, ways to call it, and a served one."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import httpx
import pytest

from bot.clock import Clock
from bot.sandbox import Sandbox
from bot.sandbox.server import build, serving
from bot.sandbox.wire import Answer, Params, Upload, as_text
from tests.sandbox.given import ANNA

Call = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A Telegram in memory, in which Anna has pressed Start and the bot has seen it."""
    telegram = Sandbox(Clock())
    telegram.say(ANNA, "/start")
    telegram.take_updates()
    yield telegram
    telegram.close()


@pytest.fixture
def ask(sandbox: Sandbox) -> Callable[..., Coroutine[Any, Any, Answer]]:
    """Calls a method with parameters as a client would send them, and gives the whole answer."""

    async def call(method: str, **given: object) -> Answer:
        files = {name: value for name, value in given.items() if isinstance(value, Upload)}
        values = {name: as_text(value) for name, value in given.items() if name not in files}
        return await sandbox.call(method, Params(values, files))

    return call


@pytest.fixture
def does(ask: Callable[..., Coroutine[Any, Any, Answer]]) -> Call:
    """Calls a method that is to succeed, and gives its result."""

    async def call(method: str, **given: object) -> Any:
        answer = await ask(method, **given)
        assert answer.status == 200, answer.body
        return answer.body["result"]

    return call


@pytest.fixture
def refusal(ask: Callable[..., Coroutine[Any, Any, Answer]]) -> Call:
    """Calls a method that is to be refused, and gives the description."""

    async def call(method: str, **given: object) -> str:
        answer = await ask(method, **given)
        assert answer.body["ok"] is False, answer.body
        assert answer.body["error_code"] == answer.status
        return str(answer.body["description"])

    return call


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the sandbox's web application, without a socket between them."""
    transport = httpx.ASGITransport(build(sandbox))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080", timeout=20) as http:
        yield http


@pytest.fixture
async def served(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the sandbox served on a free port."""
    async with (
        serving(build(sandbox), sandbox) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http,
    ):
        yield http
