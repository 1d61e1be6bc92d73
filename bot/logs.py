"""Logs on stderr: one line an event in logfmt, ids and actions only, and never a token.

    time=2026-03-03T09:00:00.123Z level=INFO logger=bot.reminders event="reminder sent" dose=7

An exception is told by its type and the places it passed, not by its message, which may hold what a patient wrote or
the parameters of a query. What python-telegram-bot logs is told without its arguments for the same reason.
"""

import json
import logging
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

# Below WARNING these print addresses with the token in them, whole updates, or every request.
QUIET = ("alembic", "apscheduler", "httpcore", "httpx", "psycopg", "sqlalchemy", "telegram", "uvicorn")

# Its messages' arguments are whole updates, requests and answers, at every level up to CRITICAL: only the words that
# are the same each time are told.
WITHOUT_ARGUMENTS = "telegram"

_NOT_OURS = {*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName", "color_message"}
_LOOKS_LIKE_A_TOKEN = r"\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}|(?<=/bot)\d+(?::|%3A)[A-Za-z0-9_-]+"  # noqa: S105
_SHORTEST_SECRET = 3  # what is shorter stands in every second word
_NEEDS_NO_QUOTES = re.compile(r"[!#-<>-\[\]-~]+")
_MOST_FRAMES = 30
_ROOT = Path(__file__).parents[1]


def set_up(level: str, secrets: Sequence[str]) -> None:
    """From now on everything that is logged goes to stderr through one handler, without `secrets`.

    `level` is a name such as INFO. Handlers that were there before are dropped; calling it again starts over.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Logfmt(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    # Python would print the record, arguments and all, when a line cannot be written.
    logging.raiseExceptions = False


class Logfmt(logging.Formatter):
    """A record as one line of ASCII; secrets and whatever looks like a bot token read "[token]"."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        long_enough = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
        # The whole line is searched, so a secret is also looked for as quoting writes it.
        written = {form for secret in long_enough for form in (secret, json.dumps(secret)[1:-1])}
        longest_first = sorted(written, key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, longest_first), _LOOKS_LIKE_A_TOKEN]))

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, redacted as a whole: message, fields and places alike."""
        pairs = (f"{_key(self._redacted(key))}={_value(value)}" for key, value in _fields(record))
        return self._redacted(" ".join(pairs))

    def _redacted(self, text: str) -> str:
        return self._secret.sub("[token]", text)


def _fields(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    instant = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    yield "time", instant.replace("+00:00", "Z")
    yield "level", record.levelname
    yield "logger", record.name
    yield "event", _event(record)
    yield from ((key, value) for key, value in record.__dict__.items() if key not in _NOT_OURS)
    if record.exc_info and record.exc_info[1]:
        yield from _exception(record.exc_info[1])


def _event(record: logging.LogRecord) -> str:
    """The message; where its arguments do not fit it, the message without them rather than no line at all."""
    if record.name.split(".", 1)[0] == WITHOUT_ARGUMENTS:
        return str(record.msg)
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _exception(error: BaseException) -> Iterator[tuple[str, object]]:
    yield "error", _type(error)
    yield "at", " ".join(_places(error.__traceback__))
    causes = list(_causes(error))
    if causes:
        yield "because", " ".join(causes)


def _causes(error: BaseException) -> Iterator[str]:
    """What led to it, nearest first: each type and where it was raised."""
    seen = {id(error)}
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield "@".join([_type(cause), *list(_places(cause.__traceback__))[-1:]])
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _type(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    """file:line of every frame, outermost first, the last ones of a very deep trace."""
    return [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in walk_tb(trace)][-_MOST_FRAMES:]


def _short(filename: str) -> str:
    """A file as seen from the project or from the installed packages: where those lie is nobody's business."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return Path(*path.parts[path.parts.index("site-packages") + 1 :]).as_posix()
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name


def _key(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]", "_", key)


def _value(value: object) -> str:
    text = str(value)
    return text if _NEEDS_NO_QUOTES.fullmatch(text) else json.dumps(text)
