"""What a bot wants to say: its text, caption or file, checked as Telegram checks it."""

import mimetypes
from collections.abc import Mapping
from typing import Any

from telegram.constants import FileSizeLimit, MessageLimit

from bot.sandbox.errors import ApiError, bad
from bot.sandbox.formatting import is_blank, tidy
from bot.sandbox.found import with_found
from bot.sandbox.html import parse_html
from bot.sandbox.pictures import size
from bot.sandbox.records import StoredFile
from bot.sandbox.tags import HtmlError, date_format
from bot.sandbox.wire import Json, Params, Upload
from bot.sandbox.world import World

_LONGEST_SOURCE = 1 << 15  # bytes
_STYLES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "text_link",
    "text_mention",
    "custom_emoji",
    "date_time",
}
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}

Said = tuple[str, list[Json]]


def read_text(params: Params) -> Said:
    """The text of a message: 1-4096 characters after parsing."""
    if not params.text("text"):
        raise bad("message text is empty")
    entities = params.parsed("entities", "entities")
    text, spans = formatted(params.text("text"), params.text("parse_mode"), entities)
    if is_blank(text):
        raise bad("text must be non-empty")
    if len(text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad("message is too long")
    return text, spans


def read_caption(given: Mapping[str, Any]) -> Said:
    """A caption with its `parse_mode` and `caption_entities`: 0-1024 characters after parsing."""
    text, spans = formatted(given.get("caption") or "", given.get("parse_mode") or "", given.get("caption_entities"))
    if len(text) > MessageLimit.CAPTION_LENGTH:
        raise bad("message caption is too long")
    return text, spans


def caption_of(params: Params) -> Said:
    """The caption among the parameters of a call."""
    entities = params.parsed("caption_entities", "entities")
    return read_caption({**params.values, "caption_entities": entities})


def formatted(source: object, parse_mode: str, entities: object) -> Said:
    """Text and entities of what was sent in a parse mode, or with entities of its own."""
    if not isinstance(source, str):
        raise bad("text must be a String")
    if len(source.encode("utf-8", "surrogatepass")) > _LONGEST_SOURCE:
        raise bad("text is too long")
    mode = parse_mode.lower()
    if mode not in {"", "none", "html"}:
        known = mode in {"markdown", "markdownv2"}
        raise bad("the sandbox parses HTML only" if known else "unsupported parse_mode")
    text, spans = _parsed(source) if mode == "html" else (source, _checked(entities))
    text, spans = tidy(text, spans)
    return text, with_found(text, spans)


def _parsed(source: str) -> Said:
    try:
        return parse_html(source)
    except HtmlError as error:
        raise bad(f"can't parse entities: {error}") from None


def _checked(entities: object) -> list[Json]:
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad("can't parse entities: expected an Array of MessageEntity")
    return [entity for entity in map(_entity, entities) if entity["type"] in _STYLES]


def _entity(entity: object) -> Json:
    fault = "can't parse MessageEntity: "
    if not isinstance(entity, dict):
        raise bad(fault + "expected an Object")
    if not all(isinstance(entity.get(name), int) and entity[name] >= 0 for name in ("offset", "length")):
        raise bad(fault + 'Fields "offset" and "length" must be of type Number')
    if entity.get("type") not in _STYLES | _FOUND:
        raise bad(fault + "Unsupported type specified")
    if entity["type"] != "date_time":
        return entity
    written = date_format(entity.get("date_time_format") or "")
    if written is None:
        raise bad(fault + "Invalid date-time format specified")
    return {**entity, "date_time_format": written}


def read_file(world: World, params: Params, kind: str, reference: str | None = None) -> StoredFile:
    """The photo or document of a call: a part of this name, one that attach:// points to, or a known file_id."""
    wanted = params.text(kind) if reference is None else reference
    if reference is None and kind in params.files:
        return _kept(world, kind, params.files[kind])
    if not wanted:
        raise bad(f"there is no {kind} in the request")
    if wanted.startswith("attach://"):
        part = params.files.get(wanted.removeprefix("attach://"))
        if part is None:
            raise bad(f"there is no {kind} in the request")
        return _kept(world, kind, part)
    if wanted.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    file = world.files.get(wanted)
    if file is None:
        raise bad("wrong remote file identifier specified: Wrong string length")
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _kept(world: World, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > FileSizeLimit.FILESIZE_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        return world.keep_file(kind, upload, _photo_size(upload))
    guessed = mimetypes.guess_type(upload.name)[0] or upload.mime_type
    return world.keep_file(kind, Upload(upload.name, guessed, upload.content))


def _photo_size(upload: Upload) -> tuple[int, int]:
    if len(upload.content) > FileSizeLimit.PHOTOSIZE_UPLOAD:
        raise bad("file is too big")
    found = size(upload.content)
    if found is None or 0 in found:
        raise bad("IMAGE_PROCESS_FAILED")
    if sum(found) > 10000 or max(found) > 20 * min(found):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return found
