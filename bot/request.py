"""The line to Telegram: python-telegram-bot's requests over aiohttp, and whether one that failed can have arrived."""

import json
import ssl
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# A proxy's page, a hotel's login: whatever answers in Telegram's place is taken for a line that is down.
_NOT_TELEGRAM = (502, b"{}")
_JSON = {"Content-Type": "application/json"}
_CONNECT = 5.0
_READ = 10.0
_UPLOAD = 30.0


class NeverLeft(NetworkError):
    """The request surely never reached Telegram: no name, no connection, no proxy."""


class Cut(NetworkError):
    """The connection broke after the request began to leave: Telegram may have carried it out."""


_BEFORE_IT_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class Http(BaseRequest):
    """Requests over kept connections, at most so many at once; `read` is how many seconds an answer may take.

    Raises NeverLeft, Cut or, where no answer came in time, TimedOut. Their texts name a kind of trouble and nothing
    else, and they carry no cause: aiohttp's own words may hold the address, and with it the token.
    """

    __slots__ = ("_connections", "_proxies", "_read", "_session", "_usual")

    def __init__(self, connections: int = 64, read: float = _READ) -> None:
        self._connections = connections
        self._read = read
        self._usual = aiohttp.ClientTimeout(total=None, connect=_CONNECT, sock_read=read)
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        """How many seconds an answer may take, unless a call says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open for requests; nothing happens where it is open."""
        if self._session is None:
            # the system's certificates, and a set of our own where it has none
            trusted = ssl.create_default_context()
            trusted.load_verify_locations(certifi.where())
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=trusted),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close every connection; it may be opened again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        """Status and body of the answer. A redirect is not followed: the address holds the token."""
        if self._session is None:
            raise RuntimeError("not initialized")
        files = request_data is not None and request_data.contains_files
        body = None if request_data is None else _form(request_data) if files else _json(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=None if files or body is None else _JSON,
                timeout=self._patience(files, timeouts),
                proxy=self._proxy(url),
                allow_redirects=False,
            ) as answer:
                content = await answer.read()
        except _BEFORE_IT_LEFT as error:
            raise NeverLeft(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise Cut(type(error).__name__) from None
        if content.startswith(b"{") or (method == "GET" and answer.ok):
            return answer.status, content
        return _NOT_TELEGRAM

    def _patience(self, files: bool, timeouts: dict[str, Any]) -> aiohttp.ClientTimeout:
        """How long each stage may take; for aiohttp, waiting for a free connection is part of connecting."""
        given = {name: value for name, value in timeouts.items() if value is not BaseRequest.DEFAULT_NONE}
        if not given and not files:
            return self._usual
        read = given.get("read_timeout", self._read)
        connect = given.get("connect_timeout", _CONNECT)
        if connect is not None and "pool_timeout" in given:
            connect = None if given["pool_timeout"] is None else connect + given["pool_timeout"]
        write = given.get("write_timeout", _UPLOAD)
        # aiohttp starts to wait for the answer when all is written, and has no time-out of its own for writing
        whole = None if not files or None in (read, connect, write) else read + connect + write
        return aiohttp.ClientTimeout(total=whole, connect=connect, sock_read=read)

    def _proxy(self, url: str) -> str | None:
        """The proxy that the environment names for this server, looked up once a server."""
        server = "/".join(url.split("/", 3)[:3])
        if server not in self._proxies:
            parts, proxies = urlsplit(server), getproxies()
            named = proxies.get(parts.scheme) or proxies.get("all")
            self._proxies[server] = None if proxy_bypass(parts.netloc) else named
        return self._proxies[server]


def _json(data: RequestData) -> bytes:
    return json.dumps(data.parameters).encode()


def _form(data: RequestData) -> aiohttp.FormData:
    # names as they are: Telegram takes %22 in a file's name for just that
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, kind) in data.multipart_data.items():
        readable = BytesIO(content) if isinstance(content, bytes) else cast("BytesIO", content)
        form.add_field(name, readable, content_type=kind, filename=file_name)
    return form
