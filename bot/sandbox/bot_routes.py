"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.bodies import read_params
from bot.sandbox.errors import ApiError, CutError
from bot.sandbox.records import StoredFile
from bot.sandbox.sandbox import Sandbox, refusal
from bot.sandbox.wire import Answer

_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{1,64}")
_ACTIVE = ("html", "xml", "javascript")  # types that a browser would run


class CutResponse(Response):
    """No response at all: the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sever = scope.get("sever")
        if sever is None:
            await Response(status_code=502)(scope, receive, send)
            return
        sever()
        while (await receive())["type"] != "http.disconnect":
            pass


class BotRoutes:
    """The endpoints for bots."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download),
        ]

    async def call(self, request: Request) -> Response:
        """One method."""
        try:
            self._check(request.path_params["token"])
            answer = await self._sandbox.call(request.path_params["method"], await read_params(request))
        except ApiError as error:
            answer = refusal(error)
        except CutError:
            return CutResponse()
        return _response(answer)

    async def download(self, request: Request) -> Response:
        """The contents of a file that getFile described."""
        try:
            self._check(request.path_params["token"])
        except ApiError as error:
            return _response(refusal(error))
        found = self._sandbox.file_at(request.path_params["path"])
        return file_response(*found) if found else _response(refusal(ApiError(404, "Not Found")))

    def _check(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if self._sandbox.token not in {None, token}:
            raise ApiError(401, "Unauthorized")


def file_response(file: StoredFile, content: bytes) -> Response:
    """A file with its type and name, shown in the browser, but never run there."""
    headers = {
        "content-disposition": f"inline; filename*=UTF-8''{quote(file.name, safe='')}",
        "x-content-type-options": "nosniff",
    }
    if any(word in file.mime_type for word in _ACTIVE):
        headers["content-security-policy"] = "sandbox"
    return Response(content, headers=headers, media_type=file.mime_type)


def _response(answer: Answer) -> Response:
    retry_after = answer.body.get("parameters", {}).get("retry_after")
    headers = {"retry-after": str(retry_after)} if retry_after else {}
    return Response(answer.payload(), answer.status, headers, "application/json")
