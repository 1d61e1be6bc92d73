"""What people said about their doses, by the update that carried it."""

from dataclasses import replace
from datetime import datetime

from bot.views.buttons import Action, RemindLater, Skip, Take, TakeWhen, Undo
from bot.views.codec import decode
from tests.cast import Json
from tests.simulation.record import Wish

# A place in the order of all things that none has.
NEVER = 10**9


class Wishes:
    """Each update once, however often it was handled."""

    def __init__(self) -> None:
        self._noted: dict[int, Wish] = {}
        self._first: dict[int, int] = {}

    def begin(self, update: Json, first: int, at: datetime) -> None:
        """It is being handled: what the program dies of may be on record all the same."""
        self.note(update, first, NEVER, at, done=False)

    def note(self, update: Json, first: int, last: int, at: datetime, done: bool) -> int:
        """Keep what the update says about a dose, if anything; the chat it is from."""
        number = update["update_id"]
        tapped = update.get("callback_query")
        chat: int = (tapped["from"] if tapped else update["message"]["chat"])["id"]
        action = decode(tapped["data"]) if tapped else None
        named = _name(action)
        if named is not None:
            dose: int = getattr(action, "dose", 0)
            fresh = Wish(first, last, at, chat, dose, named, done)
            before = self._noted.get(number)
            self._noted[number] = fresh if before is None else replace(fresh, first=before.first, at=before.at)
        return chat

    def noted(self) -> list[Wish]:
        """All of them, in order."""
        return sorted(self._noted.values(), key=lambda wish: wish.first)


def _name(action: Action | None) -> str | None:
    match action:
        case Take():
            return "take"
        case TakeWhen():
            return "take-when"
        case Skip(sure=1):
            return "skip"
        case Undo():
            return "undo"
        case RemindLater():
            return "later"
        case _:
            return None
