"""Messages about no dose, put in line."""

from bot.care.door import Session
from bot.domain.nudge import Nudge
from bot.storage import outbox
from bot.storage.tables import NudgeRow


def put(session: Session, patient_id: int, wanted: Nudge) -> None:
    """Put it in line for the patient, once; one of its key that was cancelled waits again."""
    row = NudgeRow(
        key=wanted.key, patient_id=patient_id, kind=wanted.kind.value, planned_at=wanted.at, due_at=wanted.at
    )
    outbox.put(session, row)
