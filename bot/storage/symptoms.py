"""Finding and adding what patients say of how they feel."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.storage.symptom_tables import CheckInAnswerRow, CheckInRow, FollowedRow, ImprovementRow, ReactionRow

Row = FollowedRow | CheckInRow | CheckInAnswerRow | ReactionRow | ImprovementRow


def add(session: Session, *rows: Row) -> None:
    """Keep these, in their order; they have their ids afterwards."""
    for row in rows:
        session.add(row)
    session.flush()


def followed(session: Session, patient_id: int) -> list[FollowedRow]:
    """What the patient follows now, the oldest first."""
    return [row for row in every_followed(session, patient_id) if row.until is None]


def every_followed(session: Session, patient_id: int) -> list[FollowedRow]:
    """All that the patient has ever followed, the oldest first."""
    found = select(FollowedRow).where(FollowedRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(FollowedRow.id))).all())


def check_ins(session: Session, patient_id: int) -> list[CheckInRow]:
    """All the patient's check-ins, the oldest first."""
    found = select(CheckInRow).where(CheckInRow.patient_id == patient_id)
    return list(session.exec(found.order_by(col(CheckInRow.at), col(CheckInRow.id))).all())


def last_check_in(session: Session, patient_id: int) -> CheckInRow | None:
    """The patient's last check-in."""
    found = select(CheckInRow).where(CheckInRow.patient_id == patient_id)
    return session.exec(found.order_by(col(CheckInRow.at).desc(), col(CheckInRow.id).desc()).limit(1)).first()


def check_in_by(session: Session, patient_id: int, update_id: int) -> CheckInRow | None:
    """The patient's check-in that this update brought."""
    found = select(CheckInRow).where(CheckInRow.patient_id == patient_id, CheckInRow.update_id == update_id)
    return session.exec(found.limit(1)).first()


def answers(session: Session, check_in_ids: Collection[int]) -> list[CheckInAnswerRow]:
    """The answers of these check-ins, each check-in's in order."""
    found = select(CheckInAnswerRow).where(col(CheckInAnswerRow.check_in_id).in_(check_in_ids))
    return list(session.exec(found.order_by(col(CheckInAnswerRow.id))).all())


def reactions(session: Session, patient_id: int, dose_id: int | None = None) -> Sequence[ReactionRow]:
    """What the patient noticed after their injections, or after that one, the oldest first."""
    found = select(ReactionRow).where(ReactionRow.patient_id == patient_id)
    if dose_id is not None:
        found = found.where(ReactionRow.dose_id == dose_id)
    return session.exec(found.order_by(col(ReactionRow.id))).all()


def improvements(session: Session, patient_id: int) -> Sequence[ImprovementRow]:
    """What the patient said of any improvement, the oldest first."""
    found = select(ImprovementRow).where(ImprovementRow.patient_id == patient_id)
    return session.exec(found.order_by(col(ImprovementRow.id))).all()


def end(session: Session, rows: Sequence[FollowedRow], now: datetime) -> None:
    """Follow these no more; what was said of them stays."""
    for row in rows:
        row.until = now
    session.flush()
