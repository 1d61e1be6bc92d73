"""/schedule and /next: the plans in force, and entering, changing, ending one or starting it again."""

from collections.abc import Sequence
from typing import Any

from bot.care import drafts, regimens
from bot.care.drafts import Answers
from bot.care.regimens import Entered, Saved
from bot.domain.patient import Patient, Prescriber
from bot.domain.regimen import wall
from bot.domain.regimen_record import to_record
from bot.views import coming, dialogue, menu, schedule, start
from bot.views.buttons import EndPlan
from bot.views.plan_buttons import DayBefore, EditPlan, StartAgain
from bot.views.screen import View
from bot.views.sheet import Sheet
from conversations import changes, entering, read, steps, told
from conversations.talk import Script, Talk

NAME = "schedule"


async def show(talk: Talk, saved: Saved) -> None:
    """It is in force."""
    began = saved.version if await changes.began_unknown(talk, saved.version) else None
    await talk.show(schedule.saved(talk.t, saved.coming, saved.zone, saved.change, began))


SCRIPT = Script(entering.play, regimens.enter, show)


async def on_schedule(talk: Talk) -> None:
    """/schedule: each plan in force, then the one half entered; where there is neither, the way to enter one."""
    if await _ready(talk) is None:
        return
    running = await talk.db.run(regimens.running, talk.chat, talk.now)
    for saved in running:
        await talk.show(_in_force(talk, saved, running))
    if await _half_entered(talk, running):
        await talk.show(dialogue.unfinished(talk.t, NAME))
    elif not running:
        last = await talk.db.run(regimens.ended_last, talk.chat, talk.now)
        await talk.show(schedule.no_schedule(talk.t, None if last is None else (last.version, last.regimen.medicine)))


def _in_force(talk: Talk, saved: Saved, running: Sequence[Saved]) -> View:
    """One plan with its place among all."""
    today = wall(talk.now, saved.zone).date()
    sheet = Sheet(saved.regimen, saved.zone, today, saved.past, saved.day_before, saved.book_weeks)
    return schedule.in_force(talk.t, sheet, saved.version, (running.index(saved) + 1, len(running)))


async def _half_entered(talk: Talk, running: Sequence[Saved]) -> bool:
    """Whether answers wait that would be lost; an edit in which nothing was changed yet is none."""
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    if draft is None or not draft.answers:
        return False
    edited = next((saved for saved in running if saved.version == draft.known.get("edits")), None)
    return edited is None or draft.answers != told.answers(_as_entered(edited))


async def begin(talk: Talk, anew: bool = False) -> None:
    """Enter a plan from its first question; one that is half entered is offered first, unless it is begun `anew`."""
    patient = await _ready(talk)
    if patient is not None:
        running = await talk.db.run(regimens.running, talk.chat, talk.now)
        start_it = steps.begin_or_offer if not anew and await _half_entered(talk, running) else steps.begin
        await start_it(talk, NAME, _known(patient, running))


async def begin_with(talk: Talk, answers: Answers, kind: str | None) -> None:
    """Enter a plan of which these answers and the phase's kind are known; one half entered is offered first."""
    patient = await _ready(talk)
    if patient is None:
        return
    running = await talk.db.run(regimens.running, talk.chat, talk.now)
    if await _half_entered(talk, running):
        await talk.show(dialogue.unfinished(talk.t, NAME))
    else:
        known = _known(patient, running) | {"kind": kind}
        await steps.ask(talk, await talk.db.run(drafts.begin, talk.chat, NAME, known, talk.now, talk.update, answers))


def _known(patient: Patient, running: Sequence[Saved]) -> dict[str, Any]:
    """What the script knows from its start."""
    quiet = [read.iso(patient.quiet.start), read.iso(patient.quiet.end)]
    plans = [[saved.version, saved.regimen.medicine] for saved in running]
    given = {str(saved.version): _given(saved) for saved in running if saved.past.given}
    return {"zone": patient.zone, "quiet": quiet, "running": plans, "given": given}


def _given(saved: Saved) -> dict[str, Any]:
    """What the dates of a plan that takes this one's place may hang on."""
    given = [[*key, at.isoformat()] for key, at in saved.past.given.items()]
    return {"told": to_record(saved.regimen), "given": given}


async def on_edit(talk: Talk, action: EditPlan) -> None:
    """Change something: the script with its answers, at the choice of what to ask again."""
    await talk.toast()
    patient = await _ready(talk)
    if patient is None:
        return
    running = await talk.db.run(regimens.running, talk.chat, talk.now)
    saved = next((one for one in running if one.version == action.version), None)
    if saved is None:
        await on_schedule(talk)
    elif await _half_entered(talk, running):
        await talk.show(dialogue.unfinished(talk.t, NAME))
    else:
        beside = {"edits": saved.version, "clock": saved.zone, "day_before": saved.day_before}
        known = _known(patient, running) | beside | {"moved": bool(saved.past.shifts)}
        answers = told.answers(_as_entered(saved))
        draft = await talk.db.run(drafts.begin, talk.chat, NAME, known, talk.now, talk.update, answers)
        prompt = entering.what_to_change(talk.t, saved.regimen.phases)
        await steps.show(talk, draft, prompt, can_go_back=False)


async def on_start_again(talk: Talk, action: StartAgain) -> None:
    """Start the plan that ended last again: the same answers, but every date is asked anew."""
    await talk.toast()
    patient = await _ready(talk)
    if patient is None:
        return
    running = await talk.db.run(regimens.running, talk.chat, talk.now)
    last = await talk.db.run(regimens.ended_last, talk.chat, talk.now)
    if running or last is None or last.version != action.version or await _half_entered(talk, running):
        await on_schedule(talk)
        return
    known = _known(patient, running) | {"day_before": last.day_before}
    answers = told.without_dates(told.answers(_as_entered(last)))
    await steps.ask(talk, await talk.db.run(drafts.begin, talk.chat, NAME, known, talk.now, talk.update, answers))


def _as_entered(saved: Saved) -> Entered:
    return Entered(saved.regimen, None, saved.day_before, saved.book_weeks)


async def on_day_before(talk: Talk, action: DayBefore) -> None:
    """Remind on the day before too, or no longer; the plan is shown again as it is now."""
    done = await talk.db.run(regimens.set_wishes, talk.chat, action.version, bool(action.on), talk.now)
    running = await talk.db.run(regimens.running, talk.chat, talk.now) if done else ()
    await talk.toast(schedule.day_before(talk.t, bool(action.on)) if done else None)
    for saved in running:
        if saved.version == action.version:
            await talk.replace(_in_force(talk, saved, running))
    if not done:
        await on_schedule(talk)


async def on_next(talk: Talk) -> None:
    """/next: the coming dates."""
    if await _ready(talk) is None:
        return
    running = await talk.db.run(regimens.running, talk.chat, talk.now, coming.FETCHED)
    if running:
        plans = [(saved.regimen, saved.zone, saved.coming) for saved in running]
        await talk.show(coming.coming_dates(talk.t, plans))
    else:
        await talk.show(schedule.no_schedule(talk.t))


async def on_end(talk: Talk, action: EndPlan) -> None:
    """End the plan: asked back once, then done."""
    await talk.toast()
    if not action.sure:
        running = await talk.db.run(regimens.running, talk.chat, talk.now)
        several = running if len(running) > 1 else ()
        medicine = next((one.regimen.medicine for one in several if one.version == action.version), None)
        await talk.replace(schedule.end_sure(talk.t, action.version, medicine))
        return
    change = await talk.db.run(regimens.end, talk.chat, action.version, talk.now)
    if change is None:
        await on_schedule(talk)
    else:
        await talk.replace(schedule.ended(talk.t, change))


async def _ready(talk: Talk) -> Patient | None:
    """The patient, if a plan may be kept for them; else the way there is shown."""
    patient = talk.patient
    if patient is None:
        await talk.show(start.not_yet(talk.t))
    elif patient.zone is None:
        await talk.show(menu.finish_first(talk.t))
    elif patient.prescriber is Prescriber.NOBODY:
        await talk.show(start.nobody_prescribed(talk.t))
    else:
        return patient
    return None
