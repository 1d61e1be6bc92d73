"""What wakes: one tick plans, claims what is due, words it in the patient's language, sends it and notes the result."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot

from bot import transport
from bot.care import outbox, planning
from bot.care.door import Door, Unavailable
from bot.care.outbox import MISSED, Outgoing, Result
from bot.i18n import Languages
from bot.views import doses
from bot.views.screen import View

log = logging.getLogger(__name__)

GoOn = Callable[[], bool]


async def tick(db: Door, bot: Bot, languages: Languages, now: datetime, go_on: GoOn = lambda: True) -> datetime | None:
    """Do all that is due at `now`; when there is next something to do. Running it twice does nothing twice.

    `go_on` is asked before each message: once it says no, what is left waits for the next tick.
    """
    await plan(db, now)
    while go_on() and (nudge_id := await db.run(outbox.first_due, now)) is not None:
        try:
            outgoing = await db.run(outbox.claim, nudge_id, now)
        except Unavailable:
            raise
        except Exception:
            # a row that our own code cannot read: set it aside, tell the operator, and go on with the others
            log.exception("unclaimable", extra={"nudge": nudge_id})
            await db.run(outbox.park, nudge_id)
            continue
        if outgoing is not None:
            await send(db, bot, languages, outgoing, now)
    return await db.run(outbox.next_due)


async def plan(db: Door, now: datetime) -> None:
    """Plan every regimen that needs it, each in a transaction of its own."""
    while regimens := await db.run(planning.due, now):
        for regimen_id in regimens:
            try:
                await db.run(planning.plan, regimen_id, now)
            except Unavailable:
                raise
            except Exception:
                log.exception("unplannable", extra={"regimen": regimen_id})
                await db.run(planning.park, regimen_id)


async def send(db: Door, bot: Bot, languages: Languages, outgoing: Outgoing, now: datetime) -> None:
    """Send one claimed message, note what became of it, and take the old buttons away."""
    chat = outgoing.patient.chat
    try:
        view = word(languages, outgoing)
    except Exception:
        # our own bug, in one patient's words: park this message, tell the operator, and go on with the others
        log.exception("unworded", extra={"nudge": outgoing.nudge})
        await db.run(outbox.settle, outgoing, Result.BROKEN, now)
        return
    delivery = await transport.deliver(bot, chat, view)
    result, message_id, again_at = _result(delivery, now)
    earlier = await db.run(outbox.settle, outgoing, result, now, message_id, again_at)
    log.info("reminder", extra={"nudge": outgoing.nudge, "notice": outgoing.notice, "result": result.value})
    if isinstance(delivery, transport.Broken):
        log.error("refused", extra={"nudge": outgoing.nudge})
    for old in earlier:
        await transport.strip(bot, chat, old)


def word(languages: Languages, outgoing: Outgoing) -> View:
    """The message in the patient's language and zone of today."""
    patient, t = outgoing.patient, languages.of(outgoing.patient.language)
    zone = patient.zone or "UTC"
    if outgoing.notice == MISSED:
        return doses.missed(t, outgoing.injection, zone, patient.discreet, outgoing.coming)
    return doses.reminder(t, outgoing.injection, zone, patient.discreet, outgoing.nth, outgoing.repeat, outgoing.late)


def _result(delivery: transport.Delivery, now: datetime) -> tuple[Result, int | None, datetime | None]:
    match delivery:
        case transport.Sent(message_id):
            return Result.SENT, message_id, None
        case transport.Later(None):
            return Result.LATER, None, None
        case transport.Later(float() as seconds):
            return Result.LATER, None, now + timedelta(seconds=seconds)
        case transport.Unsure():
            return Result.UNSURE, None, None
        case transport.Gone():
            return Result.GONE, None, None
        case _:
            return Result.BROKEN, None, None
