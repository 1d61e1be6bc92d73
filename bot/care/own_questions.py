"""A patient's own questions for the clinician, beside those that everybody is given."""

from datetime import datetime

from bot.care.door import Session
from bot.care.patients import required
from bot.domain.checklist import MOST_OWN, OwnQuestion
from bot.domain.closest import fold
from bot.storage import questions
from bot.storage.question_tables import OwnQuestionRow


def keep(session: Session, chat: int, words: str, update: int, now: datetime) -> bool:
    """Keep a question for the visit; one that waits already, in the same words, is not kept twice.

    `update` is Telegram's number of what it came with, which may come again; 0 where something else sees to that.

    False where there are too many. NoPatient where nobody has agreed in this chat.
    """
    patient = required(session, chat)
    rows = _waiting(session, patient.id)
    if any(fold(row.words) == fold(words) or (update and row.update_id == update) for row in rows):
        return True
    if len(rows) >= MOST_OWN:
        return False
    questions.add_own(session, OwnQuestionRow(patient_id=patient.id, words=words, at=now, update_id=update))
    return True


def waiting(session: Session, chat: int) -> tuple[OwnQuestion, ...]:
    """Those that wait for a visit, oldest first."""
    return of_patient(session, required(session, chat).id)


def of_patient(session: Session, patient: int) -> tuple[OwnQuestion, ...]:
    """The same, by the patient's id."""
    return tuple(_own(row) for row in _waiting(session, patient))


def settle(session: Session, chat: int, question: int, now: datetime) -> bool:
    """It waits no more: it was asked, or is not wanted. False where it is none of the patient's, or was settled."""
    row = next((row for row in _waiting(session, required(session, chat).id) if row.id == question), None)
    if row is None:
        return False
    row.settled_at = now
    session.add(row)
    return True


def _waiting(session: Session, patient_id: int) -> list[OwnQuestionRow]:
    return [row for row in questions.every_own(session, patient_id) if row.settled_at is None]


def _own(row: OwnQuestionRow) -> OwnQuestion:
    return OwnQuestion(row.id, row.words, row.at)
