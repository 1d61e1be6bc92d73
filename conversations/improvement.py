"""Is there any improvement so far? The answer is kept; where there is none, the clinic is to hear of it."""

from dataclasses import replace
from datetime import datetime

from bot.care import checklist
from bot.care import improvement as care
from bot.care.door import Session
from bot.domain.checklist import Entry, Item, Status
from bot.domain.symptoms import Improvement
from bot.views import improvement as views
from bot.views.sign_buttons import AskWhy, Improved, ShowImprovement
from conversations.talk import Talk


async def on_show(talk: Talk, action: ShowImprovement) -> None:
    """The question."""
    await talk.toast()
    await talk.replace(views.question(talk.t, action.about))


async def on_improved(talk: Talk, action: Improved) -> None:
    """The answer. Where there is none, what to do comes first: it does not wait for the records."""
    await talk.toast()
    no = action.answer is Improvement.NO
    if no:
        await talk.replace(views.noted(talk.t, action.answer, action.about))
    await talk.db.run(care.note, talk.chat, action.answer, action.about, talk.now)
    if not no:
        await talk.replace(views.noted(talk.t, action.answer, action.about))


async def on_ask_why(talk: Talk, _action: AskWhy) -> None:
    """What to expect, and when, is a question for the next visit."""
    await talk.toast()
    await talk.db.run(_ask_at_visit, talk.chat, talk.now)
    await talk.replace(views.to_ask(talk.t))


def _ask_at_visit(session: Session, chat: int, now: datetime) -> None:
    """What was answered to it before is kept beside it."""
    before = checklist.look(session, chat, now).get(Item.TIMELINE)
    asked = Entry(Item.TIMELINE, Status.TO_ASK, now) if before is None else replace(before, status=Status.TO_ASK)
    checklist.note(session, chat, [asked], now)
