"""Planning many regimens at a time by plain statements: what stands in their way, and their new rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, cast, insert, literal
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, func, select

from bot.domain.dose import State
from bot.storage.outbox import WAITING
from bot.storage.tables import ChangeRow, DoseRow, RegimenRow

_dose = SQLModel.metadata.tables["dose"]
_nudge = SQLModel.metadata.tables["nudge"]

Key = tuple[int, int]


def regimens(session: Session, ids: Collection[int]) -> list[RegimenRow]:
    """The regimens of these ids, locked until the transaction ends, in the order of their ids."""
    found = select(RegimenRow).where(col(RegimenRow.id).in_(ids)).order_by(col(RegimenRow.id))
    return list(session.exec(found.with_for_update()).all())


def planned(session: Session, ids: Collection[int]) -> dict[int, list[Key]]:
    """Phase and number of each regimen's doses; those without one are left out."""
    found = select(DoseRow.regimen_id, DoseRow.phase, DoseRow.number).where(col(DoseRow.regimen_id).in_(ids))
    of_regimen: dict[int, list[Key]] = defaultdict(list)
    for regimen, phase, number in session.exec(found).all():
        of_regimen[regimen].append((phase, number))
    return of_regimen


def shifts(session: Session, ids: Collection[int], kind: str) -> dict[int, list[ChangeRow]]:
    """Each regimen's changes of that kind that were not undone, oldest first."""
    found = select(ChangeRow).where(col(ChangeRow.regimen_id).in_(ids), ChangeRow.kind == kind)
    of_regimen: dict[int, list[ChangeRow]] = defaultdict(list)
    for row in session.exec(found.where(col(ChangeRow.undone_at).is_(None)).order_by(col(ChangeRow.id))).all():
        of_regimen[row.regimen_id].append(row)
    return of_regimen


def recorded_elsewhere(session: Session, ids: Collection[int]) -> dict[int, list[tuple[datetime, str]]]:
    """When those doses were due that are recorded in other versions of each regimen's course, and in which zone."""
    other = aliased(RegimenRow)
    same_course = and_(
        col(other.patient_id) == col(RegimenRow.patient_id),
        col(other.course) == col(RegimenRow.course),
        col(other.id) != col(RegimenRow.id),
    )
    found = (
        select(RegimenRow.id, DoseRow.due_at, other.zone)
        .join(other, same_course)
        .join(DoseRow, col(DoseRow.regimen_id) == col(other.id))
        .where(col(RegimenRow.id).in_(ids), col(DoseRow.state).in_((State.TAKEN, State.SKIPPED)))
    )
    of_regimen: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for regimen, due, zone in session.exec(found).all():
        of_regimen[regimen].append((due, zone))
    return of_regimen


def add_doses(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Add open doses; the highest id before them, so that they can be found by being above it."""
    before = session.connection().execute(select(func.max(_dose.c.id))).scalar() or 0
    if rows:
        # Core fills no defaults in
        session.connection().execute(insert(_dose).values(state=State.OPEN.value), list(rows))
    return before


def added(session: Session, ids: Collection[int], before: int) -> list[DoseRow]:
    """The doses of these regimens above that id."""
    found = select(DoseRow).where(col(DoseRow.regimen_id).in_(ids), col(DoseRow.id) > before)
    return list(session.exec(found.order_by(col(DoseRow.id))).all())


def put_reminders(session: Session, ids: Collection[int], before: int, kind: str) -> None:
    """Put the first reminder of each of these regimens' doses above that id in line, at its due time."""
    key = literal("dose:").concat(cast(_dose.c.id, Text)).concat(f":{kind}")
    told = {"state": WAITING, "kind": kind, "attempts": 0, "unsure": 0, "held": False}
    chosen = select(  # type: ignore[call-overload]
        key, _dose.c.patient_id, _dose.c.id, _dose.c.due_at, _dose.c.due_at, *(literal(v) for v in told.values())
    ).where(_dose.c.regimen_id.in_(ids), _dose.c.id > before)
    columns = ("key", "patient_id", "dose_id", "planned_at", "due_at", *told)
    session.connection().execute(insert(_nudge).from_select(columns, chosen))
