"""The usual way with a database, measured: objects changed and committed one by one, plans made in one transaction."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

from sqlalchemy import Engine, create_engine, event, func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tests.bench.counting import percentile
from tests.bench.gauge import options, tell

PAUSE = 0.005


# a registry of its own: our migrations must not see these tables
class Base(DeclarativeBase):
    """What its tables are noted in."""


class Reminder(Base):
    """A message to send."""

    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    text: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="waiting", index=True)


class Person(Base):
    """Somebody who changes a setting meanwhile."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    taps: Mapped[int] = mapped_column(default=0)


def opened(file: str) -> Engine:
    """SQLite in WAL with full syncs, as ours is, so that only the way of using it differs."""
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    Base.metadata.create_all(engine)
    return engine


def rows(count: int) -> list[dict[str, Any]]:
    """So many reminders."""
    due = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=1)
    return [{"chat": number, "text": "Time for your injection", "due_at": due} for number in range(count)]


def claim(file: str, count: int) -> dict[str, float]:
    """Take each due row as an object, mark it as being sent, commit, mark it as sent, commit."""
    engine = opened(file)
    with Session(engine) as session:
        session.execute(insert(Reminder), rows(count))
        session.commit()
    now, done, began = datetime.now(UTC).replace(tzinfo=None), 0, time.perf_counter()
    waiting = select(Reminder).where(Reminder.state == "waiting", Reminder.due_at <= now).order_by(Reminder.due_at)
    with Session(engine) as session:
        while row := session.scalars(waiting.limit(1)).first():
            row.state = "sending"
            session.commit()
            row.state = "sent"
            session.commit()
            done += 1
    return {"rows": done, "seconds": time.perf_counter() - began}


def plan(file: str, count: int) -> dict[str, float]:
    """Add a row a reminder in one transaction, while somebody else writes."""
    engine = opened(file)
    with Session(engine) as session:
        session.add(Person(id=1))
        session.commit()
    with writing(engine) as waits, Session(engine) as session:
        began = time.perf_counter()
        session.add_all(Reminder(**row) for row in rows(count))
        session.commit()
        took = time.perf_counter() - began
    with Session(engine) as session:
        planned = session.scalar(select(func.count()).select_from(Reminder)) or 0
    return {
        "rows": planned,
        "seconds": took,
        "p99": percentile(waits, 0.99),
        "longest": max(waits),
        "writes": len(waits),
    }


@contextmanager
def writing(engine: Engine) -> Iterator[list[float]]:
    """Somebody's taps, one after the other, from another thread; how long each waited, in seconds."""
    waits: list[float] = []
    over: list[bool] = []

    def write() -> None:
        while not over:
            began = time.perf_counter()
            while not tapped(engine):
                pass
            waits.append(time.perf_counter() - began)
            time.sleep(PAUSE)

    thread = Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        over.append(True)
        thread.join()


def tapped(engine: Engine) -> bool:
    """One tap's write; False where the database was locked for longer than the driver waits."""
    try:
        with Session(engine) as session:
            session.get_one(Person, 1).taps += 1
            session.commit()
    except OperationalError:
        return False
    return True


if __name__ == "__main__":
    told = options()
    work = {"claim": claim, "plan": plan}[told["work"]]
    tell({"ready": True})
    tell(work(told["file"], told["count"]))
