"""The next visit: noting it, looking at it, changing it and calling it off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.care import visits as care
from bot.care.door import Session
from bot.domain.checklist import Visit
from bot.domain.regimen import place
from bot.i18n import Translator
from bot.views import ask_checklist, ask_dates, menu, start
from bot.views import visits as views
from bot.views.buttons import Begin
from bot.views.checklist_buttons import CancelVisit
from bot.views.visits import SKIP, UNKNOWN
from conversations import read, steps
from conversations.dialogue import Again, Play, Question, Scene
from conversations.phases import FURTHEST
from conversations.talk import Script, Talk

NAME = "visit"
LONGEST_NAME = 80
# of a day whose time is not known: noon stays on that day where the patient moves to another zone
NOON, LAST_MINUTE = time(12), time(23, 59)


@dataclass(frozen=True)
class Appointment:
    """What was told of a visit: its instant (aware, UTC), whether its time of day is known, and with whom."""

    at: datetime
    timed: bool
    whom: str | None


def play(scene: Scene) -> Play[Appointment]:
    """On which day, at what time, with whom."""
    t, zone = scene.t, scene.known["zone"]
    day: date = yield Question("day", views.day(t, scene.known.get("before")), _day(scene), read.kept_day)
    at: time | None = yield Question("at", views.at(t, day), _time(scene, day), _kept_time)
    asked = views.whom(t)
    too_long = ask_checklist.too_long(t, LONGEST_NAME)
    whom: str = yield Question("whom", asked, read.words_or((SKIP,), asked, LONGEST_NAME, too_long))
    instant = place(datetime.combine(day, at or NOON), zone)
    if at is None and instant <= scene.now:
        instant = place(datetime.combine(day, LAST_MINUTE), zone)
    return Appointment(instant, at is not None, None if whom == SKIP else whom)


def _day(scene: Scene) -> Callable[[str], date | Again]:
    t = scene.t

    def check(day: date) -> Again | None:
        return Again(views.day_has_passed(t)) if day < scene.today else None

    def check_typed(day: date) -> Again | None:
        return Again(ask_dates.too_far(t)) if day - scene.today > FURTHEST else None

    return read.day(t, scene.today, check, check_typed)


def _time(scene: Scene, day: date) -> Callable[[str], time | Again | None]:
    """A time of day that lies ahead; None where the patient does not know it."""
    parse = read.time_of_day(scene.t)

    def ahead(said: str) -> time | Again | None:
        found = None if said == UNKNOWN else parse(said)
        if isinstance(found, time) and place(datetime.combine(day, found), scene.known["zone"]) <= scene.now:
            return Again(views.time_has_passed(scene.t))
        return found

    return ahead


def _kept_time(at: time | None) -> str:
    return UNKNOWN if at is None else read.iso(at)


def keep(session: Session, chat: int, told: Appointment, now: datetime) -> Visit:
    """Note it, in the transaction that ends the dialogue."""
    return care.note(session, chat, told.at, told.whom, now, told.timed)


async def show(talk: Talk, visit: Visit) -> None:
    """It is noted."""
    await talk.show(views.noted(talk.t, visit, talk.zone))


SCRIPT = Script(play, keep, show)


async def on_visit(talk: Talk) -> None:
    """The visit that is noted; where there is none, the questions about it."""
    if not await _ready(talk):
        return
    visit = await talk.db.run(care.coming, talk.chat, talk.now)
    if visit is None:
        # what was put aside is offered
        await steps.begin_or_offer(talk, NAME, {"zone": talk.zone, "before": None})
    else:
        await talk.show(views.one(talk.t, visit, talk.zone))


async def begin(talk: Talk, _action: Begin | None = None) -> None:
    """Note the next visit, in place of the one that is noted."""
    if await _ready(talk):
        await _begin(talk, await talk.db.run(care.coming, talk.chat, talk.now))


async def on_cancel(talk: Talk, action: CancelVisit) -> None:
    """Forget it: asked back once, then done."""
    await talk.toast()
    if not await _ready(talk):
        return
    visit = await talk.db.run(care.coming, talk.chat, talk.now)
    if visit is None:
        await talk.show(views.cancelled(talk.t))
    elif visit.id != action.visit:
        await talk.show(views.one(talk.t, visit, talk.zone))
    elif not action.sure:
        await talk.replace(views.cancel_sure(talk.t, visit, talk.zone))
    else:
        await talk.db.run(care.cancel, talk.chat, visit.id, talk.now)
        await talk.replace(views.cancelled(talk.t))


async def _begin(talk: Talk, before: Visit | None) -> None:
    told = _told(talk.t, before, talk.zone)
    await steps.begin(talk, NAME, {"zone": talk.zone, "before": told})


def _told(t: Translator, before: Visit | None, zone: str) -> str | None:
    return None if before is None else views.when(t, before, zone)


async def _ready(talk: Talk) -> bool:
    """Whether there is a patient whose clock is known; else the way there is shown."""
    if talk.patient is None:
        await talk.show(start.not_yet(talk.t))
    elif talk.patient.zone is None:
        await talk.show(menu.finish_first(talk.t))
    else:
        return True
    return False
