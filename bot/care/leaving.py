"""Leaving one coming injection out, as its patient saw and confirmed it."""

from dataclasses import dataclass
from datetime import datetime

from bot.care import doses as injections
from bot.care import regimens as plans
from bot.care.changes import Overtaken, is_coming
from bot.care.door import Session
from bot.care.patients import required
from bot.care.planning import plan_regimen
from bot.care.regimens import Saved, saved
from bot.domain.timeline import Key
from bot.storage import doses
from bot.storage.tables import DoseRow, RegimenRow

# Telegram's updates count from 1: what a dialogue records is guarded by its draft, not by the dose.
BY_DIALOGUE = 0


@dataclass(frozen=True)
class LeaveOut:
    """One injection of a version is to be left out; `was` is naive, on the clock of the regimen's zone."""

    version: int
    phase: int
    number: int
    was: datetime


@dataclass(frozen=True)
class LeftOut:
    """It is noted as skipped on the dose of that id; the plan as it is now."""

    saved: Saved
    dose: int
    was: datetime


def leave_out(session: Session, chat: int, wanted: LeaveOut, now: datetime) -> LeftOut | Overtaken:
    """Note a coming injection as skipped, however far ahead it is; its record can be taken back for a day."""
    row, key = plans.in_force(session, required(session, chat), wanted.version), (wanted.phase, wanted.number)
    dose = None
    if row is not None and is_coming(session, row, key, wanted.was, now):
        dose = _planned(session, row, key)
    if row is None or dose is None:
        return Overtaken()
    injections.skip(session, injections.Tap(chat, dose.id, now, BY_DIALOGUE))
    return LeftOut(saved(session, row, now), dose.id, wanted.was)


def _planned(session: Session, row: RegimenRow, key: Key) -> DoseRow | None:
    """The dose of that key, planned on as the time itself would do it where it lies beyond what is planned."""
    dose = doses.one(session, row.id, *key)
    while dose is None and row.plan_at is not None and doses.last_planned(session, row.id) < key:
        plan_regimen(session, row, row.plan_at)
        dose = doses.one(session, row.id, *key)
    return dose
