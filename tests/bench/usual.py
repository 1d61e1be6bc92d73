"""The usual way, measured: an APScheduler job a reminder, AIORateLimiter, httpx, ConversationHandler."""

import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from tests.bench.gauge import Gauge, options, resident, run, tell

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
TEXT = "<b>Time for your injection</b>\n\n{} due {:%a %d %b %H:%M}\n\nTap once it is done."
BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton(label, callback_data=f"{label}:1") for label in ("Taken", "Later", "Skip")]]
)
QUESTIONS = 10
# jobs that are kept in a database find their function by its name, so it finds the bot here
BOTS: list[Bot] = []
misrouted = [0, 0]


async def remind(chat: int, due: datetime) -> None:
    """What a job does."""
    await BOTS[0].send_message(chat, TEXT.format("Methylcobalamin", due), parse_mode="HTML", reply_markup=BUTTONS)


async def reply(update: Update, context: Context) -> None:
    """Somebody typed."""
    assert update.effective_chat
    await context.bot.send_message(update.effective_chat.id, "Your next injection is tomorrow.", reply_markup=BUTTONS)


async def tapped(update: Update, _context: Context) -> None:
    """Somebody tapped a button."""
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("Noted: you had this injection.")


async def begin(update: Update, context: Context) -> int:
    """The first question."""
    await reply(update, context)
    return 0


def question(number: int) -> Any:
    """The handler of that question's answer; answers say which question they are meant for."""

    async def handle(update: Update, context: Context) -> int:
        assert update.message
        meant = int((update.message.text or "").split()[-1])
        misrouted[0] += meant != number
        misrouted[1] += 1
        await reply(update, context)
        # goes on where the person is, so that one wrong turn counts once
        return meant + 1 if meant + 1 < QUESTIONS else ConversationHandler.END

    return handle


def application(told: dict[str, Any]) -> App:
    """As its documentation builds it."""
    builder: Any = Application.builder().token("1:bench").base_url(f"{told['api_url']}/bot")
    builder = builder.concurrent_updates(bool(told.get("concurrent")))
    if told.get("rate"):
        builder = builder.rate_limiter(AIORateLimiter(overall_max_rate=told["rate"]))
    app: App = builder.build()
    answers: dict[Any, Any] = {
        number: [MessageHandler(filters.Regex("^answer"), question(number))] for number in range(QUESTIONS)
    }
    app.add_handler(ConversationHandler([CommandHandler("start", begin)], answers, []))
    app.add_handler(CallbackQueryHandler(tapped))
    app.add_handler(MessageHandler(filters.TEXT, reply))
    return app


def schedule(scheduler: AsyncIOScheduler, told: dict[str, Any]) -> datetime:
    """One date job a reminder, all at one instant or spread over seconds; when the first is due."""
    first = datetime.now(UTC) + timedelta(seconds=told.get("due_in", 0))
    for number in range(told.get("jobs", 0)):
        due = first + timedelta(seconds=number / told["spread"]) if told.get("spread") else first
        scheduler.add_job(remind, "date", run_date=due, args=[told.get("base", 0) + number, due])
    return first


async def main() -> None:
    """Start as told, say when ready, and go on until told to stop."""
    told = options()
    logging.basicConfig(level=told.get("log", "CRITICAL"))
    gauge = Gauge(told.get("ticking", False))
    gauge.more["misrouted"] = lambda: misrouted
    grace = {"job_defaults": {"misfire_grace_time": None}} if told.get("grace") else {}
    scheduler = AsyncIOScheduler(timezone=UTC, **grace)
    if told.get("store"):
        scheduler.add_jobstore("sqlalchemy", url=told["store"])
    app = application(told)
    BOTS.append(app.bot)
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling()
        began, before = time.perf_counter(), resident()
        scheduler.start(paused=True)
        due = schedule(scheduler, told)
        took = time.perf_counter() - began
        wait = (due - datetime.now(UTC)).total_seconds()
        scheduler.resume()
        tell({"ready": True, "due": time.monotonic() + wait, "start": took, "grown": resident() - before})
        await gauge.stopped.wait()
        gauge.close()
        await app.updater.stop()
        scheduler.shutdown(wait=False)
        await app.stop()


if __name__ == "__main__":
    run(main())
