"""The endpoints for people and their scripts, /sandbox/...: docs/sandbox.md is their contract."""

import base64
import binascii
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.bodies import BodyError, read_json
from bot.sandbox.bot_routes import file_response
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json

_LONGEST_WAIT = 25  # seconds
_MESSAGE_FIELDS = {"text", "forwarded", "location", "photo", "caption", "sticker", "voice"}
_CONTENTS = ("text", "location", "photo", "sticker", "voice")
_LARGEST_ID = 2**52
_LONGEST_NAME = 64
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class PeopleRoutes:
    """What a person can do and see."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Where the endpoints are."""
        user = "/sandbox/users/{user}"
        return [
            Route("/sandbox/users", self.users),
            Route(user, self.patch, methods=["PATCH"]),
            Route(f"{user}/messages", self.send, methods=["POST"]),
            Route(f"{user}/messages/{{message}}", self.edit, methods=["PATCH"]),
            Route(f"{user}/taps", self.tap, methods=["POST"]),
            Route(f"{user}/taps/{{tap}}", self.tapped),
            Route(f"{user}/chat", self.chat),
            Route(f"{user}/screen", self.screen),
            Route("/sandbox/files/{file_id}", self.file),
        ]

    async def users(self, _request: Request) -> Response:
        """Everybody."""
        return JSONResponse(self._sandbox.users())

    async def patch(self, request: Request) -> Response:
        """Another name, another language, blocked or not."""
        body = await read_json(request, {"first_name", "language_code", "blocked"})
        name, language = _optional_text(body, "first_name"), _optional_text(body, "language_code")
        blocked = body.get("blocked")
        if blocked is not None and not isinstance(blocked, bool):
            raise BodyError('"blocked" must be true or false.')
        if language is not None and not _LANGUAGE.fullmatch(language):
            raise BodyError('"language_code" must be a language tag such as "en" or "pt-br".')
        if name is not None and len(name) > _LONGEST_NAME:
            raise BodyError(f'"first_name" has at most {_LONGEST_NAME} characters.')
        user = self._user(request)
        return JSONResponse(self._sandbox.patch_user(user, first_name=name, language_code=language, blocked=blocked))

    async def send(self, request: Request) -> Response:
        """A message to the bot."""
        user, body = self._user(request), await read_json(request, _MESSAGE_FIELDS)
        given = [name for name in _CONTENTS if body.get(name) not in (None, False)]
        if len(given) != 1:
            raise BodyError(f"Give exactly one of {', '.join(_CONTENTS)}.")
        return JSONResponse(self._said(user, given[0], body))

    def _said(self, user: int, kind: str, body: Json) -> Json:
        match kind:
            case "text":
                return self._sandbox.say(user, _text(body, "text"), forwarded=body.get("forwarded") is True)
            case "location":
                return self._sandbox.share_location(user, *_place(body["location"]))
            case "photo":
                return self._sandbox.send_photo(user, _base64(body), _optional_text(body, "caption") or "")
            case "sticker":
                return self._sandbox.send_sticker(user)
        return self._sandbox.send_voice(user)

    async def edit(self, request: Request) -> Response:
        """Other words for a message of one's own."""
        body = await read_json(request, {"text"})
        message = _number(request.path_params["message"], "A message id")
        return JSONResponse(self._sandbox.edit(self._user(request), message, _text(body, "text")))

    async def tap(self, request: Request) -> Response:
        """A press on a button."""
        body = await read_json(request, {"message_id", "data"})
        message = _number(body.get("message_id"), '"message_id"')
        return JSONResponse({"id": self._sandbox.tap(self._user(request), message, _text(body, "data"))})

    async def tapped(self, request: Request) -> Response:
        """What the bot answered to a press."""
        answer = self._sandbox.tapped(self._user(request), request.path_params["tap"])
        if answer is None:
            return JSONResponse({"error": "There was no such tap."}, 404)
        return JSONResponse(answer)

    async def chat(self, request: Request) -> Response:
        """The messages."""
        after = _number(request.query_params.get("after", "0"), '"after"')
        user = self._user(request)
        return JSONResponse(self._sandbox.chat(user, after))

    async def screen(self, request: Request) -> Response:
        """What the page shows, at once or when it changes."""
        user, known = self._user(request), request.query_params.get("version")
        if known is None:
            return JSONResponse(self._sandbox.screen(user))
        version = _number(known, '"version"')
        return JSONResponse(await self._sandbox.screen_after(user, version, _LONGEST_WAIT))

    async def file(self, request: Request) -> Response:
        """The contents of a file."""
        found = self._sandbox.file(request.path_params["file_id"])
        return file_response(*found) if found else JSONResponse({"error": "There is no such file."}, 404)

    def _user(self, request: Request) -> int:
        """The person whom the address names; being named is enough to be there."""
        user = _number(request.path_params["user"], "A user id")
        if not 0 < user < _LARGEST_ID:
            raise BodyError("A user id is a whole number from 1 on.")
        self._sandbox.meet(user)
        return user


def _number(value: object, what: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
        return int(value)
    raise BodyError(f"{what} must be a whole number.")


def _text(body: Json, name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str) or not text:
        raise BodyError(f'"{name}" must be a text.')
    return text


def _optional_text(body: Json, name: str) -> str | None:
    return None if body.get(name) is None else _text(body, name)


def _place(place: Any) -> tuple[float, float]:
    match place:
        case {"latitude": int() | float() as latitude, "longitude": int() | float() as longitude}:
            return float(latitude), float(longitude)
    raise BodyError('"location" must have the numbers "latitude" and "longitude".')


def _base64(body: Json) -> bytes:
    try:
        return base64.b64decode(_text(body, "photo"), validate=True)
    except binascii.Error:
        raise BodyError('"photo" must be base64.') from None
