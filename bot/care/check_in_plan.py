"""When the next check-in is: one waits at a time, and whatever becomes of it, the next is in line."""

from collections.abc import Sequence
from datetime import datetime

from bot.care import in_line
from bot.care.door import Session
from bot.domain import prompts as rules
from bot.domain.nudge import Kind, Nudge
from bot.domain.regimen import PhaseKind
from bot.domain.symptoms import Often
from bot.storage import doses, notices, regimens, symptoms
from bot.storage.notices import Waiting
from bot.storage.tables import NudgeRow, PatientRow


def following(session: Session, patient: PatientRow, now: datetime, *, told: bool = False) -> Nudge | None:
    """The next check-in; None where nothing is followed, or none is wanted. `told`: one is asked for just now."""
    often, since = patient.check_in_often, patient.check_in_since
    if often is None or since is None or not symptoms.followed(session, patient.id):
        return None
    days = rules.every(Often(often), often == Often.BY_PHASE and _is_curing(session, patient, now))
    if days is None:
        return None
    done, asked = symptoms.last_check_in(session, patient.id), notices.last_sent(session, patient.id, Kind.CHECK_IN)
    last = max(since, since if done is None else done.at, asked or since, now if told else since)
    return rules.check_in(patient.id, min(last, now), days, patient.zone or "UTC", now)


def renew(session: Session, patient: PatientRow, now: datetime, *, over: bool = False) -> None:
    """Put the next check-in in line as it is to be now; one whose time has come stays, and plans the next itself.

    With `over`, or where no check-in is wanted, that one goes too: it was just had, or is not to be.
    """
    standing, wanted = notices.waiting_of(session, patient.id, Kind.CHECK_IN), following(session, patient, now)
    due = [] if over or wanted is None else [one for one in standing if one.planned_at <= now]
    _replace(session, patient, [one for one in standing if one not in due], None if due else wanted)


def go_on(session: Session, patient: PatientRow, row: NudgeRow, now: datetime, *, told: bool) -> None:
    """Put the one after `row` in line, which is `told` now or let be; no other waits beside it."""
    wanted = following(session, patient, now, told=told)
    standing = notices.waiting_of(session, patient.id, Kind.CHECK_IN)
    _replace(session, patient, [one for one in standing if one.nudge != row.id], wanted)


def _replace(session: Session, patient: PatientRow, gone: Sequence[Waiting], wanted: Nudge | None) -> None:
    notices.cancel(session, [one.nudge for one in gone])
    if wanted is not None:
        in_line.put(session, patient.id, wanted)


def _is_curing(session: Session, patient: PatientRow, now: datetime) -> bool:
    """Whether an injection is to come, of any plan in force, before maintenance is reached."""
    for row in regimens.current(session, patient.id):
        dose = doses.next_of_regimen(session, row.id, now)
        if dose is not None and row.prescription["phases"][dose.phase - 1]["kind"] != PhaseKind.MAINTENANCE:
            return True
    return False
