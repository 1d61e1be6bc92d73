"""The tables: a row for each thing that must survive, with the keys that keep it single."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.storage.engine import UTCDateTime


def instant(**options: Any) -> Any:
    """A column of instants; `options` are those of a field."""
    return Field(sa_type=UTCDateTime, **options)


# ids are never used again, so that an old button or a late result cannot mean somebody else's row
NEVER_AGAIN = {"sqlite_autoincrement": True}


class PatientRow(SQLModel, table=True):
    """One person in one private chat, who has agreed to what is kept."""

    __tablename__ = "patient"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    chat: int = Field(sa_type=BigInteger, unique=True)
    language: str
    consent_version: str
    consent_at: datetime = instant()
    prescriber: str | None = None
    country: str | None = None
    zone: str | None = None
    discreet: bool = False
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    paused_from: datetime | None = instant(default=None, nullable=True)
    paused_until: datetime | None = instant(default=None, nullable=True)
    unreachable_since: datetime | None = instant(default=None, nullable=True)
    reached_at: datetime | None = instant(default=None, nullable=True)
    # counts every question that was shown, so that no two carry the same number
    questions: int = 0
    # the update that finished a dialogue last: if it comes again, it is answered again and nothing more
    finished_by: int | None = Field(default=None, sa_type=BigInteger)
    # how often they want to be asked how they feel, and since when; None where that was never set up
    check_in_often: str | None = None
    check_in_since: datetime | None = instant(default=None, nullable=True)


class RegimenRow(SQLModel, table=True):
    """One version of a prescription; never changed, only ended."""

    __tablename__ = "regimen"
    __table_args__ = (
        UniqueConstraint("patient_id", "version"),
        Index("ix_regimen_to_plan", "ended_at", "plan_at"),
        NEVER_AGAIN,
    )
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE")
    version: int
    # the version with which this line of versions began: one a product, since a patient may have several products
    course: int
    # the zone whose clock the times of day are on; the patient's own unless they travel and keep the one of home
    zone: str
    # a reminder on the day before, on request; and how many weeks ahead to remind of booking, where a clinic injects
    day_before: bool = False
    book_weeks: int | None = None
    prescription: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    confirmed_at: datetime = instant()
    ended_at: datetime | None = instant(default=None, nullable=True)
    # when the doses after the planned ones are to be planned; None when there is none left
    plan_at: datetime | None = instant(default=None, nullable=True)


class DoseRow(SQLModel, table=True):
    """One due injection."""

    __tablename__ = "dose"
    __table_args__ = (
        UniqueConstraint("regimen_id", "phase", "number"),
        Index("ix_dose_patient_due", "patient_id", "due_at"),
        NEVER_AGAIN,
    )
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE")
    regimen_id: int = Field(foreign_key="regimen.id", ondelete="CASCADE", index=True)
    phase: int
    number: int
    # earliest and latest instant of its due window; the same where the clinician gave no range
    due_at: datetime = instant()
    latest_at: datetime = instant()
    closes_at: datetime = instant()
    state: str = "open"
    taken_at: datetime | None = instant(default=None, nullable=True)
    recorded_at: datetime | None = instant(default=None, nullable=True)
    # the update that recorded it: if it comes again, it is no second tap
    recorded_by: int | None = Field(default=None, sa_type=BigInteger)


class DoseEventRow(SQLModel, table=True):
    """One thing that was said or noted about a dose; only ever added to."""

    __tablename__ = "dose_event"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    dose_id: int = Field(foreign_key="dose.id", ondelete="CASCADE", index=True)
    kind: str
    reported_at: datetime = instant()
    happened_at: datetime | None = instant(default=None, nullable=True)


class ChangeRow(SQLModel, table=True):
    """One change to a regimen that its patient confirmed; only ever added to, and undone by saying when."""

    __tablename__ = "change"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    regimen_id: int = Field(foreign_key="regimen.id", ondelete="CASCADE", index=True)
    kind: str
    payload: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    made_at: datetime = instant()
    undone_at: datetime | None = instant(default=None, nullable=True)


class NudgeRow(SQLModel, table=True):
    """One message that waits, is on its way, or went: about a dose, a regimen, or neither."""

    __tablename__ = "nudge"
    __table_args__ = (Index("ix_nudge_waiting", "state", "due_at"), NEVER_AGAIN)
    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    dose_id: int | None = Field(default=None, foreign_key="dose.id", ondelete="CASCADE", index=True)
    regimen_id: int | None = Field(default=None, foreign_key="regimen.id", ondelete="CASCADE", index=True)
    kind: str
    planned_at: datetime = instant()
    # when to look at it next: the planned time, or later after a refusal or a pause
    due_at: datetime = instant()
    state: str = "waiting"
    # the notice that was decided on when it was claimed, kept so that a repeat says the same
    notice: str | None = None
    attempts: int = 0
    unsure: int = 0
    # put off by a pause or a blocked chat rather than planned for then
    held: bool = False
    # which running program has claimed it, and until when that claim holds
    owner: str | None = None
    lease_until: datetime | None = instant(default=None, nullable=True)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime | None = instant(default=None, nullable=True)


class ChecklistAnswerRow(SQLModel, table=True):
    """Where one question for the clinician stood from then on; only ever added to."""

    __tablename__ = "checklist_answer"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    item: str
    status: str
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    by_whom: str | None = None
    at: datetime = instant()


class VisitRow(SQLModel, table=True):
    """One appointment; never moved: another takes its place. Closed once its answers were told, or it is let be."""

    __tablename__ = "visit"
    __table_args__ = NEVER_AGAIN
    id: int = Field(default=None, primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    at: datetime = instant()
    timed: bool = True
    whom: str | None = None
    noted_at: datetime = instant()
    cancelled_at: datetime | None = instant(default=None, nullable=True)
    closed_at: datetime | None = instant(default=None, nullable=True)


class DraftRow(SQLModel, table=True):
    """A dialogue that is not finished: its script and the raw answers so far."""

    __tablename__ = "draft"
    chat: int = Field(sa_type=BigInteger, primary_key=True)
    script: str = Field(primary_key=True)
    patient_id: int = Field(foreign_key="patient.id", ondelete="CASCADE", index=True)
    known: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    answers: list[list[str]] = Field(sa_column=Column(JSON, nullable=False))
    revision: int = 0
    parked: bool = False
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    # the updates last answered, so that one that Telegram delivers again is not taken for the next answer
    seen: list[int] = Field(sa_column=Column(JSON, nullable=False))
    touched_at: datetime = instant()


class InboxRow(SQLModel, table=True):
    """One update from Telegram that is not yet done; kept only until it is."""

    __tablename__ = "inbox"
    update_id: int = Field(sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False})
    chat: int = Field(sa_type=BigInteger)
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    arrived_at: datetime = instant()


class BeatRow(SQLModel, table=True):
    """When something that repeats was last done, for the operator's status."""

    __tablename__ = "beat"
    name: str = Field(primary_key=True)
    at: datetime = instant()
