"""Changing a plan without losing its history: what can be changed, what was done, and taking it back."""

from collections.abc import Sequence
from typing import Any

from bot.care import changes, doses, leaving, plan_facts, regimens
from bot.care.changes import Changed, Overtaken, TooLate, Undone, UndoneBefore
from bot.care.leaving import LeftOut
from bot.care.past import Kind
from bot.care.regimens import Saved
from bot.domain import plan_facts as facts
from bot.domain.dose import State
from bot.domain.plan_facts import PlanFacts
from bot.views import changes as views
from bot.views import menu, schedule, start
from bot.views.buttons import UndoChange
from bot.views.plan_buttons import Change, ChangePlan, LeaveIn
from conversations import backfill, moves, steps
from conversations.talk import Script, Talk

# which script each change is, and what it knows beside the plan
MOVE, LEAVE, HAD = "move", "leave", "had"
# by which name a button begins what; a move that is begun anew may be of one or of all, so that is asked again
BEGUN_BY = {"change": Change.MENU, MOVE: Change.MENU, LEAVE: Change.LEAVE, HAD: Change.HAD}


async def begin(talk: Talk, what: Change = Change.MENU) -> None:
    """Change a plan; where several are in force it is asked which."""
    plans = await _plans(talk)
    if len(plans) == 1:
        await _open(talk, plans[0], what)
    elif plans:
        await talk.show(views.which_plan(talk.t, await _running(talk), what))


async def on_change(talk: Talk, action: ChangePlan) -> None:
    """A tap on one of the changes of a version."""
    await talk.toast()
    plans = await _plans(talk)
    plan = next((one for one in plans if one.version == action.version), None)
    if plan is not None:
        await _open(talk, plan, action.what)
    elif plans:
        await talk.show(views.overtaken(talk.t, await _running(talk)))


async def _open(talk: Talk, plan: PlanFacts, what: Change) -> None:
    coming = facts.coming(plan, talk.now, 1)
    if what is Change.MENU:
        await talk.show(views.change_menu(talk.t, (plan.version, plan.regimen, plan.zone, coming)))
        return
    if not coming and what is not Change.HAD:
        await talk.show(views.nothing_ahead(talk.t))
        return
    known: dict[str, Any] = {"zone": talk.zone, "plan": facts.to_facts_record(plan)}
    match what:
        case Change.MOVE | Change.ALL:
            await steps.begin(talk, MOVE, known | {"following": what is Change.ALL})
        case Change.LEAVE:
            await steps.begin(talk, LEAVE, known)
        case Change.HAD:
            gaps = [local.isoformat() for local in facts.gaps(plan, talk.now, backfill.OFFERED)]
            await steps.begin(talk, HAD, known | {"gaps": gaps})


async def began_unknown(talk: Talk, version: int) -> bool:
    """Whether that version has dates behind it, and not one injection of its course is on record."""
    plans = await talk.db.run(plan_facts.plans, talk.chat, talk.now)
    return any(not plan.had and facts.gaps(plan, talk.now, 1) for plan in plans if plan.version == version)


async def show_moved(talk: Talk, done: Changed | Overtaken) -> None:
    """Where the dates are now."""
    if isinstance(done, Changed):
        await talk.show(views.moved(talk.t, _as_plan(done.saved), done.change))
    else:
        await _show_overtaken(talk)


async def show_left_out(talk: Talk, done: LeftOut | Overtaken) -> None:
    """It is noted as skipped."""
    if isinstance(done, LeftOut):
        await talk.show(views.left_out(talk.t, _as_plan(done.saved), done.was, done.dose))
    else:
        await _show_overtaken(talk)


async def show_noted(talk: Talk, done: Changed | Overtaken) -> None:
    """They are on record."""
    if isinstance(done, Changed):
        await talk.show(views.noted(talk.t, _as_plan(done.saved), done.noted, done.change))
    else:
        await _show_overtaken(talk)


async def on_undo(talk: Talk, action: UndoChange) -> None:
    """Take a change back within a day; whatever becomes of it is told together with the dates as they are now."""
    outcome = await talk.db.run(changes.undo, talk.chat, action.change, talk.now)
    if outcome is None:
        await talk.toast(menu.wrong_start(talk.t))
        return
    await talk.toast()
    plans = await _running(talk)
    match outcome:
        case Undone(kind):
            await talk.replace(_UNDONE[kind](talk.t, plans))
        case UndoneBefore():
            await talk.replace(views.undone_before(talk.t, plans))
        case TooLate():
            await talk.replace(views.too_late(talk.t, plans))
        case Overtaken():
            await talk.replace(views.undo_overtaken(talk.t, plans))


async def on_leave_in(talk: Talk, action: LeaveIn) -> None:
    """The injection that was left out comes after all, within a day and while it is still ahead."""
    injection = await talk.db.run(doses.look, talk.chat, action.dose)
    if injection is None:
        await talk.toast(menu.wrong_start(talk.t))
        return
    if injection.dose.state is State.SKIPPED and injection.dose.due > talk.now:
        tap = doses.Tap(talk.chat, action.dose, talk.now, talk.update)
        recorded = await talk.db.run(doses.undo, tap)
        injection = recorded.injection if recorded else injection
    await talk.toast()
    back = injection.dose.state is State.OPEN and injection.dose.due > talk.now
    words = views.left_in if back else views.not_left_in
    await talk.replace(words(talk.t, await _running(talk)))


_UNDONE = {
    Kind.SHIFT: views.shift_undone,
    Kind.ENTERED: views.plan_undone,
    Kind.ENDED: views.end_undone,
    Kind.HAD: views.had_undone,
}

SCRIPTS = {
    MOVE: Script(moves.move, changes.move, show_moved),
    LEAVE: Script(moves.leave, leaving.leave_out, show_left_out),
    HAD: Script(backfill.play, changes.had_all, show_noted),
}


async def _show_overtaken(talk: Talk) -> None:
    await talk.show(views.overtaken(talk.t, await _running(talk)))


async def _plans(talk: Talk) -> Sequence[PlanFacts]:
    """The plans in force; where there is none, the way to one is shown."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
    elif talk.patient.zone is None:
        await talk.show(menu.finish_first(talk.t))
    else:
        plans = await talk.db.run(plan_facts.plans, talk.chat, talk.now)
        if not plans:
            await talk.show(schedule.no_schedule(talk.t))
        return plans
    return ()


async def _running(talk: Talk) -> list[views.Plan]:
    return [_as_plan(saved) for saved in await talk.db.run(regimens.running, talk.chat, talk.now)]


def _as_plan(saved: Saved) -> views.Plan:
    return saved.version, saved.regimen, saved.zone, saved.coming
