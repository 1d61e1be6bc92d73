"""Where each update is received: who speaks is looked up, the right file answers, and trouble is told kindly."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.care.door import Unavailable
from bot.care.patients import NoPatient
from bot.client import Client
from bot.views import menu
from bot.views.buttons import Action, Help
from bot.views.codec import decode
from bot.views.sign_buttons import Happening, React
from conversations import other, safety
from conversations.talk import House, Talk, open_talk, talk_with

log = logging.getLogger(__name__)

Handler = Callable[[Talk], Awaitable[None]]
TapHandler = Callable[[Talk, Any], Awaitable[None]]


async def receive(house: House, bot: Client, update: Update, handler: Handler) -> None:
    """Let the handler answer the update. Whatever fails is logged without its words, and the person is told."""
    try:
        talk = await open_talk(house, bot, update)
    except Unavailable:
        log.error("database unavailable", extra={"update": update.update_id})
        unknown = talk_with(house, bot, update, house.clock.now(), None)
        await _whole(unknown, lambda talk: _without_records(talk, handler))
        return
    try:
        await _whole(talk, handler)
    except Forbidden:
        log.info("unreachable", extra={"update": update.update_id})
    except NoPatient:
        talk.patient = None
        await other.on_menu(talk)
    except (Unavailable, TelegramError) as error:
        log.warning("not answered", extra={"update": update.update_id, "error": type(error).__name__})
        await _apologise(talk, out_of_order=isinstance(error, Unavailable))
    except Exception:
        # a bug of ours in one chat: told here, logged for the operator, and over for the others
        log.exception("handler failed", extra={"update": update.update_id})
        await _apologise(talk, out_of_order=False)


async def _whole(talk: Talk, handler: Handler) -> None:
    """The handler, and what it lets run alongside."""
    try:
        await handler(talk)
    except asyncio.CancelledError:
        talk.call_off()
        raise
    finally:
        await talk.end()


def tap_handler(routes: Mapping[type[Action], TapHandler]) -> Handler:
    """The handler of taps: the button's meaning decides who answers; an unknown button gets a kind line."""

    async def on_tap(talk: Talk) -> None:
        action = decode(talk.query.data or "") if talk.query else None
        if action is None:
            await talk.toast(menu.wrong_start(talk.t))
            await other.on_menu(talk)
        else:
            await routes[type(action)](talk, action)

    return on_tap


def on_command(handler: Handler) -> Handler:
    """The handler of a command: words that follow it are none of its business, but a warning sign in them is met."""

    async def then_listen(talk: Talk) -> None:
        try:
            await handler(talk)
        finally:
            if talk.said.strip():
                await safety.listen(talk)

    return handler if handler is safety.on_help else then_listen


async def _without_records(talk: Talk, handler: Handler) -> None:
    """The database is out of reach: help still works, everything else is put off kindly."""
    action = decode((talk.query.data or "") if talk.query else "")
    if handler is safety.on_help or isinstance(action, Help):
        await safety.on_help(talk)
    elif isinstance(action, Happening | React):
        await handler(talk)
    elif not (talk.said.strip() and await safety.listen(talk, own=handler is other.on_text)):
        await _apologise(talk, out_of_order=True)


async def _apologise(talk: Talk, out_of_order: bool) -> None:
    try:
        await other.apologise(talk, out_of_order)
    except TelegramError as error:
        log.warning("no apology", extra={"update": talk.update, "error": type(error).__name__})
