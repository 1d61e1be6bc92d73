"""What the patient says when a phase's end is announced: it is still so, or that is a question for the visit."""

from dataclasses import replace
from datetime import datetime

from bot.care import checklist
from bot.care.door import Session
from bot.care.patients import required
from bot.care.regimens import in_force
from bot.domain.checklist import Entry, Item, Status
from bot.domain.notices import ending_keys
from bot.storage import notices


def still_so(session: Session, chat: int, version: int, phase: int, now: datetime) -> bool:  # noqa: ARG001
    """Announce the end of that phase (from 1) no more: it is as the clinician wants it. The plan stays as it is.

    False where that version is not in force, or has no such phase.
    """
    row = in_force(session, required(session, chat), version)
    if row is None or not 1 <= phase <= len(row.prescription["phases"]):
        return False
    notices.settle_keys(session, ending_keys(row.id, phase))
    return True


def ask_at_visit(session: Session, chat: int, now: datetime) -> None:
    """Note the schedule as a question for the next visit; what was answered to it before is kept beside it."""
    before = checklist.look(session, chat, now).get(Item.SCHEDULE)
    asked = Entry(Item.SCHEDULE, Status.TO_ASK, now) if before is None else replace(before, status=Status.TO_ASK)
    checklist.note(session, chat, [asked], now)
