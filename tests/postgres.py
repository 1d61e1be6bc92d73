"""A private PostgreSQL server for the tests, where its programs are installed; else those tests skip and say so."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

_NUMBERS = count()


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the PATH, or where Debian puts them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then as the user its package made."""
    if os.geteuid() != 0:
        return None
    return "postgres" if "postgres" in {user.pw_name for user in pwd.getpwall()} else "nobody"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lives as long as this test process, in a folder of its own, on a Unix socket."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed here")
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if owner:
        shutil.chown(folder, owner)

    def run(*command: str) -> None:
        subprocess.run(
            command, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    data = str(folder / "data")
    run(str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", data, "-w", "-o", options, "start")
    yield f"postgresql+psycopg://tester@/postgres?host={folder}"
    run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
    # hundreds of databases in thousands of files: nobody waits until they are gone
    subprocess.run(["/bin/sh", "-c", 'rm -rf "$0" >/dev/null 2>&1 &', str(folder)], check=True)


@pytest.fixture
def postgres(postgres_server: str, worker_id: str) -> Callable[[], str]:
    """Gives the URL of a new empty database."""

    def make() -> str:
        name = f"test_{worker_id}_{os.getpid()}_{next(_NUMBERS)}"
        engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return postgres_server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return make()
