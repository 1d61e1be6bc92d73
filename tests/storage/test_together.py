"""Transactions that share a commit: each is all or nothing, and none is told of before it is saved."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.storage.engine import Database, Unavailable
from bot.storage.migrate import upgrade
from bot.storage.tables import BeatRow
from tests.cast import MONDAY


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite database."""
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    upgrade(database.engine)
    yield database
    database.close()


def beat(session: Any, name: str) -> str:
    session.add(BeatRow(name=name, at=MONDAY))
    return name


def beats(db: Database) -> list[str]:
    with db.engine.connect() as connection:
        return list(connection.execute(text("SELECT name FROM beat ORDER BY name")).scalars())


async def at_once(db: Database, *acts: Callable[[Any], Any]) -> list[Any]:
    """Their outcomes, or what they raised, after all of them have waited for the one thread."""
    go_on = Event()
    first = asyncio.ensure_future(db.run(lambda _session: go_on.wait(5)))
    await asyncio.sleep(0.05)
    rest = [asyncio.ensure_future(db.run(act)) for act in acts]
    await asyncio.sleep(0.05)
    go_on.set()
    await first
    return await asyncio.gather(*rest, return_exceptions=True)


async def test_those_that_wait_are_committed_together(db: Database) -> None:
    commits: list[object] = []
    event.listen(db.engine, "commit", commits.append)
    names = [f"{number:02}" for number in range(30)]
    outcomes = await at_once(db, *(lambda session, name=name: beat(session, name) for name in names))
    assert outcomes == beats(db) == names
    assert len(commits) == 2, "twenty and ten"


async def test_what_one_raises_undoes_that_one_alone(db: Database) -> None:
    def half(session: Any) -> None:
        beat(session, "half")
        session.flush()
        raise LookupError("in the middle")

    outcomes = await at_once(db, lambda s: beat(s, "a"), half, lambda s: beat(s, "b"))
    assert [type(outcome) for outcome in outcomes] == [str, LookupError, str]
    assert beats(db) == ["a", "b"]


async def test_where_the_database_refuses_one_the_others_are_saved(db: Database) -> None:
    outcomes = await at_once(db, *(lambda session, name=name: beat(session, name) for name in ("a", "a", "b")))
    assert outcomes[0] == "a"
    assert isinstance(outcomes[1], Unavailable)
    assert outcomes[2] == "b"
    assert beats(db) == ["a", "b"]


async def test_where_they_cannot_be_saved_nobody_is_told_that_they_were(db: Database) -> None:
    def dangling(session: Any) -> None:
        # noticed by the commit alone
        session.execute(text("PRAGMA defer_foreign_keys=ON"))
        session.execute(text("INSERT INTO dose_event (dose_id, kind, reported_at) VALUES (99, 'taken', '2026-01-01')"))

    outcomes = await at_once(db, lambda s: beat(s, "a"), dangling)
    assert [str(outcome) for outcome in outcomes] == ["IntegrityError"] * 2
    assert await db.run(lambda s: beat(s, "c")) == "c", "and it goes on afterwards"
    assert beats(db) == ["c"]


async def test_while_the_file_is_locked_all_that_wait_are_told_at_once(db: Database) -> None:
    await db.run(lambda session: session.execute(text("PRAGMA busy_timeout=300")))
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with asyncio.timeout(2):
        outcomes = await at_once(db, *(lambda session, name=name: beat(session, name) for name in "abcdefghij"))
    other.execute("ROLLBACK")
    other.close()
    assert {type(outcome) for outcome in outcomes} == {Unavailable}
    assert beats(db) == []


async def test_who_gave_up_waiting_is_passed_over(db: Database) -> None:
    go_on = Event()
    first = asyncio.ensure_future(db.run(lambda _session: go_on.wait(5)))
    await asyncio.sleep(0.05)
    waits = asyncio.ensure_future(db.run(lambda s: beat(s, "a")))
    await asyncio.sleep(0.05)
    waits.cancel()
    await asyncio.wait([waits])
    go_on.set()
    await first
    await db.run(lambda s: beat(s, "b"))
    assert beats(db) == ["b"]
