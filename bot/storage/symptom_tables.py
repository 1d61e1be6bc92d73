"""The tables of what patients say of how they feel: each row is kept as it was said."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from bot.storage.tables import NEVER_AGAIN, instant


class FollowedRow(SQLModel, table=True):
    """One symptom that a patient follows, from when and until when; `words` are their own, where it is theirs."""

    __tablename__ = "followed"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    key: str
    words: str | None = None
    since: datetime = instant()
    until: datetime | None = instant(default=None, nullable=True)


class CheckInRow(SQLModel, table=True):
    """One check-in; its answers hang on it. `update_id` is Telegram's, by which one that comes again is known."""

    __tablename__ = "check_in"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    at: datetime = instant()
    note: str | None = None
    update_id: int = Field(sa_type=BigInteger)


class CheckInAnswerRow(SQLModel, table=True):
    """How one symptom was at a check-in, compared with the last."""

    __tablename__ = "check_in_answer"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    check_in_id: int = Field(foreign_key="check_in.id", ondelete="CASCADE", index=True)
    key: str
    words: str | None = None
    change: str


class ReactionRow(SQLModel, table=True):
    """What was noticed after an injection; it stays where its dose goes, as one does that was added by mistake."""

    __tablename__ = "reaction"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    dose_id: int | None = Field(foreign_key="dose.id", ondelete="SET NULL", index=True)
    answer: str
    at: datetime = instant()
    update_id: int = Field(sa_type=BigInteger)


class ImprovementRow(SQLModel, table=True):
    """Whether there is any improvement so far; `about` is the key of the message that asked, "" where none did."""

    __tablename__ = "improvement"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    answer: str
    at: datetime = instant()
    about: str = ""
