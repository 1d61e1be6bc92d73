"""Transactions where they are asked for: with a thread of its own, their order would not be the seed's alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from sqlalchemy import event

from bot.storage.engine import Database


class Inline(ThreadPoolExecutor):
    """A pool that does everything at once, in the thread of who asks."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Its outcome, already there."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


def run_inline(database: Database) -> None:
    """Let this database have no thread; commits are not shared then, which only threads could do.

    Nor does it wait for the disk: power cuts are played out in this process, never on the machine.
    """
    database._threads.shutdown()
    database._threads, database._together = Inline(1), None
    event.listen(database.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))
    database.engine.dispose()
