"""`python -m bot understand`: what the bot makes of each line that it is given, as JSON."""

import json
from collections.abc import Callable, Container, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from bot.domain.knowledge import Answer, DoseQuestion, Found, Outside, Suggest, beside_doubt
from bot.domain.prescription import parse
from bot.domain.red_flags import Flag, is_doubt
from bot.domain.written import AskBack
from bot.domain.written_record import to_record
from bot.i18n import Translator
from bot.matching import Matching
from bot.screening import Screening

Record = dict[str, Any]


def prescription(text: str, t: Translator, today: date) -> Record:
    """The phases and the pieces not used, or why the bot asks back; both where it reads back and asks."""
    found = parse(text, t.vocabulary, today)
    if isinstance(found, AskBack):
        return {"ask": found.why}
    understood = {"phases": [to_record(phase) for phase in found.phases], "unused": list(found.unused)}
    return understood if found.check is None else understood | {"ask": found.check}


def red_flag(text: str, find: Callable[[str], Flag | None]) -> Record:
    """The warning sign in it: how sure, what about, and what it was seen by; all null where there is none."""
    flag = find(text)
    if flag is None:
        return {"red_flag": None, "kind": None, "why": None}
    return {"red_flag": flag.tier, "kind": flag.sign, "why": flag.why}


def question(
    text: str, screen: Callable[[str], Flag | None], match: Callable[[str], Found], about_signs: Container[str]
) -> Record:
    """What answers it: a warning sign comes first, then a page or three to choose from, or nothing."""
    flag, found = screen(text), match(text)
    if flag is not None and not (is_doubt(flag) and beside_doubt(found, about_signs)):
        return {"kind": "red_flag", "topic": None, "suggestions": [], "confidence": 1.0}
    topics = list(found.topics) if isinstance(found, Answer | Suggest) else []
    kind = {Answer: "answer", Suggest: "suggest", DoseQuestion: "dose", Outside: "outside"}[type(found)]
    topic = topics[0] if isinstance(found, Answer) else None
    confidence = round(min(max(found.confidence, 0.0), 1.0), 3)
    return {"kind": kind, "topic": topic, "suggestions": topics, "confidence": confidence}


# what a line can be read as
KINDS = ("prescription", "question", "red-flag")


def as_kind(kind: str, t: Translator, today: date, locales: Path) -> Callable[[str], Record]:
    """What reads a line as one of KINDS."""
    if kind == "red-flag":
        return partial(red_flag, find=Screening(locales))
    if kind == "question":
        about_signs = {page.topic for page in t.pages.values() if page.signs_first}
        return partial(question, screen=Screening(locales), match=Matching(locales), about_signs=about_signs)
    return partial(prescription, t=t, today=today)


def understand(read: Callable[[str], Record], lines: Iterable[bytes], out: BinaryIO) -> None:
    """One object for each line, written at once, so that a program can ask line by line."""
    for line in lines:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        out.write(json.dumps({"text": text, **read(text)}, ensure_ascii=False).encode() + b"\n")
        out.flush()
