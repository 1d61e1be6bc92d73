"""What Telegram finds in plain text by itself: commands, mentions, hashtags, links and addresses."""

import re

from bot.sandbox.formatting import untangled
from bot.sandbox.html import units
from bot.sandbox.wire import Json

_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:com|org|net|info|io|me|dev|eu|uk)\b(?:/[^\s<>\"]*)?)"
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{4,32}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}(?![\w#])")),
)


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The entities, and those that Telegram adds where nothing else stands."""
    taken = [span for span in entities if not _is_style(span)]
    found: list[Json] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = _span(kind, text, match)
            if not any(_overlap(span, other) for other in taken + found):
                found.append(span)
    return untangled(entities + found)


def _is_style(span: Json) -> bool:
    return span["type"] in {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
    }


def _span(kind: str, text: str, match: re.Match[str]) -> Json:
    shown = match[0].rstrip(".,:;!?'\"") if kind == "url" else match[0]
    while kind == "url" and shown.endswith(")") and shown.count(")") > shown.count("("):
        shown = shown[:-1]
    return {"type": kind, "offset": units(text[: match.start()]), "length": units(shown)}


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
