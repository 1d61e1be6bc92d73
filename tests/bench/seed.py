"""Fills our database with invented patients, by the hundred thousand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, literal, literal_column, select, text
from sqlmodel import SQLModel

from bot.domain.amount import Amount, Unit
from bot.domain.patient import Prescriber
from bot.domain.regimen import Label, Period, Phase, PhaseKind, Regimen, Repeat, Route, UntilReview
from bot.domain.regimen_record import to_record
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from bot.storage.tables import DoseRow, NudgeRow, PatientRow, RegimenRow

# the first patient's chat is one more
BASE = 1_000_000
WINDOW = timedelta(hours=48)


def url_of(file: Path) -> str:
    """The database in that file."""
    return f"sqlite:///{file}"


def reminders(file: Path, patients: int, due: datetime, chatters: int = 0, told: bool = False) -> range:
    """So many patients with one reminder each, all due at one instant, and some without; the chats of the first.

    Where they are `told`, the reminder has been sent already.
    """
    database = _fresh(file)
    _patients(database.engine, patients + chatters)
    _regimens(database.engine, patients, due.date(), plan_at=None)
    _fill(database.engine, _dose(due), patients, {"id": "n.i", "patient_id": "n.i", "regimen_id": "n.i"})
    # a patient's dose has the patient's number here
    keyed = {"id": "n.i", "patient_id": "n.i", "dose_id": "n.i", "key": "'dose:' || n.i || ':due'"}
    row = _nudge(due)
    if told:
        row.state, row.sent_at, row.message_id = "sent", due, 1
        _coming(database.engine, patients, due + timedelta(days=1))
    _fill(database.engine, row, patients, keyed)
    database.close()
    return range(BASE + 1, BASE + 1 + patients)


def chatters(patients: int, count: int) -> range:
    """The chats of those without a reminder."""
    return range(BASE + 1 + patients, BASE + 1 + patients + count)


def far_ahead(file: Path, patients: int, nudges: int, first: datetime) -> None:
    """So many patients, and so many waiting messages spread over the seconds from `first` on."""
    database = _fresh(file)
    engine = database.engine
    _patients(engine, patients)
    _regimens(engine, patients, first.date(), plan_at=None)
    _fill(engine, _dose(first), patients, {"id": "n.i", "patient_id": "n.i", "regimen_id": "n.i"})
    at = f"strftime('%Y-%m-%d %H:%M:%f000', '{first:%Y-%m-%d %H:%M:%S}', '+' || n.i || ' seconds')"
    owner = f"1 + n.i % {patients}"
    keyed = {"patient_id": owner, "dose_id": owner, "key": "'dose:' || n.i || ':again:1'"}
    _fill(engine, _nudge(first), nudges, {**keyed, "planned_at": at, "due_at": at})
    database.close()


def unplanned(file: Path, patients: int, first: datetime, chatting: int = 0) -> None:
    """So many patients with a daily plan that nobody has planned yet, and some without."""
    database = _fresh(file)
    _patients(database.engine, patients + chatting)
    _regimens(database.engine, patients, first.date(), plan_at=first)
    database.close()


def plan(first: date) -> Regimen:
    """Daily at nine, until review."""
    dose = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, dose, Repeat(1, Period.DAY), (time(9),), first, UntilReview())
    return Regimen("Methylcobalamin", Label(), Route.INTRAMUSCULAR, (phase,))


def _fresh(file: Path) -> Database:
    database = Database(url_of(file))
    upgrade(database.engine)
    return database


def _patients(engine: Engine, count: int) -> None:
    row = PatientRow(chat=0, language="en", consent_version="1", consent_at=datetime.now(UTC))
    row.zone, row.prescriber, row.country = "Europe/Berlin", Prescriber.CLINICIAN.value, "DE"
    row.quiet_from = row.quiet_to = time(0)
    _fill(engine, row, count, {"id": "n.i", "chat": f"{BASE} + n.i"})


def _regimens(engine: Engine, count: int, first: date, plan_at: datetime | None) -> None:
    row = RegimenRow(
        patient_id=0,
        version=1,
        course=1,
        zone="Europe/Berlin",
        prescription=to_record(plan(first)),
        confirmed_at=datetime.now(UTC) - timedelta(days=30),
        plan_at=plan_at,
    )
    _fill(engine, row, count, {"id": "n.i", "patient_id": "n.i"})


def _dose(due: datetime) -> DoseRow:
    return DoseRow(
        patient_id=0, regimen_id=0, phase=1, number=1, due_at=due, latest_at=due, closes_at=due + WINDOW, state="open"
    )


def _coming(engine: Engine, patients: int, due: datetime) -> None:
    """Everybody's next dose, which waits with its reminder."""
    row = _dose(due)
    row.number = 2
    number = f"{patients} + n.i"
    _fill(engine, row, patients, {"id": number, "patient_id": "n.i", "regimen_id": "n.i"})
    keyed = {"id": number, "patient_id": "n.i", "dose_id": number, "key": f"'dose:' || ({number}) || ':due'"}
    _fill(engine, _nudge(due), patients, keyed)


def _nudge(due: datetime) -> NudgeRow:
    return NudgeRow(key="", patient_id=0, kind="due", planned_at=due, due_at=due)


def _fill(engine: Engine, row: SQLModel, count: int, varying: Mapping[str, str]) -> None:
    """Insert `count` copies of the row; a varying column is SQL over the row's number, n.i, from 1 on."""
    if not count:
        return
    table: Any = SQLModel.metadata.tables[str(type(row).__tablename__)]
    columns = [column for column in table.columns if column.name != "id" or "id" in varying]
    series = select(literal(1).label("i")).cte("n", recursive=True)
    series = series.union_all(select(series.c.i + 1).where(series.c.i < count))
    values: list[Any] = [
        literal_column(varying[column.name]) if column.name in varying else _constant(row, column) for column in columns
    ]
    with engine.connect() as connection:
        connection.execute(insert(table).from_select([c.name for c in columns], select(*values).select_from(series)))
        connection.commit()


def _constant(row: SQLModel, column: Any) -> Any:
    value = getattr(row, column.name)
    return text("NULL") if value is None else literal(value, column.type)
