"""One unasked message a day: what is wanted now is looked at together with what its patient hears that day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.care.door import Session
from bot.care.messages import Telling
from bot.care.products import first_is_due
from bot.domain import cap as rules
from bot.domain.nudge import Kind
from bot.storage import outbox, patients, unasked
from bot.storage.claims import Facts
from bot.storage.tables import NudgeRow

Wanted = tuple[Facts, Telling]


def share_out(session: Session, wanted: Sequence[Wanted], now: datetime) -> list[Wanted]:
    """Those that go now, in their order; the rows of the others say until when they wait, or that they are let be."""
    of_patient: dict[int, list[Facts]] = defaultdict(list)
    for facts, _ in wanted:
        if facts.nudge.kind in rules.UNASKED:
            of_patient[facts.patient.id].append(facts)
    for mine in of_patient.values():
        _share_out(session, sorted(mine, key=lambda one: rules.UNASKED.index(Kind(one.nudge.kind))), now)
    return [(facts, telling) for facts, telling in wanted if facts.nudge.state == outbox.CLAIMED]


def is_spoken_for(session: Session, patient_id: int, zone: str, at: datetime) -> bool:
    """Whether something unasked went on the local day of `at`, or will have gone by then."""
    found = unasked.around(session, patient_id, rules.UNASKED, rules.day_of(at, zone))
    return any(one.heard or (one.kind in rules.FIXED and one.due <= at) for one in found)


def _share_out(session: Session, mine: Sequence[Facts], now: datetime) -> None:
    patient = mine[0].patient
    patients.lock(session, patient.id)
    zone, these = patient.zone or "UTC", {one.nudge.id for one in mine}
    day = rules.day_of(now, zone)
    others = [one for one in unasked.around(session, patient.id, rules.UNASKED, day) if one.nudge not in these]
    heard, coming = any(one.heard for one in others), [Kind(one.kind) for one in others if not one.heard]
    first_dose = _may_give_way(mine) and first_is_due(session, patient.id, day)
    for facts in mine:
        row, kind = facts.nudge, Kind(facts.nudge.kind)
        # what may have arrived is the same message again
        held_back = row.unsure == 0 and rules.is_held_back(kind, heard, coming, first_dose)
        if held_back:
            _hold_back(row, kind, zone, now)
        heard = heard or not held_back


def _may_give_way(mine: Collection[Facts]) -> bool:
    return any(one.nudge.kind in rules.GIVE_WAY_TO_FIRST for one in mine)


def _hold_back(row: NudgeRow, kind: Kind, zone: str, now: datetime) -> None:
    until = rules.waits_until(kind, row.planned_at, now, zone)
    if until is None:
        row.state = outbox.DONE
    else:
        row.state, row.due_at, row.held = outbox.WAITING, until, False
