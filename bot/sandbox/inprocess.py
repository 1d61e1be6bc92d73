"""The sandbox without a network: the requests of python-telegram-bot go straight into it."""

from typing import Any
from urllib.parse import unquote, urlsplit

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sandbox.errors import CutError
from bot.sandbox.methods import METHODS
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Answer, Params, Upload


class UnknownMethodError(BaseException):
    """The bot called a method that the sandbox does not serve; no `except Exception` on the way may hide it."""


class InProcess(BaseRequest):
    """A transport for tests; `calls` are all requests so far, each a method and its parameters as given."""

    __slots__ = ("calls", "sandbox")

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @property
    def read_timeout(self) -> float | None:
        """No request takes long here."""
        return 5.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **_timeouts: Any
    ) -> tuple[int, bytes]:
        """Hand a request to the sandbox and its answer back."""
        path = unquote(urlsplit(url).path)
        if method == "GET":
            return self._download(path.partition("/file/bot")[2].partition("/")[2])
        name = path.rpartition("/")[2]
        if name.lower() not in METHODS:
            raise UnknownMethodError(f"The sandbox serves no method {name!r}.")
        params = _params(request_data)
        self.calls.append((METHODS[name.lower()].name, _as_given(request_data, params)))
        answer = await self._answer(name, params)
        return answer.status, answer.payload()

    async def _answer(self, name: str, params: Params) -> Answer:
        try:
            return await self.sandbox.call(name, params)
        except CutError as cut:
            if cut.delivered:
                raise TimedOut("the sandbox cut the connection after delivery") from cut
            raise NetworkError("the sandbox cut the connection before delivery") from cut

    def _download(self, path: str) -> tuple[int, bytes]:
        found = self.sandbox.file_at(path)
        return (200, found[1]) if found else (404, b'{"ok":false,"error_code":404,"description":"Not Found"}')


def _params(data: RequestData | None) -> Params:
    if data is None:
        return Params()
    parts = {
        name: Upload(file_name, mime_type, content if isinstance(content, bytes) else content.read())
        for name, (file_name, content, mime_type) in (data.multipart_data or {}).items()
    }
    return Params(data.json_parameters, parts)


def _as_given(data: RequestData | None, params: Params) -> dict[str, Any]:
    """The parameters before they became text, and the files that are parameters themselves."""
    given: dict[str, Any] = dict(data.parameters) if data is not None else {}
    return {**given, **{name: params.files[name] for name in params.names() - set(given)}}
