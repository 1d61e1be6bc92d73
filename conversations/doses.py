"""What a person says or taps about an injection: taken, later, skip, undo; /today, and a bare "done"."""

from bot.care import doses
from bot.care.doses import Postponed, Recorded, Tap
from bot.domain import dose as rules
from bot.domain.red_flags import clauses
from bot.views import ask_dose, menu, overview, start
from bot.views import doses as views
from bot.views.buttons import LaterMenu, RemindLater, Skip, Take, TakeWhen, Undo
from conversations import read
from conversations.talk import Talk


async def on_take(talk: Talk, action: Take) -> None:
    """Taken."""
    await _answer(talk, await talk.db.run(doses.take, _tap(talk, action.dose)))


async def on_take_when(talk: Talk, action: TakeWhen) -> None:
    """Taken, and when."""
    await _answer(talk, await talk.db.run(doses.take, _tap(talk, action.dose), action.when))


async def on_skip(talk: Talk, action: Skip) -> None:
    """Skip: asked back once, then noted."""
    if action.sure:
        await _answer(talk, await talk.db.run(doses.skip, _tap(talk, action.dose)))
        return
    injection = await talk.db.run(doses.look, talk.chat, action.dose)
    if injection is None:
        await talk.toast(views.not_yours(talk.t))
        return
    await talk.toast()
    await talk.replace(ask_dose.skip_sure(talk.t, injection, talk.zone))


async def on_undo(talk: Talk, action: Undo) -> None:
    """That was a mistake."""
    await _answer(talk, await talk.db.run(doses.undo, _tap(talk, action.dose)))


async def on_later_menu(talk: Talk, action: LaterMenu) -> None:
    """The choices of later."""
    injection = await talk.db.run(doses.look, talk.chat, action.dose)
    if injection is None:
        await talk.toast(views.not_yours(talk.t))
        return
    await talk.toast()
    choices = await talk.db.run(doses.choices, talk.chat, action.dose, talk.now)
    await talk.replace(views.later_menu(talk.t, injection, talk.zone, choices))


async def on_later(talk: Talk, action: RemindLater) -> None:
    """Remind me again then."""
    match await talk.db.run(doses.later, talk.chat, action.dose, action.choice, talk.now):
        case Postponed(at, injection):
            await talk.toast()
            await talk.replace(views.postponed(talk.t, injection, at, talk.zone))
        case other:
            await _answer(talk, other)


def _tap(talk: Talk, dose: int) -> Tap:
    return Tap(talk.chat, dose, talk.now, talk.update)


async def _answer(talk: Talk, recorded: Recorded | None) -> None:
    """Word what became of a tap, in place of the card that was tapped."""
    if recorded is None:
        await talk.toast(views.not_yours(talk.t))
        return
    t, zone, injection = talk.t, talk.zone, recorded.injection
    match recorded.outcome:
        case rules.Taken() | rules.Amended() | rules.Skipped():
            await talk.toast()
            card = views.noted(t, injection, recorded.coming, zone, recorded.that_day, recorded.fresh)
            await talk.replace(card)
        case rules.Already() if injection.dose.recorded_at is not None:
            await talk.toast(views.already_toast(t, injection, zone))
            await talk.replace(views.already(t, injection, zone))
        case rules.TooSoon():
            await talk.toast()
            await talk.replace(ask_dose.too_soon(t, injection, zone))
        case rules.Reopened() | rules.Already() if injection.dose.state is rules.State.OPEN:
            await talk.toast()
            discreet = talk.patient is not None and talk.patient.discreet
            await talk.replace(views.reopened(t, injection, zone, discreet))
        case rules.Closed() | rules.Reopened() | rules.Already():
            await talk.toast()
            await talk.replace(ask_dose.closed(t, injection, zone))


async def on_today(talk: Talk) -> None:
    """/today: what waits, what was last, what comes next."""
    patient = talk.patient
    if patient is None:
        await talk.show(start.not_yet(talk.t))
    elif patient.zone is None:
        await talk.show(menu.finish_first(talk.t))
    else:
        facts = await talk.db.run(doses.today, talk.chat, talk.now)
        await talk.show(overview.today(talk.t, facts, talk.zone, patient.paused(talk.now), talk.now))


def _says_done(talk: Talk) -> bool:
    """Whether a patient typed nothing but "done", in their language."""
    return talk.patient is not None and read.is_one_of(talk.text, talk.t.words.replies["taken"])


async def listen(talk: Talk) -> bool:
    """A bare "done" outside or inside a dialogue: asked back with one tap where a dose is due. Whether it was one."""
    if not _says_done(talk):
        return False
    injection = await talk.db.run(doses.due_now, talk.chat, talk.now)
    if injection is not None:
        await talk.show(ask_dose.did_you_have_it(talk.t, injection, talk.zone))
    return injection is not None


async def nothing_due(talk: Talk) -> bool:
    """A bare "done" that no dialogue took, while nothing is due. Whether it was one."""
    if not _says_done(talk):
        return False
    facts = await talk.db.run(doses.today, talk.chat, talk.now)
    await talk.show(ask_dose.nothing_open(talk.t, facts.coming, talk.zone))
    return True


async def record_in_passing(talk: Talk) -> bool:
    """An injection that is told of beside something urgent is recorded at once; asked about where it may be another.

    Whether one is told of.
    """
    replies = talk.t.words.replies["taken"]
    if talk.patient is None or not any(read.is_one_of(part, replies) for part in clauses(talk.said)):
        return False
    waiting = (await talk.db.run(doses.today, talk.chat, talk.now)).waiting
    if len(waiting) > 1:
        await talk.show(ask_dose.did_you_have_it(talk.t, waiting[-1], talk.zone))
    for one in waiting if len(waiting) == 1 else ():
        recorded = await talk.db.run(doses.take, Tap(talk.chat, one.dose.id, talk.now, talk.update))
        if recorded is not None:
            await _answer(talk, recorded)
    return bool(waiting)
