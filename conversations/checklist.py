"""/checklist: the questions for the clinician, all on one screen; one with its history; asking them; sending them."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.care import checklist as care
from bot.care import drafts, own_questions, regimens, visits
from bot.care.door import Session
from bot.care.regimens import Saved
from bot.domain.checklist import CORE, MORE, Checklist, Item, Status, is_open, open_items
from bot.domain.contradictions import contradictions, phase_now
from bot.domain.patient import Prescriber
from bot.domain.regimen import wall
from bot.reports.page import render
from bot.views import checklist as views
from bot.views import checklist_page, start
from bot.views import contradictions as clear_up
from bot.views.checklist import Standing
from bot.views.checklist_buttons import EditItem, Forward, MakePlan, Print, ShowItem, Tell
from conversations import asking, filled, schedule, steps
from conversations.talk import Script, Talk

NAME = "checklist"


def keep(session: Session, chat: int, told: asking.Told, now: datetime) -> Checklist:
    """Note what was told, in the transaction that ends the dialogue; of its visit nothing more is asked."""
    if told.visit is not None:
        visits.closed(session, chat, told.visit, now)
    return care.note(session, chat, told.entries, now)


async def show(talk: Talk, _checklist: Checklist) -> None:
    """It is kept: the whole as it stands now."""
    await talk.show(views.overview(talk.t, await _standing(talk), saved=True))


SCRIPT = Script(asking.play, keep, show)


async def on_checklist(talk: Talk) -> None:
    """The whole on one screen; before there is a patient with a clock, what to ask a clinician."""
    if _ready(talk):
        await talk.show(views.overview(talk.t, await _standing(talk)))
    else:
        await talk.show(start.questions(talk.t))


async def begin(talk: Talk, anew: bool = False) -> None:
    """The questions that are open: the five first, then the others if they are wanted."""
    if not _ready(talk):
        await on_checklist(talk)
        return
    checklist = await talk.db.run(care.look, talk.chat, talk.now)
    items = [item for item in CORE if is_open(checklist, item)]
    more = [item for item in MORE if item not in checklist or is_open(checklist, item)]
    known = _known(checklist, items, more) if items else _known(checklist, more)
    if items or more:
        await (steps.begin if anew else steps.begin_or_offer)(talk, NAME, known)
    else:
        await on_checklist(talk)


async def on_tell(talk: Talk, action: Tell) -> None:
    """After a visit: what was answered to the questions that were open?"""
    await talk.toast()
    if not _ready(talk):
        await on_checklist(talk)
        return
    await _keep_unfinished(talk)
    checklist = await talk.db.run(care.look, talk.chat, talk.now)
    items = open_items(checklist)
    if items:
        await steps.begin(talk, NAME, _known(checklist, items) | {"asked": True, "visit": action.visit or None})
    else:
        await talk.db.run(visits.closed, talk.chat, action.visit, talk.now)
        await on_checklist(talk)


async def on_edit(talk: Talk, action: EditItem) -> None:
    """One question again."""
    await talk.toast()
    if not _ready(talk):
        await on_checklist(talk)
        return
    await _keep_unfinished(talk)
    checklist = await talk.db.run(care.look, talk.chat, talk.now)
    entry = checklist.get(action.item)
    asked = entry is not None and entry.status is not Status.ANSWERED
    await steps.begin(talk, NAME, _known(checklist, [action.item]) | {"asked": asked})


async def _keep_unfinished(talk: Talk) -> None:
    """Another dialogue takes the place of the one that was left: what was told in it so far is kept."""
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    if draft is not None and draft.answers and talk.update not in draft.seen:
        told = asking.so_far(steps.scene_of(talk, draft), draft.answers)
        await talk.db.run(drafts.finish, draft, keep, told, talk.now, talk.update)


def _known(checklist: Checklist, items: Iterable[Item], more: Iterable[Item] = ()) -> dict[str, Any]:
    """What the script knows from its start."""
    before = {
        item: {"picked": list(entry.answer.picked), "words": entry.answer.words}
        for item, entry in checklist.items()
        if entry.answer is not None
    }
    return {"items": list(items), "more": list(more), "before": before}


async def on_make_plan(talk: Talk, _action: MakePlan) -> None:
    """Enter a plan of which phase, amount and schedule are known; its own preview still has to be confirmed."""
    await talk.toast()
    checklist = await talk.db.run(care.look, talk.chat, talk.now) if _ready(talk) else {}
    if filled.is_enough(checklist):
        await schedule.begin_with(talk, filled.answers(checklist), filled.kind(checklist))
    else:
        await on_checklist(talk)


async def on_items(talk: Talk) -> None:
    """Which one?"""
    if _ready(talk):
        await talk.show(views.items(talk.t, await talk.db.run(care.look, talk.chat, talk.now)))
    else:
        await on_checklist(talk)


async def on_item(talk: Talk, action: ShowItem) -> None:
    """One question with its whole answer and its history."""
    await talk.toast()
    if _ready(talk):
        history = await talk.db.run(care.history, talk.chat, action.item)
        await talk.replace(views.one(talk.t, action.item, history, talk.zone))
    else:
        await on_checklist(talk)


async def on_send(talk: Talk) -> None:
    """As what shall it be sent?"""
    if _ready(talk):
        await talk.show(views.send(talk.t))
    else:
        await on_checklist(talk)


async def on_tongues(talk: Talk) -> None:
    """In which language shall the page be?"""
    if _ready(talk):
        await talk.show(views.tongues(talk.t, talk.house.languages.names))
    else:
        await on_checklist(talk)


async def on_forward(talk: Talk, _action: Forward) -> None:
    """The whole as plain messages, then the way on."""
    await talk.toast()
    if not _ready(talk):
        await on_checklist(talk)
        return
    for view in views.forward(talk.t, await _sent(talk)):
        await talk.show(view)
    await talk.show(views.after_forward(talk.t))


async def on_print(talk: Talk, action: Print) -> None:
    """The whole as a page in that language, set in a thread: it takes a while."""
    await talk.toast()
    if not _ready(talk):
        await on_checklist(talk)
        return
    standing, today = await _sent(talk), wall(talk.now, talk.zone).date()
    t = talk.house.languages.of(action.language)
    doubts = [clear_up.sentence(t, one, standing.plans > 1) for one in standing.doubts]
    page = checklist_page.page(t, standing.checklist, standing.visit, today, talk.zone, doubts, standing.own)
    file = checklist_page.as_file(await asyncio.to_thread(render, page))
    await talk.show(views.printed(talk.t, file))


async def _sent(talk: Talk) -> Standing:
    """The same with what was told in a dialogue that was left: a clinic is not asked what was answered already."""
    standing = await _standing(talk)
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    told = asking.so_far(steps.scene_of(talk, draft), draft.answers).entries if draft is not None else ()
    return replace(standing, checklist={**standing.checklist, **{entry.item: entry for entry in told}})


async def _standing(talk: Talk) -> Standing:
    """All that the overview shows."""
    checklist = await talk.db.run(care.look, talk.chat, talk.now)
    running = await talk.db.run(regimens.running, talk.chat, talk.now, 1)
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    return Standing(
        checklist=checklist,
        zone=talk.zone,
        visit=await talk.db.run(visits.coming, talk.chat, talk.now),
        doubts=contradictions(checklist, [(saved.regimen, _phase(saved)) for saved in running]),
        plans=len(running),
        begun=draft is not None and bool(draft.answers),
        own=await talk.db.run(own_questions.waiting, talk.chat),
        can_plan=not running and _is_prescribed(talk) and filled.is_enough(checklist),
    )


def _phase(saved: Saved) -> int | None:
    return phase_now(saved.coming[0].key if saved.coming else None)


def _is_prescribed(talk: Talk) -> bool:
    return talk.patient is not None and talk.patient.prescriber is not Prescriber.NOBODY


def _ready(talk: Talk) -> bool:
    """Whether there is a patient whose clock is known."""
    return talk.patient is not None and talk.patient.zone is not None
