"""What becomes of a message about no dose: it goes, or its row says when it is looked at again, if ever."""

from datetime import datetime

from bot.care.patients import as_patient
from bot.domain.nudge import Circumstances, Drop, Hold, Remind
from bot.storage import outbox
from bot.storage.claims import Facts
from bot.storage.tables import NudgeRow


def who(facts: Facts, now: datetime) -> Circumstances:
    """What about its patient decides whether it may go out."""
    return as_patient(facts.patient).circumstances(now)


def goes(row: NudgeRow, verdict: Remind | Hold | Drop) -> bool:
    """Whether it goes out now; its row says otherwise."""
    match verdict:
        case Hold(until):
            row.state, row.due_at, row.held = outbox.WAITING, until, True
        case Drop():
            row.state = outbox.CANCELLED
    return isinstance(verdict, Remind)
