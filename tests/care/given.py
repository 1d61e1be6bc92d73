"""Who and what the tests of care are about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from sqlmodel import col, update

from bot.care import doses, marks, outbox, regimens
from bot.care.doses import Tap
from bot.care.messages import (
    AskCheckIn,
    AskImprovement,
    AskReaction,
    Away,
    Ending,
    OpenQuestions,
    Outgoing,
    Prompt,
    Result,
    Review,
    Told,
    Visiting,
)
from bot.domain.amount import Amount, Unit
from bot.domain.injection import Injection
from bot.domain.nudge import Kind
from bot.domain.regimen import (
    AfterCount,
    Label,
    Period,
    Phase,
    PhaseKind,
    Regimen,
    Repeat,
    Route,
    UntilReview,
)
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow
from tests.cast import MONDAY

ANNA, BRUNO = 101, 102
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = MONDAY + DAY
UPDATES = count(1)
PROMPTS = (AskReaction, AskCheckIn, AskImprovement)
NOTICES = (Visiting, OpenQuestions, Ending, *PROMPTS)


def plan(every: int = 7, count: int | None = 3) -> Regimen:
    """From Tuesday 09:00 on."""
    end = UntilReview() if count is None else AfterCount(count)
    dose = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, dose, Repeat(every, Period.DAY), (time(9),), date(2026, 3, 3), end)
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (phase,))


def claimed(db: Database, now: datetime) -> list[Outgoing]:
    """All that is to be sent now about injections and reviews, each noted as being sent."""
    return [one for one in all_claimed(db, now) if not isinstance(one.telling, NOTICES)]


def noticed(db: Database, now: datetime) -> list[Outgoing]:
    """The other things that are to be sent now, all said of doses: about visits, open questions and ends of phases."""
    of_doses = col(NudgeRow.dose_id).is_not(None)
    db.transact(lambda session: session.exec(update(NudgeRow).where(of_doses).values(state="done")))
    return [one for one in all_claimed(db, now) if isinstance(one.telling, NOTICES)]


def all_claimed(db: Database, now: datetime) -> list[Outgoing]:
    """All that is to be sent now, each noted as being sent."""
    owner, found = f"test-{next(UPDATES)}", []
    while (batch := db.transact(outbox.claim, owner, now, 50)).claimed:
        may = db.transact(marks.mark, batch.outgoing, (), now)
        found += [one for one, yes in zip(batch.outgoing, may, strict=True) if yes]
    return found


def settled(
    db: Database,
    outgoing: Outgoing,
    result: Result,
    now: datetime,
    message_id: int | None = None,
    again_at: datetime | None = None,
) -> None:
    """What became of it is noted."""
    db.transact(marks.mark, (), [Told(outgoing, result, now, message_id, again_at)], now)


def about(outgoing: Outgoing) -> Injection:
    """The one injection that a message is about."""
    assert not isinstance(outgoing.telling, Away | Review | Visiting | OpenQuestions | Ending | Prompt)
    return outgoing.telling.injection


def tap(dose: int, now: datetime, chat: int = ANNA) -> Tap:
    """A tap by an update of its own."""
    return Tap(chat, dose, now, next(UPDATES))


def unannounced(db: Database) -> None:
    """What the plans announce of their phases is not to be sent: the test is about doses."""
    announced = col(NudgeRow.kind).in_((Kind.ENDING, Kind.QUESTIONS, Kind.IMPROVEMENT))
    db.transact(lambda session: session.exec(update(NudgeRow).where(announced).values(state="done")))


def first_dose(db: Database) -> int:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    unannounced(db)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id
