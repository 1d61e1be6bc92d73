"""A button's meaning in its short form on Telegram, at most 64 bytes: encode and decode agree."""

from dataclasses import fields
from typing import Any, get_type_hints

from bot.views import buttons, checklist_buttons, plan_buttons, question_buttons, sign_buttons
from bot.views.buttons import Action

LIMIT = 64

ACTIONS: tuple[type[Action], ...] = tuple(
    kind
    for room in (buttons, plan_buttons, checklist_buttons, sign_buttons, question_buttons)
    for kind in vars(room).values()
    if isinstance(kind, type) and issubclass(kind, Action) and kind is not Action
)


def _types(kind: type[Action]) -> list[Any]:
    hints = get_type_hints(kind)
    return [hints[field.name] for field in fields(kind)]


# looked up by its code, with what its fields are: reading annotations takes long
_KINDS = {kind.code: (kind, _types(kind)) for kind in ACTIONS}


def encode(action: Action) -> str:
    """The action as callback data; ValueError if it is over 64 bytes, which is a bug."""
    data = ":".join([action.code, *(str(getattr(action, field.name)) for field in fields(action))])
    if len(data.encode()) > LIMIT:
        raise ValueError(f"a {type(action).__name__} button is too long")
    return data


def decode(data: str) -> Action | None:
    """The action that encode wrote; None for anything else, such as a button of an older version."""
    code, _, rest = data.partition(":")
    if code not in _KINDS:
        return None
    kind, types = _KINDS[code]
    # the last field may itself hold colons
    parts = rest.split(":", len(types) - 1) if types else []
    try:
        return kind(*(of(part) for of, part in zip(types, parts, strict=True)))
    except ValueError:
        return None
