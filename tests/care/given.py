"""Who and what the tests of care are about."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from bot.care import doses, outbox, regimens
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


def plan(every: int = 7, count: int | None = 3) -> Regimen:
    """From Tuesday 09:00 on."""
    end = UntilReview() if count is None else AfterCount(count)
    dose = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, dose, Repeat(every, Period.DAY), (time(9),), date(2026, 3, 3), end)
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (phase,))


def claimed(db: Database, now: Any) -> list[Outgoing]:
    return db.transact(outbox.claim, now, 50)[0]


def first_dose(db: Database) -> int:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id
