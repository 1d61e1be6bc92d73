"""When the patient is asked whether there is any improvement so far: planned anew where what the clinician told is."""

from datetime import datetime

from bot.care import entries, in_line, planning
from bot.care.door import Session
from bot.domain import prompts as rules
from bot.domain.nudge import Kind
from bot.domain.regimen import wall
from bot.storage import notices, regimens
from bot.storage.tables import PatientRow


def renew(session: Session, patient: PatientRow, now: datetime) -> None:
    """The time by which to expect change was told, or taken back: each plan in force counts from its first injection.

    Without a plan it counts from today.
    """
    running = regimens.current(session, patient.id)
    for row in running:
        planning.plan_regimen(session, row, now)
    standing = notices.waiting_of(session, patient.id, Kind.IMPROVEMENT)
    notices.cancel(session, [one.nudge for one in standing if rules.is_without_plan(one.key)])
    days, zone = entries.expected(session, [patient.id]).get(patient.id), patient.zone or "UTC"
    if running or days is None:
        return
    wanted = rules.expected(f"{rules.WITHOUT_PLAN}{patient.id}", wall(now, zone).date(), days, zone)
    in_line.put(session, patient.id, wanted)
