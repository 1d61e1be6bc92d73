"""A dose's row as the domain sees it, and in the words of its prescription."""

import json
from functools import lru_cache

from bot.care.door import Session
from bot.domain.dose import Dose, State
from bot.domain.injection import Injection, describe
from bot.domain.regimen import Regimen
from bot.domain.regimen_record import from_record
from bot.storage import regimens
from bot.storage.tables import DoseRow

# Twice the doses of the largest batch.
PRESCRIPTIONS_KEPT = 4096


@lru_cache(PRESCRIPTIONS_KEPT)
def read(prescription: str) -> Regimen:
    """The prescription that this JSON holds."""
    return from_record(json.loads(prescription))


def as_dose(row: DoseRow) -> Dose:
    """The row as the domain sees it."""
    return Dose(
        id=row.id,
        phase=row.phase,
        number=row.number,
        due=row.due_at,
        closes=row.closes_at,
        state=State(row.state),
        taken_at=row.taken_at,
        recorded_at=row.recorded_at,
        latest=row.latest_at,
    )


def in_words(session: Session, row: DoseRow) -> Injection:
    """The dose in the words of its prescription."""
    regimen = regimens.by_id(session, row.regimen_id)
    return describe(as_dose(row), from_record(regimen.prescription), regimen.zone)
