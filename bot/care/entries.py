"""What was said about a question for the clinician, as the domain sees it; and what of it planning must know."""

from collections.abc import Collection

from bot.care.door import Session
from bot.domain.checklist import Answer, Entry, Item, Status
from bot.domain.prompts import expected_days
from bot.storage import checklist
from bot.storage.tables import ChecklistAnswerRow


def as_entry(row: ChecklistAnswerRow) -> Entry:
    """The row as the domain sees it."""
    told = None if row.answer is None else Answer(tuple(row.answer["picked"]), row.answer["words"])
    return Entry(Item(row.item), Status(row.status), row.at, told, row.by_whom)


def expected(session: Session, patient_ids: Collection[int]) -> dict[int, int]:
    """Of the patients who know it, by how many days from their first injection they were told to expect change."""
    newest = {row.patient_id: as_entry(row) for row in checklist.of_patients(session, patient_ids, Item.TIMELINE)}
    told = {patient: expected_days(entry) for patient, entry in newest.items()}
    return {patient: days for patient, days in told.items() if days is not None}
