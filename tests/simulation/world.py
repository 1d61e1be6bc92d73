"""A world of its own: the whole program, its patients and its Telegram, under one clock that jumps ahead."""

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import event
from telegram import Update

from bot.app import Program, open_program
from bot.polling import ALLOWED
from bot.sandbox import Sandbox
from bot.sandbox.wire import Params
from tests.cast import SHARED, Json, StillClock, alike
from tests.simulation import plans, seeding
from tests.simulation.facts import Facts
from tests.simulation.inline import run_inline
from tests.simulation.people import ZONES, Act, Person
from tests.simulation.record import PlanFact, Record, Span
from tests.simulation.trouble import Errors, Trouble, draw
from tests.simulation.weather import ANSWERING, Fuse, Weather
from tests.simulation.wishes import Wishes

START, FIRST_CHAT = datetime(2026, 1, 5, 12, tzinfo=UTC), 1001
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Nothing new goes wrong in the last days, so that everything can come to its end.
CALM = 12 * DAY
STUCK = 500
# Longer (seconds) than anything in the program waits for.
HANGS = 600.0
T = TypeVar("T")


class World:
    """Lives from START on. All chance comes from the seed; nothing waits for real time."""

    def __init__(self, seed: int, folder: Path, patients: int, years: float) -> None:
        self.seed, self.folder, self.until = seed, folder, START + 365.25 * years * DAY
        self.dice = Random(f"{seed}:world")
        self.clock = StillClock(START)
        self.sandbox = Sandbox(self.clock)
        self.weather = Weather(self.sandbox, seed)
        self.tally: Counter[str] = self.weather.tally
        self.record = Record(START, self.until)
        self.wishes = Wishes()
        chats = range(FIRST_CHAT, FIRST_CHAT + patients)
        self.people = {chat: Person(self, chat, Random(f"{seed}:person:{chat}")) for chat in chats}
        self._program: Program | None = None
        self._stack = AsyncExitStack()
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._order = count()
        self._offset, self._same, self._nested = 0, 0, False
        self._due: datetime | None = None
        self._closed: dict[int, datetime] = {}
        self._off_since = self._troubled = START
        self._plans: dict[int, PlanFact] = {}

    async def live(self) -> Record:
        """Let the time pass; then all that happened."""
        # what a dying program leaves behind is nobody's business
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
        with Errors(self.weather) as errors:
            await self._switch_on()
            self.facts = Facts(self.folder / "bot.db")
            self._connect()
            for person in self.people.values():
                await self._joins(person)
            while await self._next():
                pass
            if self._program is None:
                await self._switch_on()
            await self._stack.aclose()
        self._tell(errors.found)
        self.facts.close()
        self.sandbox.close()
        return self.record

    def in_a_while(self, span: timedelta, act: Act) -> None:
        """Have something happen then."""
        heappush(self._agenda, (self.clock.now() + span, next(self._order), act))

    def block(self, chat: int, blocked: bool) -> None:
        """Somebody closes their chat to the bot, or opens it; the bot learns of that when they speak."""
        self.sandbox.patch_user(chat, blocked=blocked)
        if blocked:
            self._closed.setdefault(chat, self.clock.now())

    async def poll(self) -> None:
        """Let the program answer what waits; what it did not finish stays in line, as on Telegram."""
        while self._program is not None and not self.weather.fuse.burnt:
            asked = {"offset": str(self._offset), "allowed_updates": json.dumps(ALLOWED)}
            updates: list[Json] = (await self.sandbox.call("getUpdates", Params(asked))).body["result"]
            if not updates:
                return
            for update in updates:
                if not await self._handle(self._program, update):
                    return
                self._offset = update["update_id"] + 1

    def _connect(self) -> None:
        weather = self.weather
        weather.arrived = lambda one: self.people[one.chat].hears(one)
        weather.meanwhile, weather.away = self._meanwhile, self.facts.away
        weather.after, weather.lose = self.in_a_while, self._loses

    def _loses(self, chat: int) -> None:
        """Telegram says that the chat is closed, and it is so for the bot until its person speaks."""
        self._closed.setdefault(chat, self.clock.now())

    async def _joins(self, person: Person) -> None:
        assert self._program is not None
        self.sandbox.say(person.chat, "/start")
        self.sandbox.take_updates()
        await seeding.join(self._program.database, person.chat, self.dice.choice(ZONES), self.clock.now())
        self._look()
        self.in_a_while(self.dice.randint(0, 60) * DAY, lambda: self._gets_plan(person.chat))
        if self.dice.random() < 0.2:
            self.in_a_while(self.dice.randint(700, 2500) * DAY, lambda: self._gets_plan(person.chat))

    async def _gets_plan(self, chat: int) -> None:
        if self._program is None:
            self.in_a_while(2 * DAY, lambda: self._gets_plan(chat))
            return
        first = self.clock.now().date() + self.dice.randint(2, 20) * DAY
        plan = plans.draw(self.dice, first)
        self.weather.fuse.left = None
        await seeding.give_plan(self._program.database, chat, plan, self.clock.now())
        newest = max(self.facts.plan_ends())
        self._plans[newest] = PlanFact(newest, chat, plan.counts)
        self._look()

    async def _next(self) -> bool:
        """Whatever comes first: something falls due, or somebody does something. False once the time is over."""
        if self._program is not None and self.facts.changed():
            self._due = await self._survives(self._program.next_due())
        due = None if self._program is None else self._due
        act = self._agenda[0][0] if self._agenda else self.until
        if min(due or act, act) >= self.until:
            return False
        if due is not None and due <= act:
            await self._falls_due(due)
        else:
            _, _, what = heappop(self._agenda)
            self._move_to(act)
            await what()
        return True

    async def _falls_due(self, due: datetime) -> None:
        if due - self._troubled > 6 * HOUR and due < self.until - CALM:
            self._troubled = due
            await self._suffer(draw(Random(f"{self.seed}:{due.isoformat()}")), due)
        if self._program is None:
            return
        self._same = 0 if due > self.clock.now() else self._same + 1
        assert self._same < STUCK, f"something has been due at {due} for too long"
        self._move_to(due)
        await self._tick()

    async def _suffer(self, trouble: Trouble, due: datetime) -> None:
        """What goes wrong as something falls due."""
        ends = due - self.clock.now() + trouble.span
        match trouble.kind:
            case "off":
                await self._switch_off()
                self.in_a_while(ends, self._switch_on)
            case "death":
                self.weather.fuse.left = trouble.moments
            case "storm":
                self.weather.storm = trouble.fault
                self.in_a_while(ends, self._calm)
                self.record.spans.append(Span(due, due + trouble.span, "storm"))
            case _:
                return
        self.tally[trouble.kind] += 1

    async def _calm(self) -> None:
        self.weather.storm = None

    async def _tick(self) -> None:
        if self._program is not None:
            self.weather.tick_began = self.weather.next_step()
            await self._survives(self._program.tick())
            self._look()

    async def _handle(self, program: Program, update: Json) -> bool:
        """Whether the program lived to the end of it, and told Telegram so."""
        self._look()
        first = self.weather.next_step()
        self.wishes.begin(update, first, self.clock.now())
        answering = ANSWERING.set(True)
        try:
            await self._survives(program.application.process_update(Update.de_json(update, program.bot)))
        finally:
            ANSWERING.reset(answering)
        self._look()
        done = not self.weather.fuse.burnt and self._program is not None
        chat = self.wishes.note(update, first, self.weather.step, self.clock.now(), done)
        self.record.spoken.append((chat, self.clock.now()))
        if done and chat in self._closed and not self.people[chat].blocked:
            self.record.spans.append(Span(self._closed.pop(chat), self.clock.now(), "closed", chat))
        if done and not self._nested and self.dice.random() < 0.01:
            # it dies when all is done, before Telegram hears of it: the same update comes again
            self.weather.fuse.burn()
            await self._die()
            return False
        return done

    async def _survives(self, work: Coroutine[Any, Any, T]) -> T | None:
        """The outcome of what the program does; None where it dies of it, and then nothing of it goes on."""
        fuse = self.weather.fuse
        doing = asyncio.ensure_future(work)
        dying = asyncio.ensure_future(fuse.over.wait())
        ended, _ = await asyncio.wait((doing, dying), timeout=HANGS, return_when=asyncio.FIRST_COMPLETED)
        assert ended, f"the program hangs at {self.clock.now()}"
        dying.cancel()
        if not fuse.burnt:
            return doing.result()
        doing.cancel()
        await asyncio.wait((doing,))
        if not self._nested:
            await self._die()
        return None

    async def _die(self) -> None:
        self.tally["died"] += 1
        await self._switch_off()
        self.weather.doubt(self.facts.in_hand())
        down = self.dice.choice((timedelta(seconds=2), timedelta(seconds=70), timedelta(minutes=5), 3 * HOUR, 2 * DAY))
        self.in_a_while(down, self._switch_on)

    async def _switch_off(self) -> None:
        """As a power cut would: nothing of the program goes on, and nothing more is written."""
        self.weather.fuse.burn()
        self._program, self._off_since = None, self.clock.now()
        try:
            await self._stack.aclose()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt | asyncio.CancelledError):
                raise
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _switch_on(self) -> None:
        """What was said while it was off is answered first, then all that is due is told."""
        if self._program is not None:
            return
        fuse = self.weather.fuse = Fuse()
        url = alike(f"sqlite:///{self.folder / 'bot.db'}")
        self._stack = AsyncExitStack()
        opened = open_program(url, "1:sandbox", self.clock, self.weather, shared=SHARED)
        self._program = await self._stack.enter_async_context(opened)
        run_inline(self._program.database)
        event.listen(self._program.database.engine, "begin", lambda _connection: fuse.transaction(), insert=True)
        if self.clock.now() > START:
            self.record.spans.append(Span(self._off_since, self.clock.now(), "off"))
            await self.poll()
            await self._tick()

    async def _meanwhile(self, chat: int, dose: int | None) -> None:
        """While a message is on its way, somebody acts: mostly the very person it is for."""
        if self._nested:
            return
        self._nested = True
        try:
            if self.dice.random() < 0.7:
                await self.people[chat].do("take", dose)
            else:
                await self.dice.choice(list(self.people.values())).do("old", None)
        finally:
            self._nested = False

    def _move_to(self, instant: datetime) -> None:
        if instant > self.clock.now():
            self.sandbox.world.move_clock(instant)

    def _look(self) -> None:
        """Read what is on record now."""
        seq, now = self.weather.next_step(), self.clock.now()
        self.record.noted += self.facts.fresh_events(seq, now)
        self.record.standings += self.facts.fresh_standings(seq, now)

    def _tell(self, errors: list[str]) -> None:
        for chat, since in self._closed.items():
            self.record.spans.append(Span(since, self.until, "closed", chat))
        ended = self.facts.plan_ends()
        self.record.tries = self.weather.tries
        self.record.wishes = self.wishes.noted()
        self.record.doses = self.facts.doses()
        self.record.plans = [PlanFact(p.id, p.chat, p.counts, ended[p.id]) for p in self._plans.values()]
        self.record.errors = errors + self.facts.stuck()
