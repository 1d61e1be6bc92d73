"""The way to Telegram in a simulated world: requests go astray by chance, and the program can die at any moment."""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy.exc import OperationalError
from telegram.error import TimedOut
from telegram.request import RequestData

from bot.sandbox import Sandbox
from bot.sandbox.inprocess import InProcess
from bot.sandbox.wire import Params
from bot.views.buttons import Action, Begin, LaterMenu, Take
from bot.views.checklist_buttons import StillSo, Tell
from bot.views.codec import decode
from bot.views.sign_buttons import Improved, React
from tests.simulation.record import Kind, Outcome, Try

# Set while an update is answered: what is sent then was asked for.
ANSWERING = ContextVar("answering", default=False)
ODDS = {
    "cut_before": 0.02,
    "cut_after": 0.03,
    "429": 0.02,
    "502": 0.02,
    "500": 0.005,
    "403": 0.004,
    "slow": 0.03,
    "straggler": 0.015,
    "meanwhile": 0.04,
}
LATE_BY = timedelta(seconds=40)


class Died(BaseException):
    """The program dies here: no `except Exception` on the way may save it."""


class Fuse:
    """How many moments the program still has; None where nothing threatens it. Threads may ask, too."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.burnt = False
        self.over = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def burn(self) -> None:
        """The program is over now."""
        self.burnt = True
        self._loop.call_soon_threadsafe(self.over.set)

    def moment(self) -> None:
        """One more moment in which the program can die: before and after a request, and before a transaction."""
        if self.left is not None and not self.burnt:
            self.left -= 1
            if self.left <= 0:
                self.burn()
        if self.burnt:
            raise Died

    def transaction(self) -> None:
        """The same for a transaction: nothing that a dead program writes is kept."""
        try:
            self.moment()
        except Died:
            raise OperationalError("BEGIN", None, Exception("died")) from None


class Weather(InProcess):
    """A transport that keeps what was sent unasked; its faults depend on the seed, the chat and its number alone."""

    def __init__(self, sandbox: Sandbox, seed: int) -> None:
        super().__init__(sandbox)
        self.seed = seed
        self.fuse: Fuse
        self.storm: str | None = None
        self.tries: list[Try] = []
        self.tally: Counter[str] = Counter()
        self.step = 0
        self.tick_began = 0
        self.arrived: Callable[[Try], None] = lambda _one: None
        self.meanwhile: Callable[[int, int | None], Awaitable[None]] = _nothing
        self.after: Callable[[timedelta, Callable[[], Awaitable[None]]], None] = lambda _span, _act: None
        self.away: Callable[[int], tuple[int, ...]] = lambda _chat: ()
        self.lose: Callable[[int], None] = lambda _chat: None
        self._sent: Counter[int] = Counter()
        self._places: dict[int, int] = {}

    def next_step(self) -> int:
        """The next number in the order of all that happens."""
        self.step += 1
        return self.step

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **_timeouts: Any
    ) -> tuple[int, bytes]:
        """Hand a request on, or not, as the weather has it."""
        name = url.rpartition("/")[2]
        values = dict(request_data.json_parameters) if request_data is not None else {}
        if name == "getMe":
            return await super().do_request(url, method, request_data)
        chat = int(values.get("chat_id", 0))
        notice = self._notice(chat, values) if name == "sendMessage" and not ANSWERING.get() else None
        self._moment(notice)
        fate = self._fate(chat, notice)
        if fate == "straggler":
            self._settle(notice, Outcome.DOUBTFUL, arrived=False)
            self.after(LATE_BY, lambda: self._straggle(name, notice, values))
            raise TimedOut("the answer did not come in time")
        await self._befall(fate, name, chat, notice)
        self._moment(notice)
        status, payload = await super().do_request(url, method, request_data)
        self._settle(notice, Outcome.SENT if status == 200 else Outcome.REFUSED, arrived=status == 200)
        self._moment(notice)
        return status, payload

    async def _befall(self, fate: str | None, name: str, chat: int, notice: Try | None) -> None:
        """Let what was drawn happen; a fault of Telegram's own is ordered there, for this very request."""
        if fate is None:
            return
        self.tally[fate] += 1
        if fate == "slow":
            self.sandbox.world.move_clock(self.sandbox.clock.now() + timedelta(seconds=20))
        elif fate == "meanwhile":
            await self.meanwhile(chat, notice.doses[0] if notice and notice.doses else None)
        else:
            doubtful = fate == "cut_after"
            self._settle(notice, Outcome.DOUBTFUL if doubtful else Outcome.REFUSED, arrived=doubtful)
            # in a storm Telegram asks for patience, else the tries would be without number
            self.sandbox.fail(name, fault=fate, retry_after=5 if self.storm is None else 300)
            if fate == "403":
                self.lose(chat)

    async def _straggle(self, name: str, notice: Try | None, values: dict[str, str]) -> None:
        """What the bot had given up arrives after all."""
        answer = await self.sandbox.call(name, Params(values))
        if answer.status == 200 and notice is not None:
            self._settle(notice, Outcome.DOUBTFUL, arrived=True)

    def _fate(self, chat: int, notice: Try | None) -> str | None:
        self._sent[chat] += 1
        if self.storm is not None:
            return self.storm
        drawn = Random(f"{self.seed}:{chat}:{self._sent[chat]}").random()
        for fault, odds in ODDS.items():
            drawn -= odds
            if drawn < 0:
                return fault if notice is not None or fault not in ("meanwhile", "403", "straggler") else None
        return None

    def _notice(self, chat: int, values: dict[str, str]) -> Try:
        actions = _buttons(values.get("reply_markup"))
        takes = [action.dose for action in actions if isinstance(action, Take)]
        kind = _kind(actions)
        doses = tuple(takes[:1]) if takes or kind is not Kind.OTHER else self.away(chat)
        kind = Kind.AWAY if doses and not takes else kind
        ends = [(action.version, action.phase) for action in actions if isinstance(action, StillSo)]
        days = re.search(r"in (\d+) day", values.get("text", ""))
        notice = Try(
            seq=self.next_step(),
            began=self.tick_began,
            at=self.sandbox.clock.now(),
            chat=chat,
            doses=doses,
            kind=kind,
            repeat="Second notice" in values.get("text", ""),
            outcome=Outcome.REFUSED,
            arrived=False,
            title=values.get("text", "").splitlines()[0] if kind is Kind.OTHER else "",
            phase=ends[0] if ends else (0, 0),
            days=int(days[1]) if days and ends else 0,
            about=_about(actions),
        )
        self._places[notice.seq] = len(self.tries)
        self.tries.append(notice)
        return notice

    def _settle(self, notice: Try | None, outcome: Outcome, arrived: bool) -> None:
        """Keep what became of a message that came unasked."""
        if notice is None:
            return
        place = self._places[notice.seq]
        self.tries[place] = replace(notice, outcome=outcome, arrived=arrived, at=self.sandbox.clock.now())
        if arrived:
            self.arrived(self.tries[place])

    def doubt(self, in_hand: list[tuple[int, int]]) -> None:
        """The program died: what it had begun to send and did not settle is in doubt, whether it left or not."""
        for chat, dose in in_hand:
            sent = [i for i, one in enumerate(self.tries) if one.began == self.tick_began and dose in one.doses]
            if not sent:
                self.tries.append(
                    Try(self.next_step(), self.tick_began, self.sandbox.clock.now(), chat, (dose,), Kind.OTHER)
                )
                sent, self.tries[-1] = [-1], replace(self.tries[-1], arrived=False)
            self.tries[sent[-1]] = replace(self.tries[sent[-1]], outcome=Outcome.DOUBTFUL)

    def _moment(self, notice: Try | None) -> None:
        """A moment in which the program can die, leaving what it was sending in doubt."""
        try:
            self.fuse.moment()
        except Died:
            if notice is not None:
                place = self._places[notice.seq]
                self.tries[place] = replace(self.tries[place], outcome=Outcome.DOUBTFUL)
            raise


async def _nothing(_chat: int, _dose: int | None) -> None:
    return


def _kind(actions: list[Action]) -> Kind:
    """What a message is for, by its buttons."""
    shown = {type(action) for action in actions}
    if Take in shown:
        return Kind.REMIND if LaterMenu in shown else Kind.CLOSE
    if StillSo in shown:
        return Kind.ENDING
    asked = {React: Kind.REACTION, Improved: Kind.IMPROVEMENT, Tell: Kind.QUESTIONS}
    if Begin("check_in") in actions:
        return Kind.CHECK_IN
    return next((kind for button, kind in asked.items() if button in shown), Kind.OTHER)


def _about(actions: list[Action]) -> str:
    """The dose, or the key, of a question how the person feels."""
    doses = [str(action.dose) for action in actions if isinstance(action, React)]
    keys = [action.about for action in actions if isinstance(action, Improved)]
    return next(iter((*doses, *keys)), "")


def _buttons(markup: str | None) -> list[Action]:
    rows = json.loads(markup).get("inline_keyboard", []) if markup else []
    decoded = (decode(button["callback_data"]) for row in rows for button in row if "callback_data" in button)
    return [action for action in decoded if action is not None]
