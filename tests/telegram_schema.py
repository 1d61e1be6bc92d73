"""Checks requests against the Bot API's own description, ../shared/telegram/api.json, where it is at hand."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.wire import Upload

API_FILE = Path(__file__).resolve().parents[2] / "shared" / "telegram" / "api.json"
_PLAIN: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (float, int),
    "Boolean": (bool,),
    "InputFile": (Upload,),
}
_ALSO_TEXT = {"KeyboardButton"}  # the description says in prose that a text will do


def available() -> bool:
    """Whether the description is there."""
    return API_FILE.is_file()


def methods() -> Mapping[str, Any]:
    """All methods of the Bot API by name; skips the test where the description is missing."""
    return _api()["methods"]  # type: ignore[no-any-return]


def problems(method: str, params: Mapping[str, object]) -> list[str]:
    """What is wrong with a request, a sentence each; skips the test where the description is missing."""
    known = methods().get(method)
    if known is None:
        return [f"There is no method {method}."]
    return _wrong_fields(known.get("fields", []), params, method)


def misfits(method: str, result: object) -> list[str]:
    """What is wrong with the result that a method gave, a sentence each."""
    return _wrong_value(methods()[method]["returns"], result, f"the result of {method}")


def update_misfits(update: object) -> list[str]:
    """What is wrong with an update, a sentence each."""
    return _wrong_value(["Update"], update, "the update")


@cache
def _api() -> Any:
    if not available():
        pytest.skip("../shared/telegram/api.json is not here: requests are not checked against the Bot API")
    return json.loads(API_FILE.read_text("utf-8"))


def _wrong_fields(fields: list[Any], given: Mapping[str, object], where: str) -> list[str]:
    known = {field["name"]: field for field in fields}
    wrong = [f"{where} has no {name}." for name in given if name not in known]
    missing = [name for name, field in known.items() if field["required"] and name not in given]
    wrong += [f"{where} needs {name}." for name in missing]
    for name in set(given) & set(known):
        wrong += _wrong_value(known[name]["types"], given[name], f"{where}.{name}")
    return wrong


def _wrong_value(types: list[str], value: object, where: str) -> list[str]:
    """The faults in the light of the type that fits best."""
    return min((_mismatch(name, value, where) for name in types), key=len)


def _mismatch(name: str, value: object, where: str) -> list[str]:
    if name in _PLAIN:
        fits = isinstance(value, _PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
        return [] if fits else [f"{where} is {value!r}, which is no {name}."]
    if name.startswith("Array of "):
        if not isinstance(value, list | tuple):
            return [f"{where} is {value!r}, which is no {name}."]
        inner = name.removeprefix("Array of ")
        return [fault for at, item in enumerate(value) for fault in _mismatch(inner, item, f"{where}[{at}]")]
    if isinstance(value, str) and name in _ALSO_TEXT:
        return []
    if not isinstance(value, Mapping):
        return [f"{where} is {value!r}, which is no {name}."]
    kind = _api()["types"][name]
    if "subtypes" in kind:
        return min((_mismatch(subtype, value, where) for subtype in kind["subtypes"]), key=len)
    return _wrong_fields(kind.get("fields", []), value, where)
