"""Everything that is kept about a patient, as plain data they can take with them."""

from datetime import datetime, time
from typing import Any

from bot.care.door import Session
from bot.care.patients import required
from bot.care.prompts import ASKED
from bot.domain.notices import visit_keys
from bot.storage import changes, checklist, doses, drafts, notices, outbox, questions, regimens, symptoms, visits
from bot.storage.question_tables import OwnQuestionRow
from bot.storage.symptom_tables import CheckInAnswerRow, CheckInRow, FollowedRow, ImprovementRow, ReactionRow
from bot.storage.tables import (
    ChangeRow,
    ChecklistAnswerRow,
    DoseEventRow,
    DoseRow,
    DraftRow,
    NudgeRow,
    PatientRow,
    RegimenRow,
    VisitRow,
)

Row = PatientRow | RegimenRow | ChangeRow | DoseRow | DoseEventRow | DraftRow | NudgeRow | ChecklistAnswerRow | VisitRow
Felt = FollowedRow | CheckInRow | CheckInAnswerRow | ReactionRow | ImprovementRow
FORMAT, VERSION = "b12-companion", 1


def export(session: Session, chat: int, now: datetime) -> dict[str, Any]:
    """All rows of the patient as JSON can hold them; instants are ISO 8601 in UTC, doses carry their history."""
    patient = required(session, chat)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": _plain(now),
        "patient": _fields(patient, "id"),
        "regimens": [_regimen(session, row) for row in regimens.every(session, patient.id)],
        "changes": [_fields(row, "patient_id") for row in changes.every(session, patient.id)],
        "doses": [_dose(session, row) for row in doses.every(session, patient.id)],
        "checklist": [_fields(row, "id", "patient_id") for row in checklist.every(session, patient.id)],
        "own_questions": [_fields(row, "id", "patient_id") for row in questions.every_own(session, patient.id)],
        "visits": [_visit(session, row) for row in visits.every(session, patient.id)],
        **_felt(session, patient.id),
        "drafts": [_fields(row, "patient_id", "chat") for row in drafts.of_chat(session, chat)],
    }


def _regimen(session: Session, row: RegimenRow) -> dict[str, Any]:
    return {
        **_fields(row, "patient_id"),
        "reminders": [_notice(sent) for sent in outbox.sent_of_regimen(session, row.id)],
    }


def _dose(session: Session, row: DoseRow) -> dict[str, Any]:
    events = [_fields(event, "id", "dose_id") for event in doses.events(session, row.id)]
    notices = [_notice(sent) for sent in outbox.sent(session, row.id)]
    return {**_fields(row, "patient_id"), "events": events, "reminders": notices}


def _visit(session: Session, row: VisitRow) -> dict[str, Any]:
    sent = notices.sent_of_keys(session, visit_keys(row.id))
    return {**_fields(row, "patient_id"), "reminders": [_notice(one) for one in sent]}


def _felt(session: Session, patient_id: int) -> dict[str, Any]:
    """What they said of how they feel, and when they were asked."""
    check_ins = symptoms.check_ins(session, patient_id)
    answers = symptoms.answers(session, [row.id for row in check_ins])
    return {
        "followed": [_fields(row, "id", "patient_id") for row in symptoms.every_followed(session, patient_id)],
        "check_ins": [
            {
                **_fields(row, "id", "patient_id"),
                "answers": [_fields(one, "id", "check_in_id") for one in answers if one.check_in_id == row.id],
            }
            for row in check_ins
        ],
        "reactions": [_fields(row, "id", "patient_id") for row in symptoms.reactions(session, patient_id)],
        "prompts": [_notice(row) for row in notices.sent_of_kinds(session, patient_id, ASKED)],
        "improvements": [_fields(row, "id", "patient_id") for row in symptoms.improvements(session, patient_id)],
    }


def _notice(row: NudgeRow) -> dict[str, Any]:
    return _fields(row, "id", "patient_id", "dose_id", "regimen_id", "owner")


def _fields(row: Row | Felt | OwnQuestionRow, *without: str) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.model_dump().items() if name not in without}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | time) else value
