"""Finding and adding questions: a patient's own, and what was asked of the pages."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.storage.question_tables import HelpfulRow, OwnQuestionRow, UnansweredRow


def add_own(session: Session, row: OwnQuestionRow) -> OwnQuestionRow:
    """Keep it."""
    session.add(row)
    session.flush()
    return row


def every_own(session: Session, patient_id: int) -> Sequence[OwnQuestionRow]:
    """All that the patient ever kept, oldest first."""
    found = select(OwnQuestionRow).where(OwnQuestionRow.patient_id == patient_id)
    return session.exec(found.order_by(col(OwnQuestionRow.id))).all()


def count(session: Session, topic: str, language: str, *, helpful: bool) -> None:
    """One more."""
    found = select(HelpfulRow).where(HelpfulRow.topic == topic, HelpfulRow.language == language)
    row = session.exec(found).first() or HelpfulRow(topic=topic, language=language)
    if helpful:
        row.yes += 1
    else:
        row.no += 1
    session.add(row)


def counts(session: Session) -> Sequence[HelpfulRow]:
    """Of each page, what the least helpful first."""
    return session.exec(select(HelpfulRow).order_by(col(HelpfulRow.no).desc(), col(HelpfulRow.topic))).all()


def pass_on(session: Session, words: str, language: str, day: date, most: int) -> None:
    """Keep it; of more than `most` the oldest go."""
    session.add(UnansweredRow(words=words, language=language, day=day))
    session.flush()
    newest = select(UnansweredRow.id).order_by(col(UnansweredRow.id).desc()).limit(most)
    session.execute(delete(UnansweredRow).where(col(UnansweredRow.id).not_in(newest)))


def unanswered(session: Session) -> Sequence[UnansweredRow]:
    """All that were passed on, newest first."""
    return session.exec(select(UnansweredRow).order_by(col(UnansweredRow.id).desc())).all()


def erase_all(session: Session) -> None:
    """Forget what was asked of the pages."""
    session.execute(delete(HelpfulRow))
    session.execute(delete(UnansweredRow))
