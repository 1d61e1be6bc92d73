"""The real program between a crowd of patients and a Telegram that outlives it: lives that begin and end at will."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx

from bot.care import patients, regimens
from bot.care.door import Session
from bot.care.patients import Onboarding
from bot.domain.amount import Amount, Unit
from bot.domain.patient import Prescriber
from bot.domain.regimen import AfterCount, Label, Period, Phase, PhaseKind, Regimen, Repeat, Route
from bot.storage.engine import Database
from bot.storage.migrate import upgrade
from tests.running import ROOT, environment

Json = dict[str, Any]
FIRST_CHAT = 5001
TOKEN = "987654:CanaryCanaryCanaryCanaryCanaryCan"
# a claim whose lease has not passed is somebody's; one that has is to be done
UNFINISHED = """
SELECT (SELECT count(*) FROM nudge WHERE state IN ('claimed', 'sending') OR (state = 'waiting' AND due_at <= :now))
     + (SELECT count(*) FROM inbox)
"""


def daytime(now: datetime) -> str:
    """A zone in which it is early in the afternoon: far from quiet hours and from midnight."""
    ahead = 13 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def gather(folder: Path, crowd: int, since: datetime, at: tuple[time, ...], first: date, days: int = 1) -> None:
    """A crowd of patients who confirmed, at that time, a plan for so many days with these times of day."""
    folder.mkdir(parents=True, exist_ok=True)
    amount = Amount(Decimal(1000), Unit.MCG)
    phase = Phase(PhaseKind.REPLETION, amount, Repeat(1, Period.DAY), at, first, AfterCount(days * len(at)))
    regimen = Regimen("Hydroxocobalamin", Label(), Route.INTRAMUSCULAR, (phase,))
    zone = daytime(datetime.now(UTC))

    def everybody(session: Session) -> None:
        for chat in range(FIRST_CHAT, FIRST_CHAT + crowd):
            patients.agree(session, chat, "en", "v1", since)
            patients.settle_in(session, chat, Onboarding(Prescriber.CLINICIAN, None, zone, False), since)
            regimens.confirm(session, chat, regimen, since)

    database = Database(f"sqlite:///{folder / 'bot.db'}")
    upgrade(database.engine)
    database.transact(everybody)
    database.close()


class Lives:
    """Telegram's record, the database's, and a program that can be begun and killed."""

    def __init__(self, folder: Path, http: httpx.Client, program: "subprocess.Popen[str]") -> None:
        self.folder, self.http, self._program = folder, http, program

    def live(self, seconds: float | None) -> int | None:
        """A life of so many seconds, and its exit status; without an end, until `end` is called."""
        said = self._say(json.dumps({"seconds": seconds}))
        return None if seconds is None else int(said)

    def end(self) -> int:
        """Kill the life that has no end; its exit status."""
        return int(self._say("end"))

    def live_until_heard(self, then: float) -> int:
        """A life that is killed so many seconds after its first message arrived; its exit status."""
        before = self.counts()["messages"]
        self.live(None)
        assert self.http.get(f"/counts/after/{before}").is_success
        sleep(then)
        return self.end()

    def live_until_done(self, patience: float) -> float:
        """A life until nothing is due any more and all taps are done, or patience ends; how long it took."""
        started = monotonic()
        self.live(None)
        while monotonic() - started < patience and self.unfinished():
            sleep(0.2)
        took = monotonic() - started
        self.end()
        return took

    def seen(self) -> Json:
        """All that arrived at Telegram."""
        noted: Json = self.http.get("/seen").json()
        return noted

    def counts(self) -> Json:
        """How much has arrived."""
        noted: Json = self.http.get("/counts").json()
        return noted

    def rows(self, question: str, **values: Any) -> list[Any]:
        """What the database says."""
        with closing(sqlite3.connect(self.folder / "bot.db")) as database:
            return database.execute(question, values).fetchall()

    def let_leases_pass(self) -> None:
        """Let the minute go by after which whoever was sending is taken for dead."""
        with closing(sqlite3.connect(self.folder / "bot.db", isolation_level=None)) as database:
            database.execute("UPDATE nudge SET lease_until = :now WHERE lease_until IS NOT NULL", {"now": _now()})

    def unfinished(self) -> int:
        """How many messages are due or under way, and how many updates are not done."""
        found: int = self.rows(UNFINISHED, now=_now())[0][0]
        return found

    def in_flight(self) -> set[tuple[int, int]]:
        """Dose and attempt of each message that was begun and not settled."""
        return set(self.rows("SELECT dose_id, attempts FROM nudge WHERE state = 'sending'"))

    def log(self) -> str:
        """What the program wrote."""
        return (self.folder / "log.txt").read_text()

    def _say(self, line: str) -> str:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        print(line, file=self._program.stdin, flush=True)
        said = self._program.stdout.readline().strip()
        assert said, "the parent of all lives has died"
        return said


@contextmanager
def telegram(seed: int, share: float) -> Iterator[httpx.Client]:
    """A recorder in a process of its own, where that share of people taps at once."""
    command = [sys.executable, "-m", "tests.recorder", str(seed), str(share)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            try:
                yield http
            finally:
                process.kill()


@contextmanager
def lives(folder: Path, seed: int, share: float) -> Iterator[Lives]:
    """The program on the database in `folder`, ready to live and die."""
    with telegram(seed, share) as http:
        url = str(http.base_url).rstrip("/")
        # the way to this Telegram has no TLS, and reading the system's certificates takes a third of a start
        quick = {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull}
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "LOG_LEVEL": "INFO", **quick}
        command = [sys.executable, "-m", "tests.forked", str(folder / "log.txt")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        env = environment(folder, 1, settings)
        with subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes) as program:  # type: ignore[call-overload]
            try:
                yield Lives(folder, http, program)
            finally:
                # at the end of its input it ends, and the life that is still there with it
                assert program.stdin is not None
                program.stdin.close()
                program.wait()


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")


def ago(now: datetime, **span: float) -> time:
    """The time of day so long ago where the crowd lives, to the minute."""
    return (now - timedelta(**span)).time().replace(second=0, microsecond=0)
