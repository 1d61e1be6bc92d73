"""The tags that Telegram knows, and the entity that each becomes."""

import re
from dataclasses import dataclass, field

from bot.sandbox.links import LinkError, mentioned_user, normalised
from bot.sandbox.wire import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}


class HtmlError(ValueError):
    """Why the text cannot be parsed, in Telegram's words."""


@dataclass
class Tag:
    """A tag that was opened: where the text stood then, in UTF-16 units and in characters."""

    name: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def counts(tag: str, name: str, value: str, has_value: bool) -> bool:
    """Whether Telegram looks at this attribute of this tag at all."""
    match tag, name:
        case ("blockquote", "expandable"):
            return True
        case ("code", "class"):
            return has_value and value.startswith("language-")
        case ("span", "class"):
            return has_value and value.startswith("tg-")
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix" | "format"):
            return has_value
    return False


def with_details(span: Json, tag: Tag, inside: str) -> list[Json]:
    """The entity with what its kind carries besides a place; nothing when Telegram shows plain text instead."""
    match tag.name:
        case "a":
            return _link(span, tag.attributes.get("href") or inside)
        case "blockquote" if "expandable" in tag.attributes:
            return [{**span, "type": "expandable_blockquote"}]
        case "tg-time":
            return _date_time(span, tag.attributes)
        case "tg-emoji":
            emoji = tag.attributes.get("emoji-id", "")
            if not re.fullmatch(r"-?[0-9]{1,19}", emoji) or int(emoji) == 0:
                raise HtmlError("Invalid custom emoji identifier specified")
            return [{**span, "custom_emoji_id": str(int(emoji))}]
    return [span]


def _link(span: Json, link: str) -> list[Json]:
    user = mentioned_user(link)
    if user:
        return [{**span, "type": "text_mention", "user": {"id": user}}]
    try:
        return [{**span, "url": normalised(link)}]
    except LinkError:
        return []


def _date_time(span: Json, attributes: dict[str, str]) -> list[Json]:
    written = date_format(attributes.get("format", ""))
    if written is None:
        raise HtmlError("Invalid date format used")
    found = re.match(r"[0-9]+", attributes.get("unix", ""))
    unix = int(found[0]) if found else 0
    if not 0 < unix < 2**31:
        return []
    return [{**span, "unix_time": unix, "date_time_format": written}]


def date_format(wanted: str) -> str | None:
    """The format as Telegram writes it back: r, or of w, d or D, t or T in this order; None for a wrong one."""
    if wanted in {"r", "R"}:
        return "r"
    if set(wanted) - set("wWdDtT"):
        return None
    day = "w" if {"w", "W"} & set(wanted) else ""
    return day + _first_of("dD", wanted) + _first_of("tT", wanted)


def _first_of(choices: str, wanted: str) -> str:
    return next((choice for choice in choices if choice in wanted), "")
