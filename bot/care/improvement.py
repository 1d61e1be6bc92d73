"""Whether there is any improvement so far, in the patient's answer: kept as it was said, and nothing else changes."""

from datetime import datetime

from bot.care import in_line
from bot.care.door import Session
from bot.care.patients import required
from bot.domain import prompts as rules
from bot.domain.symptoms import Improvement
from bot.storage import notices, symptoms
from bot.storage.symptom_tables import ImprovementRow
from bot.storage.tables import PatientRow


def note(session: Session, chat: int, answer: Improvement, about: str, now: datetime) -> bool:
    """Keep the answer to the question of the key `about`, "" where none asked.

    False where it says the same as the last answer to that question, as a second tap does; it is not kept twice.
    """
    patient = required(session, chat)
    before = [row.answer for row in symptoms.improvements(session, patient.id) if row.about == about != ""]
    if before[-1:] == [answer.value]:
        return False
    if notices.is_of(session, patient.id, about):
        _settle(session, patient, answer, about, now)
    symptoms.add(session, ImprovementRow(patient_id=patient.id, answer=answer.value, at=now, about=about))
    return True


def _settle(session: Session, patient: PatientRow, answer: Improvement, about: str, now: datetime) -> None:
    """An answer settles its question; one who is not sure yet is asked once more."""
    again = rules.asked_again(about, now, patient.zone or "UTC")
    notices.settle_keys(session, [about])
    if again is None:
        return
    if answer is not Improvement.UNSURE:
        notices.cancel_keys(session, [again.key])
        return
    in_line.put(session, patient.id, again)
