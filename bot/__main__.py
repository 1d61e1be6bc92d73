"""`python -m bot`: read settings, set up logging, run."""

import argparse
import asyncio
import logging
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import app, asked, logs, status
from bot.care.asked import look as look_at_asked
from bot.care.door import Session, Unavailable
from bot.care.status import look
from bot.clock import Clock
from bot.i18n import DEFAULT, Languages
from bot.pace import RATE, seconds
from bot.polling import Taken
from bot.sandbox.inprocess import InProcess
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import build, serving
from bot.settings import Refusal, Settings, read
from bot.shared import LOCALES
from bot.storage import reader
from bot.understand import KINDS, as_kind, understand

log = logging.getLogger("bot")

P = ParamSpec("P")
T = TypeVar("T")

SANDBOX_TOKEN = "1:sandbox"  # noqa: S105  # opens nothing but the local sandbox


# How long to wait until Telegram is asked for again at a start: at first, and at most.
FIRST_WAIT, LONGEST_WAIT = 2.0, 30.0


class Stop(Exception):
    """The program cannot go on; the text says why in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit code."""
    wanted = parser().parse_args(arguments)
    if wanted.command == "understand":
        return tell_understood(wanted)
    try:
        settings = read()
        logs.set_up(settings.log_level, settings.secrets)
        if wanted.command == "status":
            return tell_status(settings, as_json=wanted.json)
        if wanted.command == "questions":
            return tell_questions(settings, as_json=wanted.json)
        with suppress(KeyboardInterrupt):
            asyncio.run(_until_signal(wanted.act(settings, wanted)))
    except (Refusal, Stop) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except Exception:
        # logged without its words, which Python's own traceback would print
        log.exception("crashed")
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line's face."""
    face = argparse.ArgumentParser(
        prog="python -m bot", description="B12 Companion: keeps the injection plan that a clinician gave, and reminds."
    )
    commands = face.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    starting = commands.add_parser(
        "run", help="start the bot: on Telegram with TELEGRAM_BOT_TOKEN set, else in the local sandbox"
    )
    starting.add_argument(
        "--fresh", action="store_true", help="sandbox only: forget the chats and plans of earlier runs"
    )
    starting.set_defaults(act=_run)
    alone = commands.add_parser("sandbox", help="start the local Telegram alone, for any Bot API client")
    alone.add_argument("--token", help="serve this bot token only (else any well-formed one)")
    alone.add_argument("--fresh", action="store_true", help="forget the chats of earlier runs")
    alone.set_defaults(act=_sandbox)
    telling = commands.add_parser("status", help="say how the reminders are doing; ends with 1 where nobody sends them")
    telling.add_argument("--json", action="store_true", help="as JSON, for a program to read")
    asking = commands.add_parser("questions", help="say what people asked that no page answers; who asked is not kept")
    asking.add_argument("--json", action="store_true", help="as JSON, for a program to read")
    reading = commands.add_parser(
        "understand", help="say as JSON what the bot makes of each line on standard input; needs no settings"
    )
    reading.add_argument("--as", dest="kind", choices=sorted(KINDS), required=True, help="what to read each line as")
    reading.add_argument("--lang", default=DEFAULT, help="the language it is written in (else English)")
    reading.add_argument("--now", type=datetime.fromisoformat, help="the patient's time, in ISO 8601 (else today)")
    return face


async def _until_signal(work: Awaitable[None]) -> None:
    """Let it run until it ends or Ctrl-C or a polite kill comes."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_log_stray)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def _log_stray(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An exception that nobody waited for: asyncio's own line would hold its words."""
    log.error("stray exception", exc_info=context.get("exception"))


def tell_understood(wanted: argparse.Namespace) -> int:
    """Answer line by line, until there is none left or nobody reads on."""
    t, now = Languages(LOCALES).of(wanted.lang), wanted.now or Clock().now()
    try:
        understand(as_kind(wanted.kind, t, now.date(), LOCALES), sys.stdin.buffer, sys.stdout.buffer)
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        # else Python tries once more to write the rest when it ends, and complains
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def tell_status(settings: Settings, as_json: bool) -> int:
    """Print how the reminders are doing; 1 where messages are due and nobody sends them. Stop if it cannot be read."""
    now = Clock().now()
    found = _seen(settings, look, now)
    print(status.as_json(found) if as_json else status.as_lines(found, now))
    return 1 if found.silent else 0


def tell_questions(settings: Settings, as_json: bool) -> int:
    """Print what was asked that no page answers. Stop if it cannot be read."""
    found = _seen(settings, look_at_asked)
    print(asked.as_json(found) if as_json else asked.as_lines(found))
    return 0


def _seen(settings: Settings, look_at: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What there is to see in the database of the program that runs beside."""
    try:
        return reader.read(settings.database_url_for(sandbox=not settings.on_telegram), look_at, *args, **kwargs)
    except reader.Missing:
        raise Stop("There is no database yet. Start the bot first: python -m bot run") from None
    except Unavailable as error:
        raise Stop(f"The database cannot be read ({error}). Has this version of the bot run with it once?") from None


async def _run(settings: Settings, wanted: argparse.Namespace) -> None:
    await (_on_telegram(settings) if settings.on_telegram else _in_sandbox(settings, wanted.fresh))


async def _on_telegram(settings: Settings) -> None:
    settings.folder(sandbox=False).mkdir(parents=True, exist_ok=True)
    try:
        async with AsyncExitStack() as opened:
            program = await _reached(settings, opened)
            print(f"The bot @{program.bot.username} is running. Ctrl-C stops it.", flush=True)
            await app.run(program)
    except InvalidToken:
        raise Stop("TELEGRAM_BOT_TOKEN: Telegram does not know this token. Ask @BotFather for it again.") from None
    except Taken:
        raise Stop("Another program already runs this bot (same token). This one stops; the other goes on.") from None
    except TelegramError as error:
        raise Stop(f"Telegram cannot be reached at {settings.telegram_api_url} ({type(error).__name__}).") from None
    except Unavailable as error:
        raise Stop(
            f"DATABASE_URL: the database cannot be used ({error}). Is it running, and is the address right?"
        ) from None


async def _reached(settings: Settings, opened: AsyncExitStack) -> app.Program:
    """The program once Telegram knows it, however long that takes."""
    url, wait = settings.database_url_for(sandbox=False), FIRST_WAIT
    while True:
        try:
            program = app.open_program(url, settings.token, Clock(), api_url=settings.telegram_api_url, pace=RATE)
            return await opened.enter_async_context(program)
        except InvalidToken:
            raise
        except TelegramError as error:
            if wait == FIRST_WAIT:
                trouble = f"Telegram cannot be reached at {settings.telegram_api_url} ({type(error).__name__})."
                print(f"{trouble} The bot goes on trying.", file=sys.stderr, flush=True)
            asked = seconds(error) if isinstance(error, RetryAfter) else 0.0
        await asyncio.sleep(max(wait, asked))
        wait = min(2 * wait, LONGEST_WAIT)


async def _in_sandbox(settings: Settings, fresh: bool) -> None:
    folder = settings.folder(sandbox=True)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock()
    sandbox = Sandbox(clock, folder)
    url = settings.database_url_for(sandbox=True)
    try:
        async with app.open_program(url, SANDBOX_TOKEN, clock, InProcess(sandbox), pace=RATE) as program:
            await _serve(settings, sandbox, lambda: app.run(program), program)
    finally:
        sandbox.close()


async def _sandbox(settings: Settings, wanted: argparse.Namespace) -> None:
    folder = settings.folder(sandbox=True) / "alone"
    if wanted.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    sandbox = Sandbox(Clock(), folder, wanted.token)
    try:
        await _serve(settings, sandbox, asyncio.Event().wait, None)
    finally:
        sandbox.close()


async def _serve(
    settings: Settings, sandbox: Sandbox, work: Callable[[], Awaitable[object]], program: app.Program | None
) -> None:
    """Serve the sandbox and print where to click, while `work` goes on."""
    try:
        async with serving(build(sandbox, program), sandbox, settings.sandbox_port) as port:
            address = f"http://127.0.0.1:{port}"
            if program is None:
                print(f"The sandbox serves the Bot API at {address} (docs/sandbox.md). Ctrl-C stops it.", flush=True)
            else:
                print(f"\n    Chat with the bot here:  {address}\n\n(Ctrl-C stops it.)", flush=True)
            await work()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"SANDBOX_PORT: port {settings.sandbox_port} cannot be used ({reason}). Choose another.") from None


if __name__ == "__main__":
    sys.exit(main())
