"""What wakes: one tick plans, claims what is due, words it in the patient's language, sends it and notes the result."""

import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime
from itertools import count
from secrets import token_hex

from bot import transport
from bot.care import outbox, planning
from bot.care.door import Door, Unavailable
from bot.care.messages import (
    Ahead,
    AskCheckIn,
    AskImprovement,
    AskReaction,
    Away,
    Batch,
    Ending,
    Missed,
    OpenQuestions,
    Outgoing,
    Prompt,
    Remind,
    Review,
    Visiting,
)
from bot.client import Client
from bot.i18n import Languages, Translator
from bot.ledger import Ledger
from bot.rounds import RATE, GoOn, Means, Round
from bot.views import ahead, check_in, doses, ending, improvement, reactions, visiting
from bot.views.away import away
from bot.views.screen import View

log = logging.getLogger(__name__)

# A second's worth of messages: what is claimed is soon sent, so it is judged by what is true when it goes out; and more
# at once would hold up the event loop, which shares Python's lock with the database's thread.
AT_ONCE = 28
# Old buttons that wait to be taken away; the oldest of more are left as they are.
MOST_OLD = 1000


class Courier:
    """Brings people their reminders. One lives as long as the program; `tick` is never run twice at a time."""

    def __init__(
        self, db: Door, bot: Client, languages: Languages, clock: Callable[[], datetime], rate: float = RATE
    ) -> None:
        self._db, self._bot, self._languages, self._clock = db, bot, languages, clock
        self._ledger = Ledger(db, clock)
        self._name, self._claims = token_hex(8), count(1)
        self._old: deque[tuple[int, int]] = deque(maxlen=MOST_OLD)
        self._torn, self._rate = False, rate

    async def tick(self, go_on: GoOn = lambda: True) -> datetime | None:
        """Do all that is due, also what falls due meanwhile; when there is next something to do.

        Running it twice does nothing twice. `go_on` is asked before each message: once it says no, what is left waits
        for the next tick. Unavailable where the database fails; results that it could not take are kept until then.
        """
        await self._ledger.flush()
        if self._torn:
            # the last one ended half-way; all results are written now, so what is still held was not sent
            await self._let_go()
        while True:
            claimed = await self._round(go_on)
            due = await self._db.run(outbox.next_due)
            await self._strip(due, go_on)
            if not (claimed and go_on() and due is not None and due <= self._clock()):
                return due

    async def _round(self, go_on: GoOn) -> int:
        """How many rows were claimed."""
        this = Round(Means(self._bot, self._ledger, self._claim, self._word, self._clock, go_on, self._rate))
        self._torn = True
        try:
            await this.run()
        finally:
            self._old.extend(this.old)
        if not go_on():
            await self._let_go()
        self._torn = False
        return this.claimed

    async def _let_go(self) -> None:
        await self._db.run(outbox.let_go, self._name)
        self._ledger.in_hand.clear()

    async def _claim(self) -> Batch:
        now = self._clock()
        await plan(self._db, now)
        try:
            batch = await self._claim_some(AT_ONCE)
        except Unavailable:
            raise
        except Exception:
            # a row that cannot even be read is among them: one at a time it is found, and set aside
            batch = await self._claim_first()
        for nudge, error in batch.unfit:
            log.error("unclaimable", extra={"nudge": nudge}, exc_info=error)
        return batch

    async def _claim_some(self, limit: int) -> Batch:
        owner = f"{self._name}-{next(self._claims)}"
        return await self._db.run(outbox.claim, owner, self._clock(), limit, frozenset(self._ledger.in_hand))

    async def _claim_first(self) -> Batch:
        first = await self._db.run(outbox.first_due, self._clock())
        try:
            return await self._claim_some(1)
        except Unavailable:
            raise
        except Exception as error:
            if first is None:
                raise
            await self._db.run(outbox.park, [first])
            return Batch(1, (), ((first, error),), more=True)

    async def _strip(self, due: datetime | None, go_on: GoOn) -> None:
        """Take old buttons away while nothing is due: nobody waits for that."""
        while self._old and go_on() and (due is None or due > self._clock()):
            await transport.strip(self._bot, *self._old.popleft(), unasked=True)

    def _word(self, outgoing: Outgoing) -> View:
        return word(self._languages, outgoing)


async def plan(db: Door, now: datetime) -> None:
    """Plan every regimen that needs it, some at a time; where that fails, each in a transaction of its own."""
    while regimens := await db.run(planning.due, now):
        try:
            await db.run(planning.plan_some, regimens, now)
        except Unavailable:
            raise
        except Exception:
            # one of them cannot be planned: it is found and set aside, and holds up nobody else's
            for regimen_id in regimens:
                await _plan_one(db, regimen_id, now)


async def _plan_one(db: Door, regimen_id: int, now: datetime) -> None:
    try:
        await db.run(planning.plan, regimen_id, now)
    except Unavailable:
        raise
    except Exception:
        log.exception("unplannable", extra={"regimen": regimen_id})
        await db.run(planning.park, regimen_id)


def word(languages: Languages, outgoing: Outgoing) -> View:
    """The message in the patient's language and zone of today."""
    patient, t = outgoing.patient, languages.of(outgoing.patient.language)
    zone = patient.zone or "UTC"
    match outgoing.telling:
        case Remind(injection, nth, late, past):
            notice = doses.Notice(nth, outgoing.repeat, late, past)
            card = ahead.happened if injection.clinic else doses.reminder
            return card(t, injection, zone, patient.discreet, notice)
        case Missed(injection, coming):
            return doses.missed(t, injection, zone, patient.discreet, coming, outgoing.repeat)
        case Away(injections, coming):
            return away(t, injections, coming, zone, patient.discreet, outgoing.repeat)
        case Ahead(injection, weeks):
            early = (
                ahead.before(t, injection, zone, patient.discreet)
                if weeks is None
                else ahead.book(t, injection, zone, patient.discreet, weeks)
            )
            return ahead.again(t, early) if outgoing.repeat else early
        case Review(regimen, phase):
            asked = ahead.review(t, regimen, phase, patient.discreet)
            return ahead.again(t, asked) if outgoing.repeat else asked
        case Visiting() | OpenQuestions() | Ending() as notice:
            told = _notice(t, notice, zone, patient.discreet)
            return ahead.again(t, told) if outgoing.repeat else told
        case AskReaction() | AskCheckIn() | AskImprovement() as prompt:
            asked = _prompt(t, prompt, patient.discreet)
            return ahead.again(t, asked) if outgoing.repeat else asked


def _prompt(t: Translator, prompt: Prompt, discreet: bool) -> View:
    """A question how the patient feels."""
    match prompt:
        case AskReaction(injection):
            return reactions.ask(t, injection, discreet)
        case AskCheckIn(symptoms):
            return check_in.invite(t, symptoms, discreet)
        case AskImprovement(regimen, phase, about):
            return improvement.ask(t, regimen, phase, about, discreet)


def _notice(t: Translator, notice: Visiting | OpenQuestions | Ending, zone: str, discreet: bool) -> View:
    """A message about no dose."""
    match notice:
        case Visiting(when, visit, waiting):
            return visiting.visiting(t, when, visit, waiting, zone, discreet)
        case OpenQuestions(waiting):
            return visiting.questions(t, waiting, discreet)
        case Ending(version, regimen, phase, day, days):
            return ending.ending(t, ending.End(version, regimen, phase, day, days), discreet)
