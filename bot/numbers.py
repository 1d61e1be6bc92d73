"""The table of emergency numbers becomes typed rows, or a refusal to start that names the file."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain.emergency import Numbers
from bot.settings import Refusal

_TEXTS = {"note", "exception"}
_LISTS = {"numbers", "sources"}


def read_numbers(file: Path) -> Mapping[str, Numbers]:
    """Country (ISO 3166 alpha-2) -> its numbers; kept in memory, so that help needs neither file nor database later.

    Raises Refusal where the file is missing or a row of it cannot be relied on.
    """
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError as error:
        why = error.strerror or type(error).__name__
    except ValueError as error:
        # tomllib's own error and a wrong encoding are ValueErrors too
        why = str(error)
    raise Refusal(f"The emergency numbers in {file} cannot be read ({why}). Put the file back as it was delivered.")


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> Mapping[str, Numbers]:
    """Read once as the file is: tests start a thousand programs."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    sources, countries = found.get("sources"), found.get("country")
    if not isinstance(sources, dict) or not all(isinstance(source, str) for source in sources.values()):
        raise ValueError("it needs a part [sources], of texts")
    if not isinstance(countries, dict) or not countries:
        raise ValueError("it needs a part [country]")
    return MappingProxyType({code: _row(code, row, sources) for code, row in countries.items()})


def _row(code: str, row: Any, sources: Mapping[str, Any]) -> Numbers:
    """One country; ValueError that names it where anything is amiss, a misspelt key too."""
    try:
        _check(row)
        return Numbers(
            country=code,
            medical=tuple(row["numbers"]),
            sources=tuple(sources[source] for source in row["sources"]),
            checked_on=row["checked_on"],
            note=row.get("note", ""),
            exception=row.get("exception", ""),
        )
    except KeyError as error:
        raise ValueError(f"{code}: {error} is missing") from None
    except ValueError as error:
        raise ValueError(f"{code}: {error}") from None


def _check(row: Any) -> None:
    if not isinstance(row, dict):
        raise ValueError("a country is a table")
    if unknown := row.keys() - {*_LISTS, *_TEXTS, "checked_on"}:
        raise ValueError(f"{min(unknown)} means nothing here")
    for name in _LISTS & row.keys():
        if not isinstance(row[name], list) or not all(isinstance(item, str) for item in row[name]):
            raise ValueError(f"{name} is a list of texts")
    if not all(isinstance(row[name], str) for name in _TEXTS & row.keys()):
        raise ValueError("note and exception are texts")
    day = row["checked_on"]
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError("checked_on is a date")
