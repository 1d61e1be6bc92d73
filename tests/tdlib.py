"""TDLib's own parser, offline: what Telegram itself makes of HTML and of entities."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

Entity = dict[str, Any]

_KINDS = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeSpoiler": "spoiler",
    "textEntityTypeCode": "code",
    "textEntityTypePre": "pre",
    "textEntityTypePreCode": "pre",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMentionName": "text_mention",
    "textEntityTypeCustomEmoji": "custom_emoji",
    "textEntityTypeDateTime": "date_time",
    "textEntityTypeMention": "mention",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeUrl": "url",
    "textEntityTypeEmailAddress": "email",
}
_PRECISION = {"dateTimePartPrecisionNone": 0, "dateTimePartPrecisionShort": 1, "dateTimePartPrecisionLong": 2}


class TdlibError(ValueError):
    """TDLib refuses the text, in its own words."""


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """The text without tags, and its entities in the Bot API's shape; skips the test where TDLib does not load."""
    return _formatted({"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}})


def tidied(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The entities as TDLib sends them on: cleaned, sorted, split. For texts without Markdown's signs."""
    formatted = {"@type": "formattedText", "text": text, "entities": [_given(entity) for entity in entities]}
    return _formatted({"@type": "parseMarkdown", "text": formatted})


def found(text: str) -> list[Entity]:
    """What TDLib finds in plain text by itself."""
    answer = _execute({"@type": "getTextEntities", "text": text})
    return [_entity(entity) for entity in answer["entities"] if entity["type"]["@type"] in _KINDS]


def _formatted(request: Mapping[str, Any]) -> tuple[str, list[Entity]]:
    answer = _execute(request)
    return answer["text"], [_entity(entity) for entity in answer["entities"]]


def _execute(request: Mapping[str, Any]) -> Any:
    tdjson = pytest.importorskip("tdjson", reason="TDLib's native library does not load here", exc_type=ImportError)
    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if answer["@type"] == "error":
        raise TdlibError(answer["message"])
    return answer


def _entity(entity: Any) -> Entity:
    kind = entity["type"]["@type"]
    shape = {"type": _KINDS[kind], "offset": entity["offset"], "length": entity["length"]}
    match kind:
        case "textEntityTypePreCode":
            shape["language"] = entity["type"]["language"]
        case "textEntityTypeTextUrl":
            shape["url"] = entity["type"]["url"]
        case "textEntityTypeMentionName":
            shape["user"] = {"id": entity["type"]["user_id"]}
        case "textEntityTypeCustomEmoji":
            shape["custom_emoji_id"] = entity["type"]["custom_emoji_id"]
        case "textEntityTypeDateTime":
            shape["unix_time"] = entity["type"]["unix_time"]
            shape["date_time_format"] = _date_format(entity["type"].get("formatting_type"))
    return shape


def _date_format(kind: Any) -> str:
    if kind is None:
        return ""
    if kind["@type"] == "dateTimeFormattingTypeRelative":
        return "r"
    date, time = (_PRECISION[kind[f"{part}_precision"]["@type"]] for part in ("date", "time"))
    day = "w" if kind["show_day_of_week"] else ""
    return day + ("", "d", "D")[date] + ("", "t", "T")[time]


def _given(entity: Entity) -> Any:
    names = {kind: name for name, kind in _KINDS.items() if name != "textEntityTypePreCode"}
    kind: dict[str, Any] = {"@type": names[entity["type"]]}
    match entity:
        case {"type": "pre", "language": str(language)}:
            kind = {"@type": "textEntityTypePreCode", "language": language}
        case {"type": "text_link"}:
            kind["url"] = entity["url"]
        case {"type": "date_time"}:
            kind["unix_time"] = entity["unix_time"]
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}
