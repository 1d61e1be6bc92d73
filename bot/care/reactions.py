"""What a patient noticed after an injection: kept as it was said, beside the injection."""

from datetime import datetime

from bot.care.door import Session
from bot.care.injections import in_words
from bot.care.patients import required
from bot.domain.injection import Injection
from bot.domain.symptoms import Reaction
from bot.storage import doses, symptoms
from bot.storage.symptom_tables import ReactionRow

# Telegram's updates count from 1: what a dialogue records is guarded by its draft.
BY_DIALOGUE = 0


def look(session: Session, chat: int, dose: int) -> Injection | None:
    """The injection in words; None where this chat has none of that id. NoPatient where nobody has agreed there."""
    row = doses.of_patient(session, required(session, chat).id, dose)
    return None if row is None else in_words(session, row)


def note(session: Session, chat: int, dose: int, answer: Reaction, now: datetime, update: int) -> bool:
    """Keep what was noticed; a later answer stands beside the ones before it. False where this chat has no such dose.

    The same update once more is no other answer; BY_DIALOGUE is none of them.
    """
    patient = required(session, chat)
    if doses.of_patient(session, patient.id, dose) is None:
        return False
    before = symptoms.reactions(session, patient.id, dose)
    if update == BY_DIALOGUE or all(row.update_id != update for row in before):
        fresh = ReactionRow(patient_id=patient.id, dose_id=dose, answer=answer.value, at=now, update_id=update)
        symptoms.add(session, fresh)
    return True
