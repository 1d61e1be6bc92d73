"""The table of emergency numbers becomes typed rows, or a refusal to start that names the file."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain.emergency import Number, Numbers
from bot.settings import Refusal

_KEYS = {"numbers", "exceptions", "checked_on", "note"}


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
    sources, countries = _texts(found.get("sources"), "[sources]"), found.get("country")
    if not isinstance(countries, dict) or not countries:
        raise ValueError("it needs a part [country]")
    return MappingProxyType({code: _row(code, row, sources) for code, row in countries.items()})


def _row(code: str, row: Any, sources: Mapping[str, str]) -> Numbers:
    """One country; ValueError that names it where anything is amiss, a misspelt key too."""
    try:
        if not isinstance(row, dict):
            raise ValueError("a country is a table")
        if unknown := row.keys() - _KEYS:
            raise ValueError(f"{min(unknown)} means nothing here")
        note = _texts({"note": row.get("note", "")}, "note")["note"]
        return Numbers(code, _numbers(row, sources), _day(row["checked_on"]), note)
    except KeyError as error:
        raise ValueError(f"{code}: {error} is missing") from None
    except ValueError as error:
        raise ValueError(f"{code}: {error}") from None


def _numbers(row: Mapping[str, Any], sources: Mapping[str, str]) -> tuple[Number, ...]:
    exceptions = _texts(row.get("exceptions", {}), "exceptions")
    backed = row["numbers"]
    if not isinstance(backed, dict) or not all(isinstance(names, list) for names in backed.values()):
        raise ValueError("numbers name their sources")
    if strange := exceptions.keys() - backed.keys():
        raise ValueError(f"{min(strange)} has an exception and is no number here")
    return tuple(
        Number(digits, tuple(sources[str(name)] for name in names), exceptions.get(digits, ""))
        for digits, names in backed.items()
    )


def _texts(found: Any, name: str) -> Mapping[str, str]:
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ValueError(f"{name} must be text")
    return found


def _day(found: Any) -> date:
    if not isinstance(found, date) or isinstance(found, datetime):
        raise ValueError("checked_on is a date")
    return found
