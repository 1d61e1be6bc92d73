"""Reads what came over HTTP: parameters of the Bot API in any encoding, and JSON of scripts."""

import json
from email import message_from_string
from email.message import Message as Headers
from urllib.parse import parse_qsl

from starlette.requests import Request
from telegram.constants import FileSizeLimit

from bot.sandbox.errors import ApiError, bad
from bot.sandbox.wire import Json, Params, Upload, as_text

_LARGEST = FileSizeLimit.FILESIZE_UPLOAD + 1_000_000  # a file, and room for what goes with it


class BodyError(ValueError):
    """Why a script's request makes no sense, as a sentence."""


async def read_params(request: Request) -> Params:
    """The parameters of a Bot API call, from its address and its body."""
    query = dict(request.query_params)
    body = await _read(request)
    if not body:
        return Params(query)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Params({**query, **_from_json(body)})
    if kind == "multipart/form-data":
        values, files = _from_multipart(body, request.headers["content-type"])
        return Params({**query, **values}, files)
    try:
        return Params({**query, **dict(parse_qsl(body.decode(), keep_blank_values=True))})
    except ValueError:
        raise bad("the body is neither JSON nor a form") from None


async def read_json(request: Request, known: set[str]) -> Json:
    """The JSON object in a script's request, which has these fields at most."""
    try:
        body = json.loads(await _read(request) or b"{}")
    except ValueError:
        raise BodyError("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise BodyError("The body must be a JSON object.")
    unknown = sorted(set(body) - known)
    if unknown:
        raise BodyError(f"There is no field {unknown[0]!r} here; there are {', '.join(sorted(known))}.")
    return body


async def _read(request: Request) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _LARGEST:
            raise ApiError(413, "Request Entity Too Large")
        chunks.append(chunk)
    return b"".join(chunks)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad("can't parse the JSON body") from None
    if not isinstance(values, dict):
        raise bad("the JSON body must be an Object")
    return {name: as_text(value) for name, value in values.items() if value is not None}


def _from_multipart(body: bytes, content_type: str) -> tuple[dict[str, str], dict[str, Upload]]:
    boundary = _headers(f"Content-Type: {content_type}").get_boundary()
    if not boundary:
        raise bad("the multipart body has no boundary")
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = _headers(head.decode("utf-8", "replace"))
        name = str(headers.get_param("name", "", "content-disposition"))
        file_name = headers.get_filename()
        if not name:
            raise bad("a part of the multipart body has no name")
        if file_name is None:
            values[name] = content.decode("utf-8", "replace")
        else:
            # Clients write a quotation mark in a name as %22, as browsers do.
            files[name] = Upload(file_name.replace("%22", '"'), headers.get_content_type(), content)
    return values, files


def _headers(text: str) -> Headers:
    return message_from_string(text + "\r\n\r\n")
