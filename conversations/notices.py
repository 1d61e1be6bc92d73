"""Answers to what the bot announces of itself: a phase that nears its end, a visit that is over."""

from bot.care import endings, visits
from bot.views import notices as views
from bot.views.checklist_buttons import AskAtVisit, StillSo, VisitOver
from conversations import checklist, schedule
from conversations.talk import Talk


async def on_still_so(talk: Talk, action: StillSo) -> None:
    """The clinician still wants it so; where that plan is in force no more, what is."""
    await talk.toast()
    known = talk.patient is not None
    if known and await talk.db.run(endings.still_so, talk.chat, action.version, action.phase, talk.now):
        await talk.replace(views.still_so(talk.t))
    else:
        await schedule.on_schedule(talk)


async def on_ask_at_visit(talk: Talk, _action: AskAtVisit) -> None:
    """I do not know: it is a question for the next visit."""
    await talk.toast()
    if talk.patient is None:
        await checklist.on_checklist(talk)
    else:
        await talk.db.run(endings.ask_at_visit, talk.chat, talk.now)
        await talk.replace(views.to_ask(talk.t))


async def on_visit_over(talk: Talk, action: VisitOver) -> None:
    """There is nothing to tell of it."""
    await talk.toast()
    if talk.patient is None:
        await checklist.on_checklist(talk)
    else:
        await talk.db.run(visits.closed, talk.chat, action.visit, talk.now)
        await talk.replace(views.visit_over(talk.t))
