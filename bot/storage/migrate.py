"""Brings the database up to today's schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Unavailable

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, to: str = "head") -> None:
    """Apply what is missing, each step in a transaction; nothing happens where nothing is. Unavailable if it cannot."""
    try:
        _run(engine, command.upgrade, to)
    except DBAPIError as error:
        raise Unavailable(type(error.orig).__name__) from None


def check(engine: Engine) -> None:
    """Raise where the tables in code and the migrated schema differ: somebody forgot a migration."""
    _run(engine, command.check)


def _run(engine: Engine, act: object, *args: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        assert callable(act)  # noqa: S101
        act(config, *args)
        connection.commit()
