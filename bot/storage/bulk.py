"""Planning many regimens at a time by plain statements: what stands in their way, and their new rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Text, and_, bindparam, insert, literal
from sqlalchemy import cast as as_type
from sqlmodel import Session, SQLModel, col, func, select

from bot.domain.dose import State
from bot.storage.outbox import WAITING
from bot.storage.tables import ChangeRow, DoseRow, RegimenRow

_regimen = SQLModel.metadata.tables["regimen"]
_dose = SQLModel.metadata.tables["dose"]
_nudge = SQLModel.metadata.tables["nudge"]
_change = SQLModel.metadata.tables["change"]
_other = _regimen.alias()

# the statements that run for each few regimens are built once: building them takes longer than running them
_THESE: Any = bindparam("these", expanding=True)
_REGIMENS = select(RegimenRow).where(col(RegimenRow.id).in_(_THESE)).order_by(col(RegimenRow.id)).with_for_update()
_PLANNED = select(_dose.c.regimen_id, _dose.c.phase, _dose.c.number).where(_dose.c.regimen_id.in_(_THESE))
_CHANGES = (
    select(*_change.c)
    .where(_change.c.regimen_id.in_(_THESE), _change.c.kind == bindparam("kind"), _change.c.undone_at.is_(None))
    .order_by(_change.c.id)
)
_SAME_COURSE = and_(
    _other.c.patient_id == _regimen.c.patient_id, _other.c.course == _regimen.c.course, _other.c.id != _regimen.c.id
)
_RECORDED_ELSEWHERE = (
    select(_regimen.c.id, _dose.c.due_at, _other.c.zone)
    .join_from(_regimen, _other, _SAME_COURSE)
    .join(_dose, _dose.c.regimen_id == _other.c.id)
    .where(_regimen.c.id.in_(_THESE), _dose.c.state.in_((State.TAKEN, State.SKIPPED)))
)
_LAST = select(func.max(_dose.c.id))
# Core fills no defaults in
_ADD = insert(_dose).values(state=State.OPEN.value)


def _reminders() -> Any:
    kind = bindparam("kind", type_=Text)
    key = literal("dose:").concat(as_type(_dose.c.id, Text)).concat(":").concat(kind)
    told = {"state": WAITING, "attempts": 0, "unsure": 0, "held": False}
    chosen = select(  # type: ignore[call-overload]
        key, _dose.c.patient_id, _dose.c.id, _dose.c.due_at, _dose.c.due_at, kind, *(literal(v) for v in told.values())
    ).where(_dose.c.regimen_id.in_(_THESE), _dose.c.id > bindparam("before"))
    columns = ("key", "patient_id", "dose_id", "planned_at", "due_at", "kind", *told)
    return insert(_nudge).from_select(columns, chosen)


_REMIND = _reminders()

Key = tuple[int, int]


def regimens(session: Session, ids: Collection[int]) -> list[RegimenRow]:
    """The regimens of these ids, locked until the transaction ends, in the order of their ids."""
    return list(session.exec(_REGIMENS, params={"these": list(ids)}).all())


def planned(session: Session, ids: Collection[int]) -> dict[int, list[Key]]:
    """Phase and number of each regimen's doses; those without one are left out."""
    of_regimen: dict[int, list[Key]] = defaultdict(list)
    for regimen, phase, number in _run(session, _PLANNED, {"these": list(ids)}):
        of_regimen[regimen].append((phase, number))
    return of_regimen


def shifts(session: Session, ids: Collection[int], kind: str) -> dict[int, list[ChangeRow]]:
    """Each regimen's changes of that kind that were not undone, to read alone, oldest first."""
    of_regimen: dict[int, list[ChangeRow]] = defaultdict(list)
    for row in _run(session, _CHANGES, {"these": list(ids), "kind": kind}):
        of_regimen[row.regimen_id].append(cast("ChangeRow", row))
    return of_regimen


def recorded_elsewhere(session: Session, ids: Collection[int]) -> dict[int, list[tuple[datetime, str]]]:
    """When those doses were due that are recorded in other versions of each regimen's course, and in which zone."""
    of_regimen: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for regimen, due, zone in _run(session, _RECORDED_ELSEWHERE, {"these": list(ids)}):
        of_regimen[regimen].append((due, zone))
    return of_regimen


def add_doses(session: Session, rows: Sequence[dict[str, Any]]) -> int:
    """Add open doses; the highest id before them, so that they can be found by being above it."""
    before = _run(session, _LAST).scalar() or 0
    if rows:
        session.connection().execute(_ADD, list(rows))
    return int(before)


def added(session: Session, ids: Collection[int], before: int) -> list[DoseRow]:
    """The doses of these regimens above that id."""
    found = select(DoseRow).where(col(DoseRow.regimen_id).in_(ids), col(DoseRow.id) > before)
    return list(session.exec(found.order_by(col(DoseRow.id))).all())


def put_reminders(session: Session, ids: Collection[int], before: int, kind: str) -> None:
    """Put the first reminder of each of these regimens' doses above that id in line, at its due time."""
    if ids:
        _run(session, _REMIND, {"these": list(ids), "before": before, "kind": kind})


def _run(session: Session, statement: Any, values: dict[str, Any] | None = None) -> Any:
    # plain statements do not see what objects have not told the database yet
    session.flush()
    return session.connection().execute(statement, values)
