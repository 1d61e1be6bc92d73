"""The script that pauses reminders: for how long, and which injections fall into that time."""

from datetime import date, datetime, time, timedelta
from typing import Any

from bot.care import plan_facts
from bot.domain import plan_facts as facts
from bot.domain.regimen import place, wall
from bot.domain.timeline import Occurrence
from bot.views import pausing as ask
from bot.views.pausing import Due
from conversations import read
from conversations.dialogue import Again, Play, Question, Scene
from conversations.moves import yes_or
from conversations.talk import Talk

SHOWN = 6
# a pause over more of them than this is not counted to its end
COUNTED = 100


async def known(talk: Talk) -> dict[str, Any]:
    """What the script knows from its start: the zone, and the plans in force."""
    plans = await talk.db.run(plan_facts.plans, talk.chat, talk.now)
    return {"zone": talk.zone, "plans": [facts.to_facts_record(plan) for plan in plans]}


def play(scene: Scene) -> Play[datetime | None]:
    """Until which instant; None means until they resume. It ends at midnight of the patient's day."""
    t = scene.t
    asked = ask.length(t)
    way: str = yield Question("length", asked, read.one_of(("7", "14", "date", "open"), asked))
    until: datetime | None = None
    if way != "open":
        last = (yield from _last_day(scene)) if way == "date" else scene.today + timedelta(days=int(way))
        until = place(datetime.combine(last, time()), scene.known["zone"])
    asked = _sure(scene, until)
    yield Question("sure", asked, yes_or(asked, "length", "until"))
    return until


def _last_day(scene: Scene) -> Play[date]:
    t = scene.t

    def check(day: date) -> Again | None:
        return Again(ask.in_the_past(t)) if day <= scene.today else None

    day: date = yield Question("until", ask.until(t), read.day(t, scene.today, check), read.iso)
    return day


def _sure(scene: Scene, until: datetime | None) -> Any:
    plans = [facts.from_facts_record(record) for record in scene.known.get("plans", ())]
    # without an end all coming ones fall into it: the next few tell enough
    end = until or datetime.max.replace(tzinfo=scene.now.tzinfo)
    most = COUNTED if until else SHOWN
    due = [_due(plan, one) for plan in plans for one in facts.between(plan, scene.now, end, most)]
    due.sort(key=lambda one: one.occurrence.at)
    day = None if until is None else wall(until, scene.known["zone"]).date()
    return ask.sure(scene.t, due[:SHOWN], None if until is None else len(due), day, several=len(plans) > 1)


def _due(plan: facts.PlanFacts, one: Occurrence) -> Due:
    return Due(one, plan.zone, plan.regimen.medicine)
