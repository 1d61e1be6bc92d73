"""Databases that are migrated once and copied for each test: migrating is slow, and has tests of its own."""

import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.care import patients
from bot.care.patients import Onboarding
from bot.domain.patient import Prescriber
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from tests.care.given import ANNA, BRUNO
from tests.cast import MONDAY, migrated_file


def settle(url: str) -> None:
    """Migrate the database at the URL, and let Anna and Bruno be known there, both in Berlin."""
    database = Database(url)
    upgrade(database.engine)
    for chat in (ANNA, BRUNO):
        database.transact(patients.agree, chat, "en", "v1", MONDAY)
        outcome = Onboarding(Prescriber.CLINICIAN, "DE", "Europe/Berlin", False)
        database.transact(patients.settle_in, chat, outcome, MONDAY)
    database.close()


@cache
def settled_file() -> Path:
    """An SQLite file with Anna and Bruno, to be copied."""
    folder = Path(tempfile.mkdtemp(prefix="settled"))
    register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copy(migrated_file(), folder / "bot.db")
    settle(f"sqlite:///{folder / 'bot.db'}")
    return folder / "bot.db"


@cache
def settled_database(server: str, worker: str) -> str:
    """The name of a PostgreSQL database with Anna and Bruno, to be copied; one for each process and server."""
    name = f"settled_{worker}"
    _create(server, name)
    settle(server.replace("/postgres?", f"/{name}?"))
    return name


def copy_of(server: str, template: str, name: str) -> str:
    """The URL of a new database like the template."""
    _create(server, f"{name} TEMPLATE {template}")
    return server.replace("/postgres?", f"/{name}?")


def _create(server: str, what: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {what}"))
    engine.dispose()
