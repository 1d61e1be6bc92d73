"""What a patient was told unasked, or is about to be told, around one day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel

from bot.storage.outbox import CLAIMED, SENDING, SENT, WAITING

_nudge = SQLModel.metadata.tables["nudge"]
_AROUND = (
    columns(_nudge.c.id, _nudge.c.kind, _nudge.c.state, _nudge.c.due_at, _nudge.c.sent_at, _nudge.c.unsure)
    .where(_nudge.c.patient_id == bindparam("patient"))
    .where(_nudge.c.kind.in_(bindparam("kinds", expanding=True)))
    # sent that day or not yet: an older one is none of it
    .where(or_(_nudge.c.sent_at.is_(None), _nudge.c.sent_at >= bindparam("start")))
)


@dataclass(frozen=True)
class Unasked:
    """One of them. `heard`: it was sent, is on its way, or may have arrived; else it stands in line for `due`."""

    nudge: int
    kind: str
    heard: bool
    due: datetime


def around(session: Session, patient_id: int, kinds: Collection[str], day: tuple[datetime, datetime]) -> list[Unasked]:
    """Those of these kinds that the patient hears of from the day's start until before its end."""
    start, end = day
    wanted = {"patient": patient_id, "kinds": list(kinds), "start": start}
    session.flush()
    found = []
    for nudge, kind, state, due, sent, unsure in session.connection().execute(_AROUND, wanted):
        heard = state in (CLAIMED, SENDING) or (state == WAITING and unsure > 0) or (state == SENT and sent < end)
        if heard or (state == WAITING and due < end):
            found.append(Unasked(nudge, kind, heard, due))
    return found
