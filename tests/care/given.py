"""Who and what the tests of care are about."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count

from bot.care import doses, outbox, regimens
from bot.care.doses import Tap
from bot.care.outbox import Outgoing
from bot.domain.amount import Amount, Unit
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
from tests.cast import MONDAY

ANNA, BRUNO = 101, 102
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = MONDAY + DAY
UPDATES = count(1)


def plan(every: int = 7, count: int | None = 3) -> Regimen:
    """From Tuesday 09:00 on."""
    end = UntilReview() if count is None else AfterCount(count)
    dose = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, dose, Repeat(every, Period.DAY), (time(9),), date(2026, 3, 3), end)
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (phase,))


def claimed(db: Database, now: datetime) -> list[Outgoing]:
    """All that is to be sent now, each claimed by itself as the tick does."""
    found = []
    while (nudge_id := db.transact(outbox.first_due, now)) is not None:
        outgoing = db.transact(outbox.claim, nudge_id, now)
        found += [outgoing] if outgoing else []
    return found


def tap(dose: int, now: datetime, chat: int = ANNA) -> Tap:
    """A tap by an update of its own."""
    return Tap(chat, dose, now, next(UPDATES))


def first_dose(db: Database) -> int:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id
