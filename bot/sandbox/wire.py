"""What travels between a bot and Telegram: parameters and files one way, an answer the other."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad

Json = dict[str, Any]
_POINTER = re.compile(r'attach://([^"\\\s]+)')


@dataclass(frozen=True)
class Upload:
    """A file as it came in a request."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """An HTTP status and the JSON under it."""

    status: int
    body: Json

    def payload(self) -> bytes:
        """The body as it goes over the wire."""
        return json.dumps(self.body, ensure_ascii=False).encode()


def as_text(value: object) -> str:
    """A parameter as Telegram keeps all of them: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


@dataclass(frozen=True)
class Params:
    """The parameters of one call, whichever way they were encoded."""

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of a parameter; empty when it is absent."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is absent is `default`, what is no number is 0, as Telegram has it."""
        if not self.text(name):
            return default
        try:
            return int(self.text(name))
        except ValueError:
            return 0

    def flag(self, name: str) -> bool:
        """Whether a parameter says yes."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def parsed(self, name: str, what: str) -> Any:
        """The JSON in a parameter, None when it is absent; `what` names it in the refusal."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise bad(f"can't parse {what} JSON object") from None

    def names(self) -> set[str]:
        """Every parameter that is given a value, leaving out parts that another one points to."""
        pointed_at = {name for value in self.values.values() for name in _POINTER.findall(value)}
        return set(self.values) | (set(self.files) - pointed_at)
