"""Our own prescriptions, in each language: those that the grammar was built with, and those that only ever score it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.prescription import parse
from bot.domain.written import AskBack, Written
from bot.domain.written_record import to_record
from bot.i18n import Languages

FOLDER = Path(__file__).parent / "prescriptions"
LANGUAGES = Languages(Path(__file__).parents[2] / "locales")
TODAY = date(2026, 3, 2)
AT_LEAST = 0.95


@dataclass(frozen=True)
class Line:
    """One line of the corpus: what was typed, in which language, and what is right."""

    language: str
    right: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.right["text"])

    @property
    def asks(self) -> list[str]:
        return [self.right["ask"], *self.right.get("also", [])] if "ask" in self.right else []


def lines(stem: str) -> Iterator[Line]:
    for language in ("en", "es"):
        for line in (FOLDER / f"{stem}{language}.jsonl").read_text(encoding="utf-8").splitlines():
            yield Line(language, json.loads(line))


def read(line: Line) -> Written | AskBack:
    return parse(line.text, LANGUAGES.of(line.language).vocabulary, TODAY)


def has_same_phases(line: Line, got: Written) -> bool:
    keys = ("dose", "route", "repeat", "untilReview")
    wanted = [{key: phase.get(key) for key in keys} for phase in line.right["phases"]]
    asked = got.check.name if got.check else None
    return [to_record(phase) for phase in got.phases] == wanted and asked == line.right.get("check")


def is_right(line: Line, got: Written | AskBack) -> bool:
    if isinstance(got, AskBack):
        return got.why.name in line.asks
    unused = line.right.get("unused", list(got.unused))
    return not line.asks and has_same_phases(line, got) and list(got.unused) == unused


def is_silently_wrong(line: Line, got: Written | AskBack) -> bool:
    return isinstance(got, Written) and (bool(line.asks) or not has_same_phases(line, got))


@pytest.mark.parametrize("line", list(lines("")), ids=lambda line: f"{line.language}: {line.text[:60]!r}")
def test_each_prescription_is_read_as_it_was_meant_or_asked_about(line: Line) -> None:
    got = read(line)
    assert is_right(line, got), got


def test_most_of_those_kept_aside_are_read_exactly_and_none_is_silently_wrong() -> None:
    aside = [(line, read(line)) for line in lines("aside_")]
    right = sum(is_right(line, got) for line, got in aside)
    wrong = sum(is_silently_wrong(line, got) for line, got in aside)
    sys.stdout.write(f"kept aside: {right} of {len(aside)} right, {wrong} silently wrong\n")
    # the numbers alone, so that no report shows a line
    assert (right >= AT_LEAST * len(aside), wrong) == (True, 0)


def test_there_are_enough_of_them_in_both_languages() -> None:
    every = [*lines(""), *lines("aside_")]
    assert len(every) >= 120
    assert {line.language for line in every} == {"en", "es"}
