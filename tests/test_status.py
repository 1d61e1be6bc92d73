"""`python -m bot status`: numbers only, kind where there is nothing yet, and 1 where nobody sends what is due."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import Stop, tell_status
from bot.care import patients, regimens, status
from bot.care.messages import Result
from bot.care.patients import Onboarding
from bot.domain.patient import Prescriber
from bot.settings import Settings, read
from bot.status import as_json, as_lines
from bot.storage import reader
from bot.storage.engine import Database, Unavailable
from bot.storage.migrate import upgrade
from tests.care.given import ANNA, DAY, DUE, HOUR, claimed, plan, settled, unannounced
from tests.cast import MONDAY


@contextmanager
def with_a_plan(url: str) -> Iterator[Database]:
    """Anna's weekly plan in a database of that address."""
    db = Database(url)
    upgrade(db.engine)
    db.transact(patients.agree, ANNA, "en", "v1", MONDAY)
    db.transact(patients.settle_in, ANNA, Onboarding(Prescriber.CLINICIAN, "DE", "Europe/Berlin", False), MONDAY)
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    unannounced(db)
    yield db
    db.close()


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Anna's weekly plan in a database of each kind."""
    with with_a_plan(database_url) as opened:
        yield opened


def test_before_anything_was_sent_there_is_no_lag_and_no_tick(db: Database, database_url: str) -> None:
    found = reader.read(database_url, status.look, MONDAY)
    assert (found.due, found.waiting, found.sent_today, found.late, found.silent) == (0, 2, 0, 0.0, False)
    assert (found.last_tick, found.lag_p50, found.lag_p99) == (None, None, None)
    lines = as_lines(found, MONDAY).splitlines()
    assert "last tick    none yet" in lines
    assert "lag          none sent today" in lines


def test_what_is_overdue_while_nobody_ticks_is_told(db: Database) -> None:
    assert claimed(db, MONDAY) == []
    found = db.transact(status.look, DUE + HOUR)
    assert (found.due, found.late, found.silent) == (1, 3600.0, True)
    assert as_lines(found, DUE + HOUR).splitlines()[-1] == "Messages are due and nobody sends them: is the bot running?"
    assert "late         60 min" in as_lines(found, DUE + HOUR).splitlines()
    assert "last tick    25.0 h ago" in as_lines(found, DUE + HOUR).splitlines()


def test_lag_counts_from_the_due_second_and_leaves_out_what_was_put_off(db: Database) -> None:
    (one,) = claimed(db, DUE)
    settled(db, one, Result.SENT, DUE + timedelta(seconds=2), 5)
    (two,) = claimed(db, DUE + 12 * HOUR)
    settled(db, two, Result.LATER, DUE + 12 * HOUR)
    later = DUE + 12.5 * HOUR
    (two,) = claimed(db, later)
    settled(db, two, Result.SENT, later, 6)
    found = db.transact(status.look, later)
    assert (found.sent_today, found.lag_p50, found.lag_p99, found.silent) == (2, 2.0, 2.0, False)
    told = json.loads(as_json(found))
    assert datetime.fromisoformat(told["last_tick"]) == later
    assert "lag          2.00 s for half, 2.00 s for 99 of 100" in as_lines(found, later).splitlines()
    assert db.transact(status.look, DUE + DAY).sent_today == 0, "a new day in UTC"


def test_unreachable_patients_and_broken_messages_are_counted(db: Database) -> None:
    (one,) = claimed(db, DUE)
    settled(db, one, Result.GONE, DUE)
    found = db.transact(status.look, DUE)
    assert (found.unreachable, found.broken) == (1, 0)
    db.transact(patients.heard_from, ANNA, DUE + HOUR)
    (note,) = claimed(db, DUE + 3 * DAY)[:1]
    settled(db, note, Result.BROKEN, DUE + 3 * DAY)
    found = db.transact(status.look, DUE + 3 * DAY)
    assert (found.unreachable, found.broken) == (0, 1)


def test_a_clock_that_runs_ahead_is_believed(db: Database) -> None:
    assert len(claimed(db, DUE)) == 1
    found = db.transact(status.look, MONDAY)
    assert (found.due, found.waiting) == (1, 1)
    assert "last tick    0.0 s ago" in as_lines(found, MONDAY).splitlines()


def in_sandbox(folder: Path) -> tuple[Settings, Path]:
    """The settings of a sandbox run that keeps its files there, and where its database lies."""
    (folder / "sandbox").mkdir()
    return read({"DATA_DIR": str(folder)}, None), folder / "sandbox" / "bot.db"


def test_without_a_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    settings, file = in_sandbox(tmp_path)
    with pytest.raises(Stop, match="There is no database yet"):
        tell_status(settings, as_json=False)
    assert not file.exists()


def test_a_database_that_was_never_set_up_is_told_in_one_line(tmp_path: Path) -> None:
    settings, file = in_sandbox(tmp_path)
    file.touch()
    with pytest.raises(Stop, match="Has this version of the bot run with it once"):
        tell_status(settings, as_json=False)


def test_it_reads_beside_the_running_program_and_ends_with_1_when_nobody_sends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, file = in_sandbox(tmp_path)
    with with_a_plan(f"sqlite:///{file}") as db, db.engine.connect() as writer:
        writer.exec_driver_sql("UPDATE patient SET discreet = 0")
        assert tell_status(settings, as_json=True) == 1, "a plan of March 2026 is long due by the real clock"
    told = json.loads(capsys.readouterr().out)
    assert told["due"] == 2
    assert set(told) == {*status.Status.__dataclass_fields__}
    assert not {"Methylcobalamin", str(ANNA)} & set(map(str, told.values()))
    assert tell_status(settings, as_json=False) == 1
    assert capsys.readouterr().out.startswith("due          2\n")


def test_reading_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with with_a_plan(url):
        pass

    def meddle(session: object) -> None:
        session.connection().exec_driver_sql("DELETE FROM patient")  # type: ignore[attr-defined]

    with pytest.raises(Unavailable):
        reader.read(url, meddle)
