"""Which message shows the question that each dialogue asks: known here at once, and in the database soon after."""

from contextlib import suppress

from bot.care import drafts
from bot.care.door import Door, Unavailable
from bot.care.drafts import Draft, Shown
from bot.soon import Soon

WITHIN = 0.05


class Screens:
    """Notes the messages of many dialogues in one transaction.

    Where the program is killed before, a question that is answered in words keeps its buttons: they answer nothing.
    """

    def __init__(self, db: Door, within: float = WITHIN) -> None:
        self._db = db
        self._new: dict[tuple[int, str], Shown] = {}
        self._soon = Soon(self._write, within)

    def note(self, draft: Draft, message_id: int) -> None:
        """This message shows the question that the draft asks; nothing to do where it is known."""
        if message_id != self.message_of(draft):
            self._new[draft.chat, draft.script] = Shown(draft.chat, draft.script, draft.revision, message_id)
            self._soon.ask()

    def message_of(self, draft: Draft) -> int | None:
        """The message that shows the draft's question; None where none does."""
        new = self._new.get((draft.chat, draft.script))
        return draft.message_id if new is None else new.message_id

    async def aclose(self) -> None:
        """Write what is noted, where that can be done now."""
        await self._soon.close()
        with suppress(Unavailable):
            await self._write()

    async def _write(self) -> None:
        these = dict(self._new)
        await self._db.run(drafts.shown, list(these.values()))
        for key, written in these.items():
            if self._new[key] is written:
                del self._new[key]
