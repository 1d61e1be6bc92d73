"""Keeps other web sites out: the sandbox answers only to this machine's own pages and programs."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_OURSELVES = {"127.0.0.1", "localhost"}


class Guard:
    """Refuses foreign Host names (DNS rebinding) and requests that a foreign page sends."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        complaint = _complaint(Headers(scope=scope), scope["path"]) if scope["type"] == "http" else ""
        if complaint:
            await JSONResponse({"error": complaint}, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class Severable:
    """Gives each request a way to break its connection, as `scope["sever"]`; the outermost layer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # uvicorn's `send` belongs to the request's cycle, which knows the transport; ASGI has no word for this.
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is not None:
            scope["sever"] = transport.abort
        await self._app(scope, receive, send)


def _complaint(headers: Headers, path: str) -> str:
    host = headers.get("host", "")
    if host.rpartition(":")[0] not in _OURSELVES and host not in _OURSELVES:
        return "The sandbox answers only at 127.0.0.1 and localhost."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "The sandbox does not answer other web sites."
    follows_link = path == "/" and headers.get("sec-fetch-mode") == "navigate"
    if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not follows_link:
        return "The sandbox does not answer other web sites."
    return ""
