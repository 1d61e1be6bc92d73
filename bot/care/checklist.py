"""The questions for the clinician: looking at them as they stand, noting what was said, and what was said before."""

from collections.abc import Sequence
from datetime import datetime

from bot.care import improvement_plan
from bot.care.door import Session
from bot.care.entries import as_entry
from bot.care.patients import required
from bot.domain.checklist import Checklist, Entry, Item, newest
from bot.storage import checklist
from bot.storage.tables import ChecklistAnswerRow, PatientRow


def look(session: Session, chat: int, now: datetime) -> Checklist:  # noqa: ARG001
    """Each question of which anything was said, as it stands now; NoPatient where nobody has agreed in this chat."""
    return standing(session, required(session, chat).id)


def note(session: Session, chat: int, entries: Sequence[Entry], now: datetime) -> Checklist:
    """Keep what was said, as of `now`; then the checklist as it stands. What says nothing new is not kept twice."""
    patient = required(session, chat)
    before = standing(session, patient.id)
    fresh = [one for one in entries if not _is_same(before.get(one.item), one)]
    checklist.add(session, [_row(patient, one, now) for one in fresh])
    if any(one.item is Item.TIMELINE for one in fresh):
        improvement_plan.renew(session, patient, now)
    return standing(session, patient.id)


def history(session: Session, chat: int, item: Item) -> tuple[Entry, ...]:
    """All that was ever said about one question, oldest first."""
    return tuple(as_entry(row) for row in checklist.of_item(session, required(session, chat).id, item))


def standing(session: Session, patient_id: int) -> Checklist:
    """The patient's checklist as it stands."""
    return newest(as_entry(row) for row in checklist.every(session, patient_id))


def _is_same(before: Entry | None, one: Entry) -> bool:
    return before is not None and (before.status, before.answer, before.by) == (one.status, one.answer, one.by)


def _row(patient: PatientRow, one: Entry, now: datetime) -> ChecklistAnswerRow:
    told = None if one.answer is None else {"picked": list(one.answer.picked), "words": one.answer.words}
    return ChecklistAnswerRow(
        patient_id=patient.id, item=one.item.value, status=one.status.value, answer=told, by_whom=one.by, at=now
    )
