"""/settings, /pause and /resume: what a patient may change about the bot."""

from datetime import time

from bot.care import patients, travel
from bot.care.drafts import Draft
from bot.care.travel import Move, Moved
from bot.domain.patient import Patient
from bot.domain.travel import Due, Way, from_record
from bot.views import menu, settings, start
from bot.views.buttons import Discreet, Speak
from conversations import pausing, read, steps, where
from conversations.dialogue import Again, Play, Question, Scene
from conversations.talk import Script, Talk


def play_quiet(scene: Scene) -> Play[tuple[time, time]]:
    """From when until when; none gives equal times."""
    t = scene.t
    parse_time = read.time_of_day(t)

    def parse(said: str) -> time | str | Again:
        return said if said == "none" else parse_time(said)

    asked = settings.quiet_from(t)
    start_at: time | str = yield Question("from", asked, parse, lambda v: v if isinstance(v, str) else read.iso(v))
    if isinstance(start_at, str):
        return time(), time()
    stop_at: time = yield Question("to", settings.quiet_to(t, start_at), parse_time, read.iso)
    return start_at, stop_at


async def show_changed(talk: Talk, _patient: Patient) -> None:
    """Kept."""
    await talk.show(settings.changed(talk.t))


def play_travel(scene: Scene) -> Play[Move]:
    """In another zone: which clock the plans follow whose dates hang on it."""
    forks = from_record(scene.known["forks"])
    asked = settings.which_clock(scene.t, forks, scene.known["to"], scene.now)
    way: Way = yield Question("clock", asked, read.one_of(Way, asked))
    chosen = [fork.version for fork in forks] if way is Way.HERE else []
    return Move(scene.known["to"], frozenset([*scene.known["follow"], *chosen]))


async def show_arrived(talk: Talk, arrived: Draft | Moved) -> None:
    """The question that has to be answered first; else the zone is kept."""
    if isinstance(arrived, Draft):
        await steps.ask(talk, arrived)
    else:
        await show_moved(talk, arrived)


async def show_moved(talk: Talk, moved: Moved) -> None:
    """Kept, and the coming dates on the patient's clock."""
    plans = [
        (plan.regimen.medicine, plan.zone, [Due(one.at, one.latest) for one in plan.coming]) for plan in moved.plans
    ]
    await talk.show(settings.zone_changed(talk.t, moved.patient, plans, talk.now))


async def show_paused(talk: Talk, patient: Patient) -> None:
    """No reminders until then."""
    await talk.show(menu.paused(talk.t, patient.paused_until, patient.zone or "UTC"))


SCRIPTS = {
    "zone": Script(where.zone, travel.arrive, show_arrived),
    travel.SCRIPT: Script(play_travel, travel.set_zone, show_moved),
    "country": Script(where.country, patients.set_country, show_changed),
    "quiet": Script(play_quiet, patients.set_quiet, show_changed),
    "pause": Script(pausing.play, patients.pause, show_paused),
}


async def begin(talk: Talk, script: str) -> None:
    """Start one of the small dialogues about settings."""
    if await _known(talk):
        known = await pausing.known(talk) if script == "pause" else {"zone": talk.zone}
        await steps.begin(talk, script, known)


async def on_settings(talk: Talk) -> None:
    """/settings: how everything is set."""
    if talk.patient is not None and await _known(talk):
        await talk.show(settings.settings(talk.t, talk.patient))


async def on_language(talk: Talk) -> None:
    """Which language?"""
    await talk.show(settings.language(talk.t, talk.house.languages.names))


async def on_speak(talk: Talk, action: Speak) -> None:
    """Another language from now on."""
    await talk.toast()
    if await _known(talk):
        talk.patient = await talk.db.run(patients.set_language, talk.chat, talk.house.languages.match(action.language))
        talk.t = talk.house.languages.of(talk.patient.language)
        await talk.replace(settings.settings(talk.t, talk.patient))


async def on_discreet(talk: Talk, action: Discreet) -> None:
    """Discreet reminders, or not."""
    await talk.toast()
    if await _known(talk):
        talk.patient = await talk.db.run(patients.set_discreet, talk.chat, bool(action.on))
        await talk.replace(settings.settings(talk.t, talk.patient))


async def on_pause(talk: Talk) -> None:
    """/pause: for how long?"""
    await begin(talk, "pause")


async def on_resume(talk: Talk) -> None:
    """/resume: reminders again."""
    if talk.patient is not None and await _known(talk):
        was_paused = talk.patient.paused(talk.now)
        await talk.db.run(patients.resume, talk.chat, talk.now)
        await talk.show(menu.resumed(talk.t) if was_paused else menu.not_paused(talk.t))


async def _known(talk: Talk) -> bool:
    """Whether there is a patient; else the way to become one is shown."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
    return talk.patient is not None
