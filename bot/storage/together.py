"""Transactions that wait at the same time share one commit, since every commit of SQLite's waits for the disk."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

Act = Callable[[Session], Any]
# The first of them waits for the last, so they are not many.
MOST_TOGETHER = 20


@dataclass(frozen=True, eq=False)
class _Job:
    act: Act
    future: Future[Any]


@dataclass(frozen=True)
class _Raised:
    error: BaseException


class Together:
    """Runs transactions one after the other in one thread; what one of them raises undoes that one alone.

    Nobody hears of an outcome before it is on the disk. Where one raises, all are undone and run again, each in a
    savepoint of its own. Where the database itself fails within one of them, all are undone and each is run again by
    itself, by `alone`; where it cannot begin or save them, all of them get `unsaved`.
    """

    def __init__(
        self,
        engine: Engine,
        thread: ThreadPoolExecutor,
        alone: Callable[[Act], Any],
        unsaved: Callable[[DBAPIError], Exception],
    ) -> None:
        self._engine, self._thread, self._alone, self._unsaved = engine, thread, alone, unsaved
        self._waiting: deque[_Job] = deque()

    def run(self, act: Act) -> Future[Any]:
        """Stand in line; the outcome, or what the transaction raised."""
        job = _Job(act, Future())
        self._waiting.append(job)
        self._thread.submit(self._turn)
        return job.future

    def _turn(self) -> None:
        """Do what waits: nothing, where an earlier turn has done it already."""
        jobs = self._take()
        outcomes: Sequence[Any] | None = None
        if len(jobs) > 1:
            try:
                # a savepoint costs as much as a statement, and hardly ever is there anything to undo
                outcomes = self._all(jobs, _inside) or self._all(jobs, _in_a_savepoint)
            except DBAPIError as error:
                outcomes = [_Raised(self._unsaved(error))] * len(jobs)
            except Exception as error:
                # a bug, or a pool that gives no connection: whoever waits must hear of it
                outcomes = [_Raised(error)] * len(jobs)
        for index, job in enumerate(jobs):
            outcome = self._by_itself(job.act) if outcomes is None else outcomes[index]
            if isinstance(outcome, _Raised):
                job.future.set_exception(outcome.error)
            else:
                job.future.set_result(outcome)

    def _take(self) -> list[_Job]:
        jobs: list[_Job] = []
        while self._waiting and len(jobs) < MOST_TOGETHER:
            job = self._waiting.popleft()
            # who has given up waiting meanwhile is passed over
            if job.future.set_running_or_notify_cancel():
                jobs.append(job)
        return jobs

    def _all(self, jobs: Sequence[_Job], how: Callable[[Connection, Act], Any]) -> Sequence[Any] | None:
        """Each one's outcome, all of them saved; None where one of them raised, and nothing is saved."""
        with self._engine.connect() as connection:
            transaction = connection.begin()
            try:
                outcomes = [how(connection, job.act) for job in jobs]
            except BaseException:
                if transaction.is_active:
                    transaction.rollback()
                return None
            transaction.commit()
            return outcomes

    def _by_itself(self, act: Act) -> Any:
        try:
            return self._alone(act)
        except BaseException as error:
            return _Raised(error)


def _inside(connection: Connection, act: Act) -> Any:
    """The outcome of one among several; what it raises undoes them all."""
    with Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only") as session, session.begin():
        return act(session)


def _in_a_savepoint(connection: Connection, act: Act) -> Any:
    """The same, but that what it raises undoes it alone; where the database itself fails, it undoes them all."""
    try:
        with (
            Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session,
            session.begin(),
        ):
            return act(session)
    except DBAPIError:
        raise
    except BaseException as error:
        return _Raised(error)
