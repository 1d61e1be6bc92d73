"""The database: its engine, SQLite's pragmas, aware UTC columns, and the one door for transactions."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session as Session

from bot.storage.together import Together

P = ParamSpec("P")
T = TypeVar("T")

POSTGRES_WORKERS = 4
# PostgreSQL ends one of two transactions that wait for each other, or collide: that one is simply run again
TRY_AGAIN = ("40001", "40P01", "23505")
MOST_ATTEMPTS = 5


class Unavailable(Exception):
    """The database cannot be used now: gone, locked, full or broken."""


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, naive UTC in the table; a naive one is refused as a bug."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _naive(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """For SQLite, which knows no instants, the same text as SQLAlchemy writes, in a fifth of the time."""
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The way back."""
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _naive(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant is aware")
    return value.astimezone(UTC).replace(tzinfo=None)


def _written(value: datetime | None) -> str | None:
    return None if value is None else _naive(value).isoformat(" ", "microseconds")


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Database:
    """Runs transactions off the event loop: one thread for SQLite (its only writer), a few for PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        workers = 1 if self.engine.dialect.name == "sqlite" else POSTGRES_WORKERS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="database")
        self._together = Together(self.engine, self._threads, self.transact, _unavailable) if workers == 1 else None

    async def run(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `act(session, ...)` as one transaction: all of it happens, or none.

        Raises Unavailable where the database fails; whatever `act` raises undoes it and comes through.
        """
        if self._together is not None:
            outcome: T = await asyncio.wrap_future(self._together.run(lambda session: act(session, *args, **kwargs)))
            return outcome
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self.transact(act, *args, **kwargs))

    def transact(self, act: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same from code that has no event loop."""
        for attempt in count(1):
            try:
                with Session(self.engine, expire_on_commit=False) as session, session.begin():
                    return act(session, *args, **kwargs)
            except DBAPIError as error:
                if attempt < MOST_ATTEMPTS and getattr(error.orig, "sqlstate", None) in TRY_AGAIN:
                    continue
                raise _unavailable(error) from None
        raise AssertionError  # count never ends

    def close(self) -> None:
        """Let what runs finish, then let go of the file or server."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def _unavailable(error: DBAPIError) -> Unavailable:
    """The driver's own words can hold row values, so only their kind goes on."""
    return Unavailable(type(error.orig).__name__)


def make_engine(url: str) -> Engine:
    """An engine for the URL; SQLite in WAL with full syncs and foreign keys."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=POSTGRES_WORKERS, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        # the driver must not begin by itself, or BEGIN IMMEDIATE below comes too late
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # a commit that failed, as on a full disk, has left its transaction open
        raw = connection.connection.dbapi_connection
        if raw.in_transaction:
            raw.rollback()
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
