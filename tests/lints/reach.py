"""Whether help is one tap away from what a chat shows."""

from typing import Any

from bot.i18n import Languages
from bot.views.buttons import Help, Take, TakeWhen
from bot.views.codec import decode
from bot.views.dialogue import help_key
from tests.warm import ROOT

Json = dict[str, Any]
# The page that says when to call an ambulance begins with this sign, and is itself the help.
HELP_PAGE = "🆘"
KEYS = frozenset(help_key(t) for t in Languages(ROOT / "locales"))


def inline(markup: Json) -> list[Json]:
    """The buttons under a message."""
    return [button for row in markup.get("inline_keyboard") or [] for button in row]


def leads(said: str, markup: Json) -> bool:
    """Whether the message is the help page, or one of its buttons opens it."""
    return said.startswith(HELP_PAGE) or any(_is_help(button) for button in inline(markup))


def has_key(keyboard: Json | None) -> bool:
    """Whether one key of the keyboard below the chat asks for help."""
    keys = [key["text"] for row in (keyboard or {}).get("keyboard") or [] for key in row]
    return bool(KEYS.intersection(keys))


def is_near(said: str, markup: Json) -> bool:
    """Whether the message leads to help, or offers nothing at all: then the next one, or the keys, must lead there."""
    if markup.get("keyboard"):
        return has_key(markup)
    return not inline(markup) or leads(said, markup)


def doses(buttons: list[Json]) -> list[int]:
    """The ids of the injections that these buttons would note as had."""
    actions = (decode(str(button.get("callback_data"))) for button in buttons)
    return [action.dose for action in actions if isinstance(action, Take | TakeWhen)]


def _is_help(button: Json) -> bool:
    return isinstance(decode(str(button.get("callback_data"))), Help)
