"""The way out for messages, many at a time by plain statements: claimed, begun, sent, let go."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, cast, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, func, select

from bot.storage.outbox import CANCELLED, CLAIMED, SENDING, SENT, WAITING
from bot.storage.tables import DoseRow, NudgeRow, PatientRow, RegimenRow

_nudge = SQLModel.metadata.tables["nudge"]
_patient = SQLModel.metadata.tables["patient"]

# The statements that run for each few messages are built once: building them takes longer than running them.
_THESE = _nudge.c.id.in_(bindparam("nudges", expanding=True))
_MOST: Any = bindparam("most", type_=Integer)
_DUE = select(_nudge.c.id).where(_nudge.c.state == WAITING, _nudge.c.due_at <= bindparam("now"))
_FIRST = _DUE.order_by(_nudge.c.due_at, _nudge.c.id).limit(_MOST)


def _claim_with(due: Select[Any]) -> Any:
    # as a CTE it is worked out once, also where PostgreSQL locks rows in it
    chosen = due.with_for_update(skip_locked=True).cte("chosen")
    return (
        update(_nudge)
        .where(_nudge.c.id.in_(select(chosen.c.id)))
        .values(state=CLAIMED, owner=bindparam("by"), lease_until=bindparam("until"))
        .returning(_nudge.c.id, _nudge.c.patient_id, _nudge.c.planned_at)
    )


_CLAIM = _claim_with(_FIRST)
_CLAIM_ALL_OF = _claim_with(_DUE.where(_nudge.c.patient_id.in_(bindparam("patients", expanding=True))))
_FACTS = (
    select(NudgeRow, PatientRow, DoseRow, cast(col(RegimenRow.prescription), Text))
    .add_columns(col(RegimenRow.zone), col(RegimenRow.version))
    .join(PatientRow, col(PatientRow.id) == col(NudgeRow.patient_id))
    .outerjoin(DoseRow, col(DoseRow.id) == col(NudgeRow.dose_id))
    .outerjoin(RegimenRow, col(RegimenRow.id) == func.coalesce(col(DoseRow.regimen_id), col(NudgeRow.regimen_id)))
    .where(_THESE)
    .order_by(col(NudgeRow.due_at), col(DoseRow.due_at), col(NudgeRow.id))
)
_FORSAKEN = (
    select(_nudge.c.id)
    .where(_nudge.c.state == SENDING, _nudge.c.lease_until <= bindparam("now"))
    .where(_nudge.c.id.not_in(bindparam("ours", expanding=True)))
    .limit(_MOST)
    .with_for_update(skip_locked=True)
)
_EXPIRED = (
    update(_nudge).where(_nudge.c.state == CLAIMED, _nudge.c.lease_until <= bindparam("now")).values(state=WAITING)
)
_BEGIN = (
    update(_nudge)
    .where(_THESE, _nudge.c.state == CLAIMED, _nudge.c.owner == bindparam("by"))
    .values(
        state=SENDING,
        lease_until=bindparam("until"),
        attempts=_nudge.c.attempts + 1,
        held=False,
        notice=func.coalesce(_nudge.c.notice, "remind"),
    )
    .returning(_nudge.c.id)
)
_UNDER_WAY = (
    select(NudgeRow, DoseRow)
    .outerjoin(DoseRow, col(DoseRow.id) == col(NudgeRow.dose_id))
    .where(_THESE)
    .with_for_update(of=NudgeRow)
)
_SENT = (
    update(_nudge)
    .where(_nudge.c.id == bindparam("the_nudge"))
    .values(state=SENT, message_id=bindparam("message_id"), sent_at=bindparam("sent_at"))
)
_REACHED = (
    update(_patient)
    .where(_patient.c.id == bindparam("the_patient"))
    .values(reached_at=bindparam("reached_at"), unreachable_since=None)
)
_SENT_ABOUT = (
    select(_nudge.c.dose_id, _nudge.c.kind, _nudge.c.message_id)
    .where(_nudge.c.dose_id.in_(bindparam("doses", expanding=True)), _nudge.c.state == SENT)
    .order_by(_nudge.c.id)
)


def _put_with(insert: Any) -> Any:
    again = {"state": WAITING, "notice": None, "unsure": 0}
    told = {name: insert.excluded[name] for name in ("planned_at", "due_at", "regimen_id")}
    return insert.on_conflict_do_update(index_elements=["key"], set_=again | told, where=_nudge.c.state == CANCELLED)


_PUT = {
    "sqlite": _put_with(sqlite.insert(_nudge)),
    "postgresql": _put_with(postgresql.insert(_nudge)),
}


@dataclass(frozen=True)
class Claim:
    """Who claims (a name never used twice), when, and until when that holds."""

    owner: str
    now: datetime
    until: datetime


@dataclass(frozen=True)
class Claimed:
    """A nudge that was claimed, by its ids, and the time it was planned for."""

    nudge: int
    patient: int
    planned_at: datetime


@dataclass(frozen=True)
class Facts:
    """A nudge and what it is about. The dose is None where it is about none in particular, the rest where about none.

    `prescription` is JSON, `zone` the IANA zone of its clock, and `version` the regimen's.
    """

    nudge: NudgeRow
    patient: PatientRow
    dose: DoseRow | None
    prescription: str | None
    zone: str | None
    version: int | None


@dataclass(frozen=True)
class SentNudge:
    """A message that went out about a dose; its id is None where it is only taken for sent."""

    kind: str
    message_id: int | None


def claim(session: Session, wanted: Claim, limit: int) -> list[Claimed]:
    """Claim what is due, most overdue first, in one statement; what another claims meanwhile is left to them."""
    return _claim(session, _CLAIM, wanted, {"most": limit})


def claim_all_of(session: Session, wanted: Claim, patients: Collection[int]) -> list[Claimed]:
    """Claim all that is due for these patients."""
    return _claim(session, _CLAIM_ALL_OF, wanted, {"patients": list(patients)})


def _claim(session: Session, statement: Any, wanted: Claim, which: dict[str, Any]) -> list[Claimed]:
    by = {"now": wanted.now, "by": wanted.owner, "until": wanted.until}
    return [Claimed(*row) for row in session.connection().execute(statement, by | which)]


def facts(session: Session, nudge_ids: Sequence[int]) -> list[Facts]:
    """The nudges with what they are about, by one joined select: most overdue first, then the oldest dose."""
    return [Facts(*row) for row in session.execute(_FACTS, {"nudges": list(nudge_ids)}).all()]


def sent_about(session: Session, dose_ids: Collection[int]) -> dict[int, list[SentNudge]]:
    """For each dose what was sent about it, in order."""
    messages: dict[int, list[SentNudge]] = defaultdict(list)
    for dose_id, kind, message_id in session.connection().execute(_SENT_ABOUT, {"doses": list(dose_ids)}):
        messages[dose_id].append(SentNudge(kind, message_id))
    return messages


def begin(session: Session, owner: str, nudge_ids: Collection[int], until: datetime) -> set[int]:
    """Note as being sent, until when that may take; only what this owner still holds, and that is returned."""
    wanted = {"nudges": list(nudge_ids), "by": owner, "until": until}
    return set(session.connection().execute(_BEGIN, wanted).scalars())


def unbegin(session: Session, nudge_ids: Collection[int]) -> None:
    """Put back what was begun and surely not sent."""
    session.connection().execute(update(_nudge).where(_nudge.c.id.in_(nudge_ids)).values(state=WAITING))


def under_way(session: Session, nudge_ids: Collection[int]) -> dict[int, tuple[NudgeRow, DoseRow | None]]:
    """The nudges by id, locked, each with its dose."""
    return {row.id: (row, dose) for row, dose in session.execute(_UNDER_WAY, {"nudges": list(nudge_ids)}).all()}


def note_sent(session: Session, sent: Sequence[dict[str, Any]]) -> None:
    """Note these as sent: each has nudge, patient, message_id and at. Their patients can be reached."""
    if sent:
        run = session.connection().execute
        run(_SENT, [{"the_nudge": one["nudge"], "message_id": one["message_id"], "sent_at": one["at"]} for one in sent])
        run(_REACHED, [{"the_patient": one["patient"], "reached_at": one["at"]} for one in sent])


def put_all(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Put nudges in line, as `outbox.put` does for one: those of a known key stay, cancelled ones wait again."""
    if not rows:
        return
    filled = {"state": WAITING, "attempts": 0, "unsure": 0, "held": False}
    put = _PUT[session.get_bind().dialect.name]
    session.connection().execute(put, [filled | row for row in rows])


def forsaken(session: Session, now: datetime, except_for: Collection[int], limit: int) -> list[NudgeRow]:
    """What was being sent when its lease ended: whoever sent it has died, and it may have arrived."""
    wanted = {"now": now, "ours": list(except_for), "most": limit}
    found = session.connection().execute(_FORSAKEN, wanted).scalars().all()
    # hardly ever is there one
    return list(session.exec(select(NudgeRow).where(col(NudgeRow.id).in_(found))).all()) if found else []


def let_go_of_expired(session: Session, now: datetime) -> None:
    """Put back what was claimed and not begun when its lease ended: it was surely not sent."""
    session.connection().execute(_EXPIRED, {"now": now})


def let_go_of_program(session: Session, program: str) -> None:
    """Put back all that a program holds and, as it says, has not sent. Its owners' names begin with its own."""
    held = _nudge.c.state.in_((CLAIMED, SENDING)) & _nudge.c.owner.startswith(f"{program}-")
    session.connection().execute(update(_nudge).where(held).values(state=WAITING))


def first_due(session: Session, now: datetime) -> int | None:
    """The nudge that would be claimed first."""
    return session.connection().execute(_FIRST, {"now": now, "most": 1}).scalar()
