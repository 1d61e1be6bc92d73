"""What a log line says, and what it never says."""

import ast
import json
import logging
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import telegram
from telegram import Bot
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest

from bot.logs import QUIET, set_up

CANARY = "987654321:AAcanary-canary_canary-canary_canary"
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
log = logging.getLogger("bot.somewhere")


class Cut(BaseRequest):
    """A line on which only the beginning of an answer arrives."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return 200, b'{"ok": true, "result": [{"message": {"text": "private words'


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    loggers = [root, *map(logging.getLogger, QUIET)]
    before = [logger.level for logger in loggers]
    handlers, raising = root.handlers[:], logging.raiseExceptions
    yield
    root.handlers[:] = handlers
    logging.raiseExceptions = raising
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_an_event_is_one_line_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])
    log.info("reminder sent", extra={"dose": 7, "kind": "follow up", "a=b": "", "note": 'two\nlines "\u2028"'})
    (line,) = lines(capsys)
    assert re.fullmatch(
        r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=INFO logger=bot\.somewhere event=\"reminder sent\""
        r' dose=7 kind="follow up" a_b="" note="two\\nlines \\"\\u2028\\""',
        line,
    )


def test_the_level_holds_and_noisy_libraries_speak_from_warning_on(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG", [])
    log.debug("shown")
    for name in QUIET:
        logging.getLogger(f"{name}.deep.inside").info("not shown")
        logging.getLogger(name).warning("shown")
    assert len(lines(capsys)) == 1 + len(QUIET)
    set_up("ERROR", [])
    log.warning("not shown")
    logging.getLogger("httpx").warning("not shown")
    assert lines(capsys) == []


def test_an_exception_is_its_type_and_place_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])
    try:
        try:
            json.loads("my private words")
        except ValueError as error:
            raise KeyError("1000 mcg") from error
    except KeyError:
        log.exception("tick failed", extra={"chat": 5})
    (line,) = lines(capsys)
    assert re.search(r'event="tick failed" chat=5 error=KeyError at=tests/test_logs\.py:\d+ because=', line)
    assert re.search(r"because=json\.decoder\.JSONDecodeError@decoder\.py:\d+$", line)
    assert "mcg" not in line
    assert "private" not in line


def test_a_suppressed_or_missing_cause_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])
    try:
        try:
            raise ValueError
        except ValueError:
            raise LookupError from None
    except LookupError as error:
        log.warning("odd", exc_info=error)
    log.warning("none in sight", exc_info=True)
    odd, none = lines(capsys)
    assert "error=LookupError" in odd
    assert "because" not in odd
    assert "error" not in none


def test_causes_that_go_in_a_circle_end(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    log.warning("odd", exc_info=one)
    assert lines(capsys)[0].endswith('error=ValueError at="" because=KeyError')


def test_a_very_deep_trace_stays_short(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])

    def fall() -> None:
        fall()

    try:
        fall()
    except RecursionError:
        log.exception("too deep")
    assert lines(capsys)[0].count(".py:") == 30


@pytest.mark.parametrize(
    ("secrets", "text"),
    [
        ([], CANARY),
        ([], f"POST http://127.0.0.1/bot{CANARY}/getMe"),
        ([], f"GET /file/bot{CANARY.replace(':', '%3A')}/x.jpg"),
        ([], "GET http://127.0.0.1/bot42:CANARY/getMe"),
        (["42:CANARY"], "short 42:CANARY"),
        (['CANARY"é\\'], 'a password: CANARY"é\\'),
        (["CANARY", "CANARY-tail"], "CANARY-tail CANARY"),
    ],
)
def test_a_secret_is_redacted_wherever_it_stands(
    secrets: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("DEBUG", secrets)
    log.info(text)
    log.info("as argument: %s", text)
    log.info("as field", extra={"field": text, text: 1})
    logging.getLogger(text).info("as logger")
    told = lines(capsys)
    assert len(told) == 4
    for line in told:
        assert "CANARY" not in line
        assert CANARY.partition(":")[2] not in line
        assert "tail" not in line
    assert all("[token]" in line for line in told[:2])


def test_what_is_too_short_to_be_a_secret_does_not_spoil_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", ["", "a"])
    log.info("a dose was taken")
    assert 'event="a dose was taken"' in lines(capsys)[0]


async def test_a_failing_telegram_request_never_shows_the_token(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG", [CANARY])
    for name in QUIET:  # even if someone turned them up
        logging.getLogger(name).setLevel(logging.DEBUG)
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    bot = Bot(CANARY, base_url=f"http://127.0.0.1:{closed_port()}/bot", request=request)
    with pytest.raises(NetworkError) as failed:
        await bot.get_me()
    log.error("getMe failed", exc_info=failed.value)
    await request.shutdown()
    told = lines(capsys)
    assert any("logger=httpcore" in line for line in told)
    assert "error=telegram.error.NetworkError at=" in told[-1]
    assert "telegram/_bot.py:" in told[-1]
    assert CANARY.partition(":")[2] not in "\n".join(told)
    assert all(re.match(r"time=\S+ level=\S+ logger=\S+ event=", line) for line in told)


@pytest.mark.parametrize("level", range(10, 60, 10))
def test_no_logger_of_the_telegram_library_can_write_what_a_patient_wrote(
    level: int, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("DEBUG", [])
    logging.getLogger("telegram").setLevel(logging.DEBUG)  # even if someone turned it up
    for name in ("telegram", "telegram.Bot", "telegram.ext.ExtBot", "telegram.request.BaseRequest", "telegram.new"):
        logger = logging.getLogger(name)
        logger.log(level, "Received data was %r", [{"message": {"text": "private words"}}])
        logger.log(level, "by name %(text)s", {"text": "private words"})
        logger.log(level, "and an error", exc_info=ValueError("private words"))
    told = lines(capsys)
    assert len(told) == 15
    assert not any("private" in line for line in told)


async def test_an_answer_that_was_cut_in_the_middle_leaves_no_word_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up("DEBUG", [])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.DEBUG)
    bot = Bot("1:x", request=Cut(), get_updates_request=Cut())
    with pytest.raises(TelegramError):
        await bot.get_updates()
    told = lines(capsys)
    assert any("logger=telegram" in line and "level=ERROR" in line for line in told), "it does log that"
    assert not any("private" in line for line in told)


def test_the_library_gives_its_loggers_nothing_but_constant_words_and_arguments() -> None:
    calls = [
        call
        for file in Path(telegram.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS
        if "logger" in ast.unparse(call.func.value).lower()
    ]
    assert len(calls) > 30
    assert [ast.unparse(call) for call in calls if not isinstance(call.args[0], ast.Constant)] == []


def test_arguments_that_do_not_fit_lose_neither_the_line_nor_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", [])
    log.info("dose %d of %s", "private words")  # noqa: PLE1206
    (line,) = lines(capsys)
    assert line.endswith('event="dose %d of %s"')


def test_a_line_that_cannot_be_made_is_dropped_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    class Unprintable:
        def __str__(self) -> str:
            raise RuntimeError("private words")

    set_up("INFO", [])
    log.info("odd", extra={"field": Unprintable()})
    assert lines(capsys) == []
