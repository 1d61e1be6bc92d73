"""Finding, adding and dropping doses, and the events about them."""

from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from bot.domain.dose import State
from bot.storage.tables import DoseEventRow, DoseRow, RegimenRow


def of_patient(session: Session, patient_id: int, dose_id: int) -> DoseRow | None:
    """The patient's own dose of that id, locked until the transaction ends; nobody else's is ever found."""
    found = select(DoseRow).where(DoseRow.id == dose_id, DoseRow.patient_id == patient_id)
    return session.exec(found.with_for_update()).one_or_none()


def by_id(session: Session, dose_id: int) -> DoseRow:
    """The dose as it is in the database now, locked until the transaction ends."""
    found = select(DoseRow).where(DoseRow.id == dose_id).with_for_update()
    return session.exec(found.execution_options(populate_existing=True)).one()


def last_planned(session: Session, regimen_id: int) -> tuple[int, int]:
    """Phase and number of the regimen's last dose; (0, 0) where it has none."""
    order = (col(DoseRow.phase).desc(), col(DoseRow.number).desc())
    planned = select(DoseRow.phase, DoseRow.number).where(DoseRow.regimen_id == regimen_id)
    return session.exec(planned.order_by(*order).limit(1)).first() or (0, 0)


def one(session: Session, regimen_id: int, phase: int, number: int) -> DoseRow | None:
    """The regimen's dose of that phase and number, if it has a row."""
    found = select(DoseRow).where(DoseRow.regimen_id == regimen_id, DoseRow.phase == phase, DoseRow.number == number)
    return session.exec(found).one_or_none()


def keys(session: Session, regimen_id: int) -> frozenset[tuple[int, int]]:
    """Phase and number of all the regimen's doses."""
    return frozenset(session.exec(select(DoseRow.phase, DoseRow.number).where(DoseRow.regimen_id == regimen_id)).all())


def add(session: Session, row: DoseRow) -> DoseRow:
    """Keep a new one; the row has its id afterwards."""
    session.add(row)
    session.flush()
    return row


def drop_coming(session: Session, regimen_id: int, now: datetime) -> None:
    """Remove the regimen's doses that are not due yet and not recorded, with their nudges."""
    session.exec(
        delete(DoseRow).where(
            col(DoseRow.regimen_id) == regimen_id,
            col(DoseRow.due_at) > now,
            col(DoseRow.state) == State.OPEN.value,
        )
    )


def drop(session: Session, row: DoseRow) -> None:
    """Remove one that is not due any more, with its nudges."""
    session.delete(row)
    session.flush()


def of_course(session: Session, patient_id: int, course: int) -> list[DoseRow]:
    """The doses of all versions of a course, oldest version first, in order."""
    mine = select(RegimenRow.id).where(RegimenRow.patient_id == patient_id, RegimenRow.course == course)
    found = select(DoseRow).where(col(DoseRow.regimen_id).in_(mine))
    order = (col(DoseRow.regimen_id), col(DoseRow.phase), col(DoseRow.number))
    return list(session.exec(found.order_by(*order)).all())


def closed_by_end(session: Session, regimen_id: int, ended: datetime) -> list[DoseRow]:
    """The doses that were closed because the regimen ended at that instant, and not recorded since."""
    noted = select(DoseEventRow.dose_id).where(DoseEventRow.kind == "plan ended", DoseEventRow.reported_at == ended)
    found = select(DoseRow).where(DoseRow.regimen_id == regimen_id, DoseRow.state == State.PAUSED.value)
    return list(session.exec(found.where(col(DoseRow.id).in_(noted))).all())


def open_of_regimen(session: Session, regimen_id: int) -> list[DoseRow]:
    """The regimen's open doses, due or not, in order."""
    found = select(DoseRow).where(DoseRow.regimen_id == regimen_id, DoseRow.state == State.OPEN.value)
    return list(session.exec(found.order_by(col(DoseRow.due_at))).all())


def behind(session: Session, regimen_id: int, now: datetime) -> set[tuple[int, int]]:
    """Phase and number of the regimen's doses that are due by now, or closed already."""
    over = or_(col(DoseRow.due_at) <= now, col(DoseRow.state) != State.OPEN.value)
    found = select(DoseRow.phase, DoseRow.number).where(DoseRow.regimen_id == regimen_id, over)
    return set(session.exec(found).all())


def waiting(session: Session, patient_id: int, now: datetime) -> list[DoseRow]:
    """The patient's open doses that are due by now, oldest first."""
    due = select(DoseRow).where(DoseRow.patient_id == patient_id, DoseRow.state == State.OPEN.value)
    return list(session.exec(due.where(DoseRow.due_at <= now).order_by(col(DoseRow.due_at))).all())


def open_between(session: Session, patient_id: int, start: datetime, end: datetime) -> list[DoseRow]:
    """The patient's open doses that are due from `start` until before `end`."""
    found = select(DoseRow).where(DoseRow.patient_id == patient_id, DoseRow.state == State.OPEN.value)
    return list(session.exec(found.where(DoseRow.due_at >= start, DoseRow.due_at < end)).all())


def next_of_regimen(session: Session, regimen_id: int, after: datetime) -> DoseRow | None:
    """The regimen's next dose that falls due later than `after`, recorded or not."""
    found = select(DoseRow).where(DoseRow.regimen_id == regimen_id, DoseRow.due_at > after)
    return session.exec(found.order_by(col(DoseRow.due_at)).limit(1)).first()


def last_recorded(session: Session, patient_id: int) -> DoseRow | None:
    """The dose that was last had."""
    had = select(DoseRow).where(DoseRow.patient_id == patient_id, DoseRow.state == State.TAKEN.value)
    return session.exec(had.order_by(col(DoseRow.taken_at).desc()).limit(1)).first()


def coming(session: Session, patient_id: int, after: datetime) -> DoseRow | None:
    """The patient's next open dose that falls due later than `after`."""
    open_ones = select(DoseRow).where(DoseRow.patient_id == patient_id, DoseRow.state == State.OPEN.value)
    return session.exec(open_ones.where(DoseRow.due_at > after).order_by(col(DoseRow.due_at)).limit(1)).first()


def every(session: Session, patient_id: int) -> list[DoseRow]:
    """All the patient's doses, oldest first."""
    found = select(DoseRow).where(DoseRow.patient_id == patient_id).order_by(col(DoseRow.due_at))
    return list(session.exec(found).all())


def note(session: Session, row: DoseEventRow) -> None:
    """Add an event to the dose's history."""
    session.add(row)


def events(session: Session, dose_id: int) -> list[DoseEventRow]:
    """The dose's history, oldest first."""
    found = select(DoseEventRow).where(DoseEventRow.dose_id == dose_id)
    return list(session.exec(found.order_by(col(DoseEventRow.id))).all())
