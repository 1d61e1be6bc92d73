"""Reading the database from beside the program that runs on it: nothing is made, changed or locked."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Session, Unavailable

P = ParamSpec("P")
T = TypeVar("T")


class Missing(Exception):
    """There is no such database yet."""


def read(url: str, look: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `look(session, ...)` sees. Missing where there is no database, Unavailable where it cannot be read."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        if not file.is_file():
            raise Missing
        address = address.set(database=f"file:{file.absolute().as_posix()}", query={"mode": "ro", "uri": "true"})
    engine = create_engine(address, hide_parameters=True)
    try:
        with Session(engine) as session:
            return look(session, *args, **kwargs)
    except DBAPIError as error:
        # the driver's own words can hold row values, so only their kind goes on
        raise Unavailable(type(error.orig).__name__) from None
    finally:
        engine.dispose()
