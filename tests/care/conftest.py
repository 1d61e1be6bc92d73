"""A migrated database of each kind, with two patients."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.storage.engine import Database
from tests.engines import alike
from tests.migrated import copy_of, settled_database, settled_file

NUMBERS = count()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def db(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[Database]:
    """A migrated database with Anna and Bruno, both in Berlin."""
    if request.param == "sqlite":
        shutil.copy(settled_file(), tmp_path / "bot.db")
        database = Database(alike(f"sqlite:///{tmp_path / 'bot.db'}"))
    else:
        server: str = request.getfixturevalue("postgres_server")
        template = settled_database(server, worker_id)
        database = Database(alike(copy_of(server, template, f"care_{worker_id}_{next(NUMBERS)}")))
    yield database
    database.close()
