"""What a patient noticed after an injection: kept as it was said, beside the injection."""

from datetime import datetime

from bot.care import cap, in_line
from bot.care.door import Session
from bot.care.injections import in_words, read
from bot.care.patients import as_patient, required
from bot.care.products import is_first
from bot.domain import prompts as rules
from bot.domain.dose import Dose
from bot.domain.injection import Injection
from bot.domain.quiet import end_of_quiet
from bot.domain.symptoms import Reaction
from bot.storage import doses, notices, patients, symptoms, taps
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
        notices.settle_keys(session, [rules.reaction_key(dose)])
    return True


def ask_after(session: Session, found: taps.Found, dose: Dose, now: datetime) -> bool:
    """Put the question after an injection that is on record since `now` in line, if it is to be asked.

    It is for one of the first of its product, that was had just now, on a day on which nothing else comes unasked by
    then. Whether that can be announced: it comes soon, not at once, and no quiet hours or pause are in its way.
    """
    wanted = rules.reaction(dose, now)
    patient_id, regimen = found.dose.patient_id, read(found.prescription)
    if wanted is None or not is_first(session, patient_id, found.course, found.dose.regimen_id, regimen):
        return False
    who = as_patient(patients.by_id(session, patient_id)).circumstances(now)
    comes = end_of_quiet(wanted.at, who.quiet, who.zone)
    if symptoms.reactions(session, patient_id, dose.id) or cap.is_spoken_for(session, patient_id, who.zone, comes):
        return False
    in_line.put(session, patient_id, wanted)
    return rules.is_announced(wanted, comes, now) and not who.paused


def ask_no_more(session: Session, dose_id: int) -> None:
    """The injection is on record no more, or was had at another time: what is in line about it goes."""
    notices.cancel_keys(session, [rules.reaction_key(dose_id)])
