"""What a message is before Telegram: its text, its buttons, and the way to help that each has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.i18n import Html, Translator
from bot.views.buttons import Action, Back, Drop, Go, Help, Park, Place

Style = Literal["danger", "success", "primary"]


@dataclass(frozen=True)
class Button:
    """One inline button."""

    text: str
    action: Action
    style: Style | None = None


@dataclass(frozen=True)
class Key:
    """One key of a reply keyboard; with `location` it shares where the phone is."""

    text: str
    location: bool = False


@dataclass(frozen=True)
class File:
    """A document to send."""

    name: str
    content: bytes


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class View:
    """One message. `keys` shows a reply keyboard, `clear_keys` takes it away; a message has these or `rows`."""

    text: Html
    rows: Rows = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    clear_keys: bool = False
    file: File | None = None


@dataclass(frozen=True)
class Choice:
    """One offered answer to a question."""

    label: str
    value: str
    style: Style | None = None


@dataclass(frozen=True)
class Prompt:
    """A question's text and the answers it offers; with `location` it can be answered by sharing one."""

    text: Html
    rows: tuple[tuple[Choice, ...], ...] = ()
    location: str | None = None


def help_button(t: Translator) -> Button:
    """The same red button on every screen."""
    return Button(t.label("🆘 Get help"), Help(), "danger")


def unwell_button(t: Translator) -> Button:
    """The same way to help, in the words that fit beside a dose."""
    return Button(t.label("🆘 I feel unwell"), Help(), "danger")


def screen(t: Translator, text: Html, rows: Sequence[Sequence[Button]] = (), menu: bool = False) -> View:
    """A message with help at most one tap away; with `menu` the way back to the menu too."""
    last = (Button(t.label("☰ Menu"), Go(Place.MENU)), help_button(t)) if menu else (help_button(t),)
    return View(text, (*(tuple(row) for row in rows), last))


def dialogue_rows(t: Translator, script: str, revision: int, can_go_back: bool) -> Rows:
    """Back, later, cancel and help, under every question."""
    back = (Button(t.label("◀ Back"), Back(script, revision)),) if can_go_back else ()
    ways = (*back, Button(t.label("Later"), Park(script)), Button(t.label("Cancel"), Drop(script)))
    return ways, (help_button(t),)


def lines(*parts: str | None) -> Html:
    """Lines of HTML, the empty ones left out."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str | None) -> Html:
    """Paragraphs of HTML, the empty ones left out."""
    return Html("\n\n".join(part for part in parts if part))
