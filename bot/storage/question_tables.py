"""The tables of questions: a patient's own for the clinician; and, of nobody, what was asked of the pages."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.tables import NEVER_AGAIN, instant


class OwnQuestionRow(SQLModel, table=True):
    """A question in the patient's own words, kept for a visit; `update_id` is Telegram's, which noted it."""

    __tablename__ = "own_question"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    words: str
    at: datetime = instant()
    settled_at: datetime | None = instant(default=None, nullable=True)
    update_id: int = Field(sa_type=BigInteger)


class HelpfulRow(SQLModel, table=True):
    """How often a page was found helpful, and how often not. Who said so is nowhere."""

    __tablename__ = "helpful"
    __table_args__ = (UniqueConstraint("topic", "language"),)
    id: int = Field(default=None, primary_key=True)
    topic: str
    language: str
    yes: int = 0
    no: int = 0


class UnansweredRow(SQLModel, table=True):
    """A question that no page answered, passed on by somebody who agreed to that. Who it was is nowhere."""

    __tablename__ = "unanswered"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    words: str
    language: str
    day: date
