"""Whether there is any improvement so far, in the patient's answer: kept as it was said, and nothing else changes."""

from datetime import datetime

from bot.care.door import Session
from bot.care.patients import required
from bot.domain.symptoms import Improvement
from bot.storage import symptoms
from bot.storage.symptom_tables import ImprovementRow


def note(session: Session, chat: int, answer: Improvement, about: str, now: datetime) -> bool:
    """Keep the answer to the question of the key `about`, "" where none asked.

    False where it says the same as the last answer to that question, as a second tap does; it is not kept twice.
    """
    patient = required(session, chat)
    before = [row.answer for row in symptoms.improvements(session, patient.id) if row.about == about != ""]
    if before[-1:] == [answer.value]:
        return False
    symptoms.add(session, ImprovementRow(patient_id=patient.id, answer=answer.value, at=now, about=about))
    return True
