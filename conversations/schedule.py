"""/schedule: entering what the clinician prescribed, its preview by dates, and looking at it."""

from datetime import time
from typing import Any

from bot.care import drafts, regimens
from bot.care.regimens import Saved
from bot.domain.amount import Amount
from bot.domain.nudge import QuietHours, is_quiet
from bot.domain.patient import Patient, Prescriber
from bot.domain.regimen import Label, Phase, Regimen, Route
from bot.views import ask_schedule as ask
from bot.views import dialogue, menu, overview, schedule, start
from bot.views.buttons import EndPlan
from bot.views.screen import lines
from conversations import phases, read, steps
from conversations.dialogue import Again, Jump, Play, Question, Scene
from conversations.talk import Script, Talk

NAME = "schedule"
SHOWN = 5


def play(scene: Scene) -> Play[Regimen]:
    """The medicine, its label, the amount, the route, the phases; then the preview that only Yes confirms."""
    t = scene.t
    asked = ask.medicine(t)
    medicine: str = yield Question("medicine", asked, read.words(asked))
    label = yield from _label(scene)
    dose = yield from phases.dose(scene, "dose")
    asked = ask.route(t)
    route: Route = yield Question("route", asked, read.one_of(Route, asked), str)
    regimen = Regimen(medicine, label, route, (yield from phases.phases(scene, dose)))
    note = _notes(scene, regimen.phases)
    yield Question("sure", schedule.preview(t, regimen, scene.known["zone"], note), _sure(scene, regimen, note))
    return regimen


def _label(scene: Scene) -> Play[Label]:
    t = scene.t
    asked = ask.label_text(t)
    text: str = yield Question("label", asked, read.words(asked))
    strengths: dict[str, Amount] = {}
    for _ in range(3):
        asked = ask.strength_kind(t, tuple(strengths))
        left = [kind for kind in ("ampoule", "vial", "ml") if kind not in strengths]
        kind: str = yield Question(f"strength.kind{len(strengths)}", asked, read.one_of((*left, "none"), asked))
        if kind == "none":
            break
        parse = read.strength_per_ml(t) if kind == "ml" else read.amount(t)
        strengths[kind] = yield Question(f"strength.{kind}", ask.strength(t, kind), parse, read.kept_amount)
    return Label(None if text == "skip" else text, strengths.get("ml"), strengths.get("ampoule"), strengths.get("vial"))


def _sure(scene: Scene, regimen: Regimen, note: str | None) -> Any:
    count = len(regimen.phases)
    parts = {part: (part,) for part in ("medicine", "label", "strength", "dose", "route")}
    parts |= {f"phase{n}": (f"phase{n}.",) for n in range(1, count + 1)}

    def parse(said: str) -> str | Again | Jump:
        part = said.removeprefix("edit ")
        if said == "yes":
            return said
        if said.startswith("edit ") and part in parts:
            return Jump(parts[part])
        if said == "change":
            return Again(ask.what_to_change(scene.t, count))
        return Again(schedule.preview(scene.t, regimen, scene.known["zone"], note))

    return parse


def _notes(scene: Scene, told: tuple[Phase, ...]) -> str | None:
    """What else the preview says: that a plan is replaced, that a time lies in quiet hours."""
    replaces = schedule.replaces(scene.t) if scene.known.get("replaces") else None
    start_of_quiet, end_of_quiet = (time.fromisoformat(at) for at in scene.known["quiet"])
    quiet = QuietHours(start_of_quiet, end_of_quiet)
    held = any(is_quiet(at, quiet) for phase in told for at in phase.at)
    quiet_note = schedule.in_quiet_hours(scene.t, start_of_quiet, end_of_quiet) if held else None
    return lines(replaces, quiet_note) or None


async def show(talk: Talk, saved: Saved) -> None:
    """It is in force."""
    shown = [one.local for one in saved.coming]
    await talk.show(schedule.saved(talk.t, shown[:SHOWN], more=len(shown) > SHOWN))


SCRIPT = Script(play, regimens.confirm, show)


async def on_schedule(talk: Talk) -> None:
    """/schedule: the plan in force, the one half entered, or the way to enter one."""
    patient = await _ready(talk)
    if patient is None:
        return
    draft = await talk.db.run(drafts.unfinished, talk.chat, NAME)
    if draft is not None and draft.answers:
        await talk.show(dialogue.unfinished(talk.t, NAME))
        return
    saved = await talk.db.run(regimens.current, talk.chat, talk.now)
    if saved is None:
        await talk.show(schedule.no_schedule(talk.t))
    else:
        await talk.show(schedule.in_force(talk.t, saved.regimen, saved.zone, saved.version))


async def begin(talk: Talk, anew: bool = False) -> None:
    """Enter a plan from its first question; one that is half entered is offered first, unless it is begun `anew`."""
    patient = await _ready(talk)
    if patient is not None:
        quiet = [read.iso(patient.quiet.start), read.iso(patient.quiet.end)]
        start_it = steps.begin if anew else steps.begin_or_offer
        running = await talk.db.run(regimens.current, talk.chat, talk.now)
        await start_it(talk, NAME, {"zone": patient.zone, "quiet": quiet, "replaces": running is not None})


async def on_next(talk: Talk) -> None:
    """/next: the coming dates."""
    if await _ready(talk) is None:
        return
    saved = await talk.db.run(regimens.current, talk.chat, talk.now)
    if saved is None:
        await talk.show(schedule.no_schedule(talk.t))
    else:
        await talk.show(overview.coming_dates(talk.t, saved.regimen, saved.coming))


async def on_end(talk: Talk, action: EndPlan) -> None:
    """End the plan: asked back once, then done."""
    await talk.toast()
    if not action.sure:
        await talk.replace(schedule.end_sure(talk.t, action.version))
        return
    if await talk.db.run(regimens.end, talk.chat, action.version, talk.now):
        await talk.replace(schedule.ended(talk.t))
    else:
        await on_schedule(talk)


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
