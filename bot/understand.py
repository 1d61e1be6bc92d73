"""`python -m bot understand`: what the bot makes of each line that it is given, as JSON."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from bot.domain.prescription import parse
from bot.domain.written import AskBack
from bot.domain.written_record import to_record
from bot.i18n import Translator

Record = dict[str, Any]


def prescription(text: str, t: Translator, today: date) -> Record:
    """The phases and the pieces not used, or why the bot asks back; both where it reads back and asks."""
    found = parse(text, t.vocabulary, today)
    if isinstance(found, AskBack):
        return {"ask": found.why}
    understood = {"phases": [to_record(phase) for phase in found.phases], "unused": list(found.unused)}
    return understood if found.check is None else understood | {"ask": found.check}


# what a line can be read as
KINDS: Mapping[str, Callable[[str, Translator, date], Record]] = {"prescription": prescription}


def understand(kind: str, t: Translator, today: date, lines: Iterable[bytes], out: BinaryIO) -> None:
    """One object for each line, written at once, so that a program can ask line by line."""
    for line in lines:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        out.write(json.dumps({"text": text, **KINDS[kind](text, t, today)}, ensure_ascii=False).encode() + b"\n")
        out.flush()
