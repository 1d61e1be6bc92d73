"""HTML as Telegram reads it: plain text and entities, or the refusal that says where it went wrong."""

import re

from bot.sandbox.links import lower
from bot.sandbox.tags import KINDS, HtmlError, Tag, counts, with_details
from bot.sandbox.wire import Json

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*));?")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_BLANKS = re.compile(r"[ \t\r\n\v\0]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\0=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_PLAIN = re.compile(r"[^<&]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def units(text: str) -> int:
    """How long a text is for Telegram: in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without its tags, and its entities in the order in which tags were closed."""
    reader = _Reader(source)
    while not reader.at_end():
        reader.step()
    return reader.result()


class _Reader:
    """One pass over the source, a stretch without marks, a reference or a tag at a time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text = ""
        self.length = 0
        self.open: list[Tag] = []
        self.spans: list[Json] = []

    def at_end(self) -> bool:
        return self.at >= len(self.source)

    def step(self) -> None:
        if self.source.startswith("</", self.at):
            self._end_tag()
        elif self.source[self.at] == "<":
            self._start_tag()
        else:
            said = self._take(_PLAIN) or self._character()
            self.text += said
            self.length += units(said)

    def result(self) -> tuple[str, list[Json]]:
        if self.open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        if _SURROGATE.search(self.text):
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        for span in self.spans:
            if span["type"] == "code":
                span.pop("language", None)
        return self.text, self.spans

    def _character(self) -> str:
        """The next character, a reference counting as one."""
        reference = _REFERENCE.match(self.source, self.at)
        char = _referred(reference) if reference else None
        self.at = reference.end() if reference and char else self.at + 1
        return char or self.source[self.at - 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        begin = self._bytes_before(self.at)
        self.at += 1
        name = lower(self._take(_TAG_NAME))
        if self.at_end():
            raise HtmlError(f"Unclosed start tag at byte offset {begin}")
        if name not in KINDS:
            raise HtmlError(f'Unsupported start tag "{name}" at byte offset {begin}')
        tag = Tag(name, self.length, len(self.text))
        self._take(_BLANKS)
        while self._peek() != ">":
            self._attribute(tag, begin)
            self._take(_BLANKS)
        self.at += 1
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(tag)

    def _attribute(self, tag: Tag, begin: int) -> None:
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            raise HtmlError(f'Empty attribute name in the tag "{tag.name}" at byte offset {begin}')
        self._take(_BLANKS)
        has_value = self._peek() == "="
        if has_value:
            self.at += 1
            self._take(_BLANKS)
        if self.at_end():
            raise HtmlError(f'Unclosed start tag "{tag.name}" at byte offset {begin}')
        value = self._value() if has_value else ""
        if self.at_end():
            raise HtmlError(f"Unclosed start tag at byte offset {begin}")
        if counts(tag.name, name, value, has_value):
            tag.attributes[name] = value

    def _value(self) -> str:
        if self._peek() not in "\"'":
            begin = self._bytes_before(self.at)
            token = lower(self._take(_NAME_TOKEN))
            if self._peek() not in "> \t\r\n\v\0":
                raise HtmlError(f"Unexpected end of name token at byte offset {begin}")
            return token
        quote = self._peek()
        self.at += 1
        value = ""
        while not self.at_end() and self._peek() != quote:
            value += self._character()
        self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self._bytes_before(self.at)
        if not self.open:
            raise HtmlError(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = lower(self._take(_TAG_NAME))
        self._take(_BLANKS)
        if self._peek() != ">":
            raise HtmlError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name not in {"", tag.name}:
            raise HtmlError(f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: Tag) -> None:
        span: Json = {"type": KINDS[tag.name], "offset": tag.offset, "length": self.length - tag.offset}
        language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
        around = self._same_place(span)
        if tag.name == "pre" and around.get("type") == "code" and around.get("language"):
            around["type"] = "pre"
        elif language and around.get("type") == "pre" and "language" not in around:
            around["language"] = language
        elif language:
            self.spans.append({**span, "language": language})
        else:
            self.spans += with_details(span, tag, self.text[tag.start :])

    def _same_place(self, span: Json) -> Json:
        """The entity closed just before, if it covers the same characters: pre and code make one then."""
        last = self.spans[-1] if self.spans else {}
        covers = (last.get("offset"), last.get("length")) == (span["offset"], span["length"])
        return last if covers else {}


def _referred(reference: re.Match[str]) -> str | None:
    """The character that a reference stands for; None when it is to be read as it is written."""
    hexadecimal, decimal, name = reference.groups()
    if name is not None:
        return _NAMED.get(name)
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    written = len(reference[0].removesuffix(";"))
    return chr(code) if 0 < code < 0x10FFFF and written < 10 else None
