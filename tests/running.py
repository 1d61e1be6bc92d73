"""The real program in a process of its own, driven over the sandbox's plain HTTP interface."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import Any

import httpx

from tests.lints.outside import look
from tests.warm import ROOT as ROOT
from tests.warm import nest

PATIENCE = 30.0
Json = dict[str, Any]


def free_port() -> int:
    """A port that nobody uses just now."""
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def environment(folder: Path, port: int, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the program is to find: nothing of this machine's own settings."""
    ours = {"DATA_DIR": str(folder), "SANDBOX_PORT": str(port), "LOG_LEVEL": "DEBUG", "COVERAGE_PROCESS_START": ""}
    names = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE", "TELEGRAM_API_URL", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return {**inherited, **ours, **(more or {})}


def until(condition: Callable[[], Any], what: str) -> Any:
    """Wait for a condition; its value."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


class Running:
    """The program and its page's address."""

    def __init__(
        self, folder: Path, *arguments: str, more: Mapping[str, str] | None = None, cold: bool = False
    ) -> None:
        """`cold` starts a Python of its own, as people do; else it is a fork of one that has imported everything."""
        self.port = free_port()
        self.log = folder / "log.txt"
        env = environment(folder, self.port, more)
        self.process = (_cold if cold else nest().start)(arguments, env, self.log)
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE)

    def ready(self) -> "Running":
        """Wait until it serves."""
        until(self._answers, f"the program to serve; it wrote: {self.log.read_text()}")
        return self

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.http.get("/sandbox/clock").status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """As the machine would at a power cut, as far as a process can tell."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        self.http.close()

    def stop(self) -> float:
        """Ctrl-C; how many seconds it took."""
        started = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self.http.close()
        return time.monotonic() - started


def _cold(arguments: Sequence[str], env: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as out:
        return subprocess.Popen([sys.executable, "-m", "bot", *arguments], cwd=ROOT, env=env, stdout=out, stderr=out)


@contextmanager
def running(
    folder: Path, *arguments: str, more: Mapping[str, str] | None = None, cold: bool = False
) -> Iterator[Running]:
    """The program, serving; stopped on the way out."""
    program = Running(folder, *(arguments or ("run",)), more=more, cold=cold)
    try:
        yield program.ready()
        if program.process.poll() is None and not program.http.is_closed:
            look(program.http, folder / "bot.db")
    finally:
        program.stop()


class Patient:
    """Somebody who talks to the running program over HTTP."""

    def __init__(self, program: Running, user: int) -> None:
        self.http, self.user = program.http, user

    def chat(self) -> list[Json]:
        """All messages, oldest first."""
        messages: list[Json] = self.http.get(f"/sandbox/users/{self.user}/chat").json()
        return messages

    def heard(self) -> list[Json]:
        """The bot's messages."""
        return [message for message in self.chat() if message["from"] == "bot"]

    def says(self, text: str, expect: str) -> Json:
        """They type, and wait for an answer that holds these words."""
        before = max((m["message_id"] for m in self.heard()), default=0)
        answer = self.http.post(f"/sandbox/users/{self.user}/messages", json={"text": text})
        assert answer.status_code == 200, answer.text
        return self.waits_for(expect, before)

    def taps(self, label: str, expect: str) -> Json:
        """They tap the newest button that holds these words, and wait for what comes of it."""
        message, data = self.button(label)
        answer = self.http.post(f"/sandbox/users/{self.user}/taps", json={"message_id": message, "data": data})
        assert answer.status_code == 200, answer.text
        return self.waits_for(expect)

    def waits_for(self, words: str, after: int = 0) -> Json:
        """The newest message that holds these words, once there is one."""

        def found() -> Json | None:
            newest = [m for m in self.heard()[-3:] if words in m["text"] and m["message_id"] > after]
            return newest[-1] if newest else None

        message: Json = until(found, f"{words!r}; the newest is {self.heard()[-1:]}")
        return message

    def button(self, label: str) -> tuple[int, str]:
        """Message id and data of the newest button that holds these words."""

        def found() -> tuple[int, str] | None:
            for message in reversed(self.heard()):
                for row in message["buttons"]:
                    for button in row:
                        if label in button["text"]:
                            return message["message_id"], button["data"]
            return None

        pair: tuple[int, str] = until(found, f"the button {label!r}; the newest message is {self.heard()[-1:]}")
        return pair

    def joins(self) -> None:
        """From /start to all set."""
        self.says("/start", "Are you 18")
        self.taps("Yes, I am 18", "not end-to-end encrypted")
        self.taps("I agree", "Who prescribed")
        self.taps("A doctor", "Which country")
        self.says("Germany", "Where are you now?")
        self.says("Europe/Berlin", "where you are, right?")
        self.taps("Yes, that is right", "What may a reminder say?")
        self.taps("Name my medicine", "All set")


# What is said or tapped for a plan of four weekly injections, and what the bot asks next.
PLAN = (
    ("tap", "Methylcobalamin", "What is the product called"),
    ("tap", "Skip", "How does the label state the strength?"),
    ("tap", "Per ampoule", "What strength per ampoule"),
    ("say", "1000 mcg", "another strength too"),
    ("tap", "Nothing more", "What is the schedule?"),
    ("tap", "Step by step", "How much is one injection"),
    ("say", "1000 mcg", "Is that exactly what your clinician said?"),
    ("tap", "Yes, exactly", "How is it injected"),
    ("tap", "Into the muscle", "Who gives the injections?"),
    ("tap", "I, or somebody", "what did your clinician call it?"),
    ("tap", "Repletion", "How often are the injections"),
    ("tap", "Every week", "At what time of day"),
    ("say", "09:00", "On which day is the first injection?"),
    ("tap", "Tomorrow", "How does this phase end"),
    ("tap", "After a number of injections", "How many injections"),
    ("say", "4", "Is there another phase"),
    ("tap", "No, that is all", "If one is late, what happens"),
    ("tap", "I do not know", "What did your clinician say to do"),
    ("tap", "I do not know", "Please check every line."),
    ("tap", "Yes, save", "Saved."),
)


def enter_plan(patient: Patient) -> None:
    """The plan, from the first question to Saved."""
    patient.taps("Enter my plan", "Which medicine is it?")
    for way, what, expect in PLAN:
        (patient.says if way == "say" else patient.taps)(what, expect)
