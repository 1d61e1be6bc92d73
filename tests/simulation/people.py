"""Patients who behave by chance: on time or not, twice, later, undone, silent, blocked, elsewhere."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Protocol

from bot.sandbox import Sandbox
from bot.sandbox.records import Message
from bot.views.buttons import Action, LaterMenu, RemindLater, Skip, Take, TakeWhen, Undo
from bot.views.codec import decode
from bot.views.sign_buttons import Improved, React
from tests.simulation.record import Kind, Try

Act = Callable[[], Awaitable[None]]
ABOUT_DOSES = (Take, TakeWhen, Skip, LaterMenu, RemindLater, Undo)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin", "Asia/Tokyo")


class Stage(Protocol):
    """What a person needs of the world."""

    sandbox: Sandbox
    tally: Counter[str]

    def in_a_while(self, span: timedelta, act: Act) -> None:
        """Have something happen then."""

    async def poll(self) -> None:
        """Let the bot answer, if it runs."""

    def block(self, chat: int, blocked: bool) -> None:
        """The person closes the chat to the bot, or opens it."""


@dataclass(frozen=True)
class Temper:
    """How likely each reaction to a message is, in shares; `slow` is how long an answer takes at most."""

    name: str
    slow: timedelta
    shares: dict[str, int]


TEMPERS = (
    Temper("on time", HOUR, {"take": 90, "done": 4, "nothing": 6}),
    Temper("late", 30 * HOUR, {"take": 70, "later": 15, "nothing": 15}),
    Temper("fiddler", 3 * HOUR, {"take": 30, "twice": 15, "undo": 20, "later": 10, "skip": 10, "old": 15}),
    Temper("forgetful", 20 * HOUR, {"take": 35, "nothing": 45, "skip": 10, "done": 10}),
    Temper("silent", DAY, {"nothing": 95, "take": 5}),
    Temper("comes and goes", 6 * HOUR, {"take": 50, "block": 15, "pause": 20, "move": 10, "nothing": 5}),
    Temper(
        "any",
        8 * HOUR,
        {
            "take": 40,
            "twice": 5,
            "undo": 5,
            "later": 10,
            "skip": 5,
            "done": 5,
            "old": 5,
            "block": 5,
            "pause": 8,
            "move": 7,
            "nothing": 5,
        },
    ),
)


class Person:
    """Somebody with a phone and habits."""

    def __init__(self, stage: Stage, chat: int, dice: Random) -> None:
        self.stage, self.chat, self.dice = stage, chat, dice
        self.temper = dice.choice(TEMPERS)
        self.blocked = False

    def hears(self, one: Try) -> None:
        """A message came unasked: decide what to do about it, and when."""
        if one.kind in (Kind.REACTION, Kind.CHECK_IN, Kind.IMPROVEMENT):
            self.stage.in_a_while(self.dice.random() ** 2 * self.temper.slow, lambda: self.answers(one.kind))
            return
        shares = self.temper.shares
        reaction = self.dice.choices(list(shares), list(shares.values()))[0]
        quick = self.dice.random() ** 2 * self.temper.slow
        self.stage.in_a_while(quick, lambda: self.do(reaction, one.doses[-1] if one.doses else None))

    async def do(self, reaction: str, dose: int | None) -> None:
        """Act, as far as that is possible now."""
        if self.blocked and reaction != "block":
            return
        self.stage.tally[reaction] += 1
        acts: dict[str, Callable[[int], Awaitable[None]]] = {
            "take": self.takes,
            "twice": self.takes_twice,
            "undo": self.takes_and_undoes,
            "later": self.puts_off,
            "skip": self.skips,
            "old": self.taps_something_old,
            "done": self.says_done,
            "block": self.blocks,
            "pause": self.pauses,
            "move": self.moves,
        }
        if reaction in acts:
            await acts[reaction](dose or 0)

    async def answers(self, asked: Kind) -> None:
        """How they feel, by any of the buttons; or nothing at all."""
        if self.blocked or self.dice.random() < 0.3:
            return
        self.stage.tally[asked] += 1
        if asked is not Kind.CHECK_IN:
            await self.taps_kind(React if asked is Kind.REACTION else Improved)
            return
        await self.taps_label("Check in now")
        for said in ("same", "better", "skip")[: self.dice.randint(1, 3)]:
            await self.says(said)

    async def takes(self, dose: int) -> None:
        """One tap; now and then the time is corrected at once."""
        await self.taps(Take(dose))
        if self.dice.random() < 0.3:
            await self.taps_kind(TakeWhen, dose)

    async def takes_twice(self, dose: int) -> None:
        """A nervous finger: two taps before the bot can answer."""
        await self.taps(Take(dose), times=2)

    async def takes_and_undoes(self, dose: int) -> None:
        """Taken by mistake, taken back minutes later, and perhaps taken then."""
        await self.takes(dose)
        self.stage.in_a_while(timedelta(minutes=self.dice.randint(1, 300)), lambda: self.taps(Undo(dose)))
        if self.dice.random() < 0.5:
            self.stage.in_a_while(timedelta(hours=self.dice.randint(6, 30)), lambda: self.takes(dose))

    async def puts_off(self, dose: int) -> None:
        """Later, by one of the choices that are shown."""
        await self.taps(LaterMenu(dose))
        await self.taps_kind(RemindLater, dose)

    async def skips(self, dose: int) -> None:
        """Skip, and yes."""
        await self.taps(Skip(dose))
        await self.taps(Skip(dose, 1))

    async def taps_something_old(self, _dose: int) -> None:
        """Any button about any dose, far up in the chat."""
        found = [(message, action) for message, action in self._buttons(200) if isinstance(action, ABOUT_DOSES)]
        if found:
            message, action = self.dice.choice(found)
            await self._press(message, action)

    async def says_done(self, _dose: int) -> None:
        """Typed instead of tapped, and then confirmed."""
        self.stage.sandbox.say(self.chat, "done")
        await self.stage.poll()
        await self.taps_kind(Take)

    async def blocks(self, _dose: int) -> None:
        """Closes the chat for hours or weeks, and opens it again, with or without a word."""
        self.blocked = not self.blocked
        self.stage.block(self.chat, self.blocked)
        if self.blocked:
            back = self.dice.choice((2 * HOUR, 2 * DAY, 40 * DAY))
            self.stage.in_a_while(back, lambda: self.blocks(0))
        else:
            self.stage.in_a_while(self.dice.choice((timedelta(0), HOUR, DAY)), lambda: self.says("/today"))

    async def pauses(self, _dose: int) -> None:
        """A pause with an end or without; one without is ended weeks later."""
        await self.says("/pause")
        await self.taps_label(self.dice.choice(("1 week", "2 weeks", "Until I say so")))
        self.stage.in_a_while(self.dice.randint(1, 30) * DAY, lambda: self.says("/resume"))

    async def moves(self, _dose: int) -> None:
        """Another time zone, through the settings."""
        await self.says("/settings")
        await self.taps_label("Time zone")
        await self.says(self.dice.choice(ZONES))
        await self.taps_label("Yes, that is right")

    async def says(self, text: str) -> None:
        """Types, if the chat is open."""
        if not self.blocked:
            self.stage.sandbox.say(self.chat, text)
            await self.stage.poll()

    async def taps(self, action: Action, times: int = 1) -> None:
        """Taps the newest button of that meaning, where there is one."""
        for message, found in self._buttons():
            if found == action:
                await self._press(message, action, times)
                return

    async def taps_kind(self, kind: type[Action], dose: int | None = None) -> None:
        """Taps one of the newest message's buttons of that kind."""
        found = [(m, a) for m, a in self._buttons() if isinstance(a, kind) and dose in (None, getattr(a, "dose", None))]
        newest = [(m, a) for m, a in found if m is found[0][0]]
        if newest:
            await self._press(*self.dice.choice(newest))

    async def taps_label(self, label: str) -> None:
        """Taps the newest button with these words, where there is one."""
        for message in self._heard():
            for row in message.buttons():
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        await self._press_data(message, button["callback_data"])
                        return

    def _heard(self, many: int = 12) -> list[Message]:
        """The bot's newest messages, the newest first."""
        thread = self.stage.sandbox.world.thread(self.chat)[-many:]
        return [message for message in reversed(thread) if message.by_bot]

    def _buttons(self, many: int = 12) -> list[tuple[Message, Action]]:
        shown = [(m, b) for m in self._heard(many) for row in m.buttons() for b in row if "callback_data" in b]
        decoded = [(message, decode(button["callback_data"])) for message, button in shown]
        return [(message, action) for message, action in decoded if action is not None]

    async def _press(self, message: Message, action: Action, times: int = 1) -> None:
        data = next(
            button["callback_data"]
            for row in message.buttons()
            for button in row
            if "callback_data" in button and decode(button["callback_data"]) == action
        )
        await self._press_data(message, data, times)

    async def _press_data(self, message: Message, data: str, times: int = 1) -> None:
        if self.blocked:
            return
        for _ in range(times):
            self.stage.sandbox.tap(self.chat, message.message_id, data)
        await self.stage.poll()
