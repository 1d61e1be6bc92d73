"""What is noted about messages on their way: that one is about to be sent, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.care.door import Session
from bot.care.injections import as_dose
from bot.care.messages import Outgoing, Result, Told
from bot.care.verdicts import AWAY, MISSED, REMINDERS
from bot.domain import nudge
from bot.domain.dose import State
from bot.storage import claims, outbox, patients
from bot.storage.tables import DoseRow, NudgeRow

# Longer than any send may take: after it, whoever was sending is taken for dead.
LEASE = timedelta(seconds=60)
# So long a connection trouble may take to pass before the message is repeated.
REPEAT_AFTER = timedelta(minutes=2)

Pair = tuple[NudgeRow, DoseRow | None]


def mark(session: Session, begun: Sequence[Outgoing], told: Sequence[Told], now: datetime) -> list[bool]:
    """Note results, then which messages are about to be sent; for each of these whether it may be.

    It may not where something it is about was recorded, moved or taken back since it was claimed. A result counts
    once, and only for the claim that it stems from.
    """
    settle(session, told)
    return begin(session, begun, now)


def begin(session: Session, begun: Sequence[Outgoing], now: datetime) -> list[bool]:
    """Note as being sent; for each whether it may be, wholly as it was claimed."""
    session.flush()
    by_owner: dict[str, list[int]] = defaultdict(list)
    for one in begun:
        by_owner[one.owner] += one.nudges
    held: set[int] = set()
    for owner, nudges in by_owner.items():
        held |= claims.begin(session, owner, nudges, now + LEASE)
    whole = [held.issuperset(one.nudges) for one in begun]
    torn = [held.intersection(one.nudges) for one, may in zip(begun, whole, strict=True) if not may]
    if any(torn):
        # told with the others it would name one that is settled: what is left is claimed and worded anew
        claims.unbegin(session, set().union(*torn))
    return whole


def settle(session: Session, told: Sequence[Told]) -> None:
    """Note what became of messages, and put each dose's next message in line."""
    if not told:
        return
    under_way = claims.under_way(session, [nudge_id for one in told for nudge_id in one.outgoing.nudges])
    sent: list[tuple[Pair, datetime]] = []
    delivered: list[dict[str, Any]] = []
    for one in told:
        for pair in _still_ours(one, under_way):
            if one.result is Result.SENT:
                row = pair[0]
                delivered.append(
                    {"nudge": row.id, "patient": row.patient_id, "message_id": one.message_id, "at": one.at}
                )
                sent.append((pair, one.at))
            else:
                sent += _not_sent(session, pair, one)
    session.flush()
    claims.note_sent(session, delivered)
    _follow(session, sent)


def take_for_unsure(session: Session, rows: Iterable[NudgeRow], now: datetime) -> None:
    """Repeat at once what was being sent when a program died; the second time it is taken for sent."""
    rows = list(rows)
    if rows:
        pairs = claims.under_way(session, [row.id for row in rows])
        sent = [done for pair in pairs.values() for done in _unsure(pair, now, now)]
        session.flush()
        _follow(session, sent)


def _still_ours(one: Told, under_way: dict[int, Pair]) -> Iterable[Pair]:
    # what cannot even be worded was never begun
    states = (outbox.SENDING, outbox.CLAIMED) if one.result is Result.BROKEN else (outbox.SENDING,)
    for nudge_id in one.outgoing.nudges:
        pair = under_way.get(nudge_id)
        if pair is not None and pair[0].owner == one.outgoing.owner and pair[0].state in states:
            yield pair


def _not_sent(session: Session, pair: Pair, one: Told) -> list[tuple[Pair, datetime]]:
    row, dose = pair
    match one.result:
        case Result.LATER:
            row.state, row.due_at = outbox.WAITING, one.again_at or nudge.retry_at(row.attempts, one.at)
        case Result.UNSURE:
            return _unsure(pair, one.at, one.at + REPEAT_AFTER)
        case Result.GONE:
            patients.by_id(session, row.patient_id).unreachable_since = one.at
            outbox.release(session, row.patient_id)
            _put_off(row, dose, one.at)
        case _:
            row.state = outbox.BROKEN
            _close(session, pair, one.at)
    return []


def _unsure(pair: Pair, now: datetime, again_at: datetime) -> list[tuple[Pair, datetime]]:
    """It may have arrived: repeat it once, and the second time take it for sent."""
    row = pair[0]
    row.unsure += 1
    if row.unsure > 1:
        row.state, row.message_id, row.sent_at = outbox.SENT, None, now
        return [(pair, now)]
    row.state, row.due_at = outbox.WAITING, again_at
    return []


def _put_off(row: NudgeRow, dose: DoseRow | None, now: datetime) -> None:
    """The chat is closed to the bot: wait until the patient is back, or until the window is over and it is missed."""
    if dose is None or row.notice in (MISSED, AWAY):
        row.state = outbox.UNTOLD
        row.notice = AWAY if dose is not None else row.notice
        return
    row.state, row.held, row.due_at = outbox.WAITING, True, max(dose.closes_at, now)


def _follow(session: Session, sent: Sequence[tuple[Pair, datetime]]) -> None:
    """Put the next message in line of each dose that is still open."""
    asking = [(dose, at) for (row, dose), at in sent if dose is not None and _asks(row, dose)]
    if not asking:
        return
    about = claims.sent_about(session, {dose.id for dose, _ in asking})
    # what the patient asked for by Later is no notice of ours
    notices = {dose.id: sum(one.kind != nudge.Kind.LATER for one in about[dose.id]) for dose, _ in asking}
    following = [(dose, nudge.after(as_dose(dose), max(notices[dose.id], 1), at)) for dose, at in asking]
    claims.put_all(session, [_row(dose, wanted) for dose, wanted in following])


def _close(session: Session, pair: Pair, now: datetime) -> None:
    """Put the closing note in line: of a message that cannot be sent, no follow-up is tried."""
    row, dose = pair
    if dose is not None and _asks(row, dose):
        claims.put_all(session, [_row(dose, nudge.after(as_dose(dose), 1 + nudge.FOLLOW_UPS, now))])


def _asks(row: NudgeRow, dose: DoseRow) -> bool:
    """Whether it asks for an answer that is still open; what goes ahead of a dose has a successor already."""
    return dose.state == State.OPEN and row.kind in REMINDERS


def _row(dose: DoseRow, wanted: nudge.Nudge) -> dict[str, Any]:
    return {
        "key": wanted.key,
        "patient_id": dose.patient_id,
        "dose_id": dose.id,
        "kind": wanted.kind.value,
        "planned_at": wanted.at,
        "due_at": wanted.at,
    }
