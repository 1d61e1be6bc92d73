"""Entities as Telegram keeps them: the text trimmed, the entities merged, split and never in each other's way."""

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from bot.sandbox.errors import bad
from bot.sandbox.html import units
from bot.sandbox.wire import Json

_SOFT = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES = ("blockquote", "expandable_blockquote")
_BARE = ("pre", "code", "date_time")  # no other style lives inside these
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "date_time": 21,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_DROPPED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a")
_MOST_ENTITIES = 100


def tidy(text: str, entities: Iterable[Json]) -> tuple[str, list[Json]]:
    """Text and entities as a message shows them; the text may come out empty."""
    spans = untangled(entities)
    text, spans = _cleaned(text, spans)
    text, spans = _trimmed(text, untangled(spans))
    return text, spans[:_MOST_ENTITIES]


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of it."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)


def _end(span: Json) -> int:
    return int(span["offset"] + span["length"])


def _order(span: Json) -> tuple[int, int, int]:
    return span["offset"], -span["length"], _PRIORITY.get(span["type"], 50)


def untangled(entities: Iterable[Json]) -> list[Json]:
    """The entities without empty ones, without forbidden nesting, and with styles split where others begin."""
    spans = sorted((span for span in entities if span["length"] > 0), key=_order)
    quotes = _apart(span for span in spans if span["type"] in _QUOTES)
    blocks = _apart(span for span in spans if span["type"] not in (*_SOFT, *_QUOTES))
    blocks = [block for block in blocks if not _clashes(block, quotes)] + quotes
    soft = _split([span for span in spans if span["type"] in _SOFT], blocks)
    return sorted(blocks + soft, key=_order)


def _apart(spans: Iterable[Json]) -> list[Json]:
    """Of overlapping entities the first alone stays."""
    kept: list[Json] = []
    for span in spans:
        if not kept or span["offset"] >= _end(kept[-1]):
            kept.append(span)
    return kept


def _clashes(block: Json, quotes: list[Json]) -> bool:
    """Whether it crosses a quotation's edge: inside one is the only good place."""
    quote = next((q for q in quotes if _end(q) > block["offset"]), None)
    if quote is None:
        return False
    return _end(quote) < _end(block) or block["offset"] < quote["offset"] < _end(block)


def _split(soft: list[Json], blocks: list[Json]) -> list[Json]:
    merged = [span for kind in _SOFT for span in _merged(kind, soft)]
    cuts = {place for block in blocks for place in (block["offset"], _end(block))}
    cuts |= {span["offset"] for span in merged}
    bare = [block for block in blocks if block["type"] in _BARE]
    return [
        piece
        for span in merged
        for piece in _pieces(span, cuts)
        if not any(b["offset"] <= piece["offset"] and _end(piece) <= _end(b) for b in bare)
    ]


def _merged(kind: str, soft: list[Json]) -> list[Json]:
    """All spans of one style, those that touch made one."""
    union: list[Json] = []
    for span in (span for span in soft if span["type"] == kind):
        if union and span["offset"] <= _end(union[-1]):
            union[-1]["length"] = max(_end(union[-1]), _end(span)) - union[-1]["offset"]
        else:
            union.append(dict(span))
    return union


def _pieces(span: Json, cuts: set[int]) -> list[Json]:
    inside = sorted(cut for cut in cuts if span["offset"] < cut < _end(span))
    edges = [span["offset"], *inside, _end(span)]
    return [{**span, "offset": start, "length": end - start} for start, end in pairwise(edges)]


def _cleaned(text: str, spans: list[Json]) -> tuple[str, list[Json]]:
    """Control characters become spaces, some others vanish, and entities move along."""
    kept: list[str] = []
    places: list[int] = []  # where each UTF-16 unit of the old text stands in the new one; -1 inside a character
    length = 0
    for char in text:
        places.append(length)
        if char > "\uffff":
            places.append(-1)
        if char not in _DROPPED:
            kept.append(" " if char < " " and char != "\n" else char)
            length += 1 if char <= "\uffff" else 2
    places.append(length)
    return "".join(kept), [_moved(span, places) for span in spans]


def _moved(span: Json, places: list[int]) -> Json:
    if _end(span) >= len(places):
        raise bad(f"entity beginning at UTF-16 offset {span['offset']} ends after the end of the text")
    start, end = places[span["offset"]], places[_end(span)]
    if -1 in (start, end):
        raise bad(f"entity beginning at UTF-16 offset {span['offset']} cuts a UTF-16 symbol in two")
    return {**span, "offset": start, "length": end - start}


def _trimmed(text: str, spans: list[Json]) -> tuple[str, list[Json]]:
    """No blanks at the end; none at the start either, up to the first entity."""
    text = text.rstrip(" \n")
    length = units(text)
    spans = [{**span, "length": min(_end(span), length) - span["offset"]} for span in spans if span["offset"] < length]
    first = min((span["offset"] for span in spans), default=length)
    leading = min(len(text) - len(text.lstrip(" \n")), first)
    spans = [{**span, "offset": span["offset"] - leading} for span in spans]
    return text[leading:], sorted(spans, key=_order)
