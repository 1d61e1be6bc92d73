"""Every message, edit, caption and toast that the bot sends in a test is noted here and looked at.

A test's transport is a `Watched`; what its journal finds wrong fails the test that sent it, by the fixture `lints` in
plugin.py. Nothing is raised where it happens, since the program would take that for trouble of its own.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from telegram.error import TimedOut

from bot.sandbox import InProcess, Sandbox
from bot.sandbox.wire import Answer, Params
from tests.lints import reach
from tests.lints.amounts import Found, amounts, is_known, visible
from tests.lints.examples import without_examples
from tests.lints.lengths import too_long

TEXTS = {
    "sendmessage": "text",
    "editmessagetext": "text",
    "senddocument": "caption",
    "sendphoto": "caption",
    "editmessagecaption": "caption",
    "answercallbackquery": "text",
}
OK = 200
ASKED = "SELECT prescription FROM regimen r JOIN patient p ON p.id = r.patient_id WHERE p.chat = ?"
ANSWERED = "SELECT answer FROM checklist_answer a JOIN patient p ON p.id = a.patient_id WHERE p.chat = ?"
OF_DOSE = "SELECT prescription FROM regimen r JOIN dose d ON d.regimen_id = r.id WHERE d.id = ?"


class Journal:
    """What was sent over one line, what was looked at in it, and what is wrong with it."""

    def __init__(self, sandbox: Sandbox, database: Path | None = None) -> None:
        self.sandbox, self.database = sandbox, database
        self.looked_at: Counter[str] = Counter()
        self.wrong: list[str] = []
        # whether the bot answers somebody just now; all else comes unasked, and names only what was confirmed
        self.answering = False
        self._told: dict[int, set[str]] = {}
        self._known: set[tuple[int, bool, str]] = set()
        self._touched: set[int] = set()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Somebody is being answered meanwhile."""
        self.answering = True
        try:
            yield
        finally:
            self.answering = False
        self.settle()

    def note(self, method: str, params: Params) -> None:
        """Look at the amounts in what is about to be sent."""
        chat, markup = self._chat(params), _markup(params)
        said = visible(params.text(TEXTS[method]))
        buttons = reach.inline(markup)
        self.looked_at["texts"] += 1
        for text in (without_examples(said), *(str(button["text"]) for button in buttons)):
            for amount in amounts(text):
                self.looked_at["amounts"] += 1
                doses = [] if self.answering else reach.doses(buttons)
                if not self._is_known(chat, amount, doses):
                    self.wrong.append(f"no dose of this patient's: {amount.words!r} in {said!r}")

    def sent(self, method: str, params: Params) -> None:
        """Look whether help is near on what now stands on the screen."""
        chat, said, markup = self._chat(params), visible(params.text(TEXTS[method])), _markup(params)
        if method == "answercallbackquery" or chat < 0:
            # a line over the chat is no screen, and a group is left, not helped
            return
        self.looked_at["screens"] += 1
        self.touch(chat)
        is_reminder = not self.answering and bool(reach.doses(reach.inline(markup)))
        limit = too_long(said, is_reminder, (one.text for one in self.sandbox.world.thread(chat) if not one.by_bot))
        if limit is not None:
            self.wrong.append(f"{len(said)} characters, where {limit} are the most: {said!r}")
        if not reach.is_near(said, markup):
            self.wrong.append(f"help is not on this screen: {said!r} with {markup}")

    def touch(self, chat: int) -> None:
        """Something changes on that chat's screen."""
        if chat > 0:
            self._touched.add(chat)

    def settle(self) -> None:
        """All is said for now: the newest message of each chat, or the keyboard under it, leads to help."""
        for chat in self._touched:
            newest = next((one for one in reversed(self.sandbox.world.thread(chat)) if one.by_bot), None)
            if newest is None:
                continue
            self.looked_at["ends"] += 1
            keys = self.sandbox.world.keyboard(chat)
            if not (reach.leads(newest.text, newest.markup or {}) or reach.has_key(keys)):
                self.wrong.append(f"help is not within one tap, and nothing follows: {newest.text!r}")
        self._touched.clear()

    def planted(self) -> list[str]:
        """What is wrong so far, for a test that put it there itself: it fails nothing any more."""
        self.settle()
        wrong, self.wrong = self.wrong, []
        return wrong

    def _chat(self, params: Params) -> int:
        if params.text("chat_id"):
            return params.integer("chat_id")
        tap = self.sandbox.world.taps.get(params.text("callback_query_id"))
        return tap.chat_id if tap else 0

    def _is_known(self, chat: int, amount: Found, doses: list[int]) -> bool:
        key = (chat, self.answering, f"{doses}{amount.kind}{amount.value}")
        if key not in self._known and is_known(amount, self._told_by(chat, doses)):
            self._known.add(key)
        return key in self._known

    def _told_by(self, chat: int, doses: list[int]) -> set[str]:
        """What this patient confirmed; with what they typed, while they are answered; or what is so of these doses."""
        if doses:
            return {text for dose in doses for text in _stored(self.database, (OF_DOSE,), dose)}
        told = self._told.setdefault(chat, set())
        # told once is told, although it may be erased or edited later
        told.update(confirmed(self.database, chat))
        if not self.answering:
            return told
        return told | {one.text for one in self.sandbox.world.thread(chat) if not one.by_bot}


class Watched(InProcess):
    """The transport of tests, with a journal of what went over it."""

    __slots__ = ("journal",)

    def __init__(self, sandbox: Sandbox, database: Path | None = None) -> None:
        super().__init__(sandbox)
        self.journal = Journal(sandbox, database)
        OPEN.append(self.journal)

    async def _answer(self, name: str, params: Params) -> Answer:
        if name.lower() == "editmessagereplymarkup":
            self.journal.touch(params.integer("chat_id"))
        if not _is_text(name.lower(), params):
            return await super()._answer(name, params)
        self.journal.note(name.lower(), params)
        try:
            answer = await super()._answer(name, params)
        except TimedOut:
            # it arrived, although the bot cannot know
            self.journal.sent(name.lower(), params)
            raise
        if answer.status == OK:
            self.journal.sent(name.lower(), params)
        return answer


class Findings(Protocol):
    """What was looked at, and what is wrong with it."""

    looked_at: Counter[str]
    wrong: list[str]

    def settle(self) -> None:
        """Look at what now stands on the screens."""


# the journals of the test that runs now; its fixture takes them away
OPEN: list[Findings] = []


def confirmed(database: Path | None, chat: int) -> set[str]:
    """What a patient confirmed: the texts in their plans and in the answers of their checklist."""
    return _stored(database, (ASKED, ANSWERED), chat)


def _stored(database: Path | None, queries: tuple[str, ...], key: int) -> set[str]:
    if database is None or not database.is_file():
        return set()
    with closing(sqlite3.connect(database)) as rows:
        kept = [cell for query in queries for (cell,) in rows.execute(query, (key,)) if cell]
    return {text for cell in kept for text in _strings(json.loads(cell))}


def _is_text(method: str, params: Params) -> bool:
    return method in TEXTS and bool(params.text(TEXTS[method]))


def _markup(params: Params) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(params.text("reply_markup") or "null") or {}
    return found


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list():
            for one in value:
                yield from _strings(one)
