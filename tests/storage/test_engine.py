"""The door to the database: transactions off the event loop, durable on SQLite, honest when it fails."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Database, Unavailable, UTCDateTime
from bot.storage.migrate import upgrade
from bot.storage.tables import PatientRow

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_sqlite_is_durable_and_checks_its_references(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_an_instant_without_a_zone_is_a_bug() -> None:
    column, dialect = UTCDateTime(), Database("sqlite://").engine.dialect
    with pytest.raises(ValueError, match="aware"):
        column.process_bind_param(datetime(2026, 3, 2), dialect)  # noqa: DTZ001
    assert column.process_bind_param(None, dialect) is None
    assert column.process_result_value(None, dialect) is None


async def test_the_event_loop_never_waits_for_a_transaction(database_url: str) -> None:
    database = Database(database_url)
    upgrade(database.engine)
    started = asyncio.Event()
    loop = asyncio.get_running_loop()
    may_end = asyncio.run_coroutine_threadsafe  # the transaction asks the loop, which must be free to answer

    async def answer() -> str:
        return "free"

    def ask(_session: Any) -> str:
        loop.call_soon_threadsafe(started.set)
        return may_end(answer(), loop).result(timeout=5)

    assert await database.run(ask) == "free"
    assert started.is_set()
    database.close()


async def test_transactions_side_by_side_lose_nothing(database_url: str) -> None:
    database = Database(database_url)
    upgrade(database.engine)

    def join(session: Any, chat: int) -> None:
        session.add(PatientRow(chat=chat, language="en", consent_version="v", consent_at=MONDAY))

    await asyncio.gather(*(database.run(join, chat) for chat in range(50)))
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM patient")).scalar() == 50
    database.close()


async def test_a_database_that_fails_is_unavailable_without_telling_what_was_in_it(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")

    def look(session: Any) -> None:
        session.execute(text("SELECT :secret FROM nowhere"), {"secret": "my health"})

    with pytest.raises(Unavailable) as told:
        await database.run(look)
    assert "health" not in str(told.value)
    assert told.value.__cause__ is None
    database.close()


class CollidedError(Exception):
    """What a driver raises for a transaction that PostgreSQL ended in favour of another."""

    sqlstate = "40P01"


@pytest.mark.parametrize(("collisions", "ends"), [(2, "done"), (99, "unavailable")])
def test_a_transaction_that_collided_is_run_again_and_not_for_ever(tmp_path: Path, collisions: int, ends: str) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    attempts: list[int] = []

    def act(_session: Any) -> str:
        attempts.append(1)
        if len(attempts) <= collisions:
            raise DBAPIError("", None, CollidedError())
        return "done"

    try:
        assert database.transact(act) == ends
    except Unavailable:
        assert ends == "unavailable"
    assert len(attempts) == min(collisions + 1, 5)
    database.close()
