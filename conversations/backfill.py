"""The script that adds injections which were had before the bot knew of them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.care.changes import HadAll
from bot.domain import plan_facts as facts
from bot.domain.dates import Unclear, parse_date
from bot.domain.plan_facts import PlanFacts
from bot.domain.regimen import place, wall
from bot.domain.timeline import Occurrence
from bot.i18n import Translator
from bot.views import ask_dates
from bot.views import ask_had as ask
from bot.views.screen import Prompt
from conversations import read
from conversations.dialogue import Again, Play, Question, Redraw, Scene
from conversations.moves import yes_or

# so many of the plan's own past dates are offered as taps
OFFERED = 12
SHOWN = 3
LONGEST_AGO = timedelta(days=3653)

YEARS_BACK = 9


def play(scene: Scene) -> Play[HadAll]:
    """The plan's own past dates as taps, else a day and a time; then the preview that only Yes notes."""
    t, plan = scene.t, facts.from_facts_record(scene.known["plan"])
    gaps = [datetime.fromisoformat(at) for at in scene.known["gaps"]]
    year = facts.today(plan, scene.now).year
    had: tuple[datetime, ...] = ()
    if gaps:
        had = yield Question(
            "which", ask.which(t, gaps, year), _which(t, gaps, year), lambda chosen: _kept(gaps, chosen)
        )
    late: Occurrence | None = None
    if not had:
        local, late = yield from _one(scene, plan)
        had = (local,)
    asked = _sure(scene, plan, had, late)
    yield Question("sure", asked, yes_or(asked, "which", "day", "late", "at"))
    return HadAll(plan.version, had, late)


def _which(t: Translator, gaps: list[datetime], year: int) -> Callable[[str], tuple[datetime, ...] | Again | Redraw]:
    """The chosen ones; none of them where another date is to be asked for."""

    def parse(said: str) -> tuple[datetime, ...] | Again | Redraw:
        if said == "other":
            return ()
        match = re.fullmatch(r"(set|done)([0-9a-f]{1,8})", said)
        chosen = int(match[2], 16) if match else 0
        if match and match[1] == "set":
            return Redraw(ask.which(t, gaps, year, chosen))
        picked = tuple(local for number, local in enumerate(gaps) if chosen & 1 << number)
        return picked or Again(ask.which(t, gaps, year))

    return parse


def _kept(gaps: list[datetime], chosen: tuple[datetime, ...]) -> str:
    bits = sum(1 << number for number, local in enumerate(gaps) if local in chosen)
    return f"done{bits:x}" if bits else "other"


def _one(scene: Scene, plan: PlanFacts) -> Play[tuple[datetime, Occurrence | None]]:
    """When it was had, and which of the plan's own was late then, if it was one."""
    t = scene.t
    day: date = yield Question("day", ask.on_which_day(t), _past_day(scene, plan), read.iso)
    late = facts.late_for(plan, day)
    if late is not None:
        asked = ask.late_for(t, late)
        that_one: str = yield Question("late", asked, read.one_of(("yes", "no"), asked))
        late = late if that_one == "yes" else None
    at: time = yield Question("at", ask.at_what_time(t, day), _at(scene, plan, day), read.iso)
    return datetime.combine(day, at), late


def _past_day(scene: Scene, plan: PlanFacts) -> Callable[[str], date | Again]:
    t, today = scene.t, facts.today(plan, scene.now)

    def check(day: date) -> Again | None:
        if day > today:
            return Again(ask.to_come(t))
        if today - day > LONGEST_AGO:
            return Again(ask.long_ago(t))
        taken = facts.once_a_day(plan.regimen) and facts.is_had(plan, datetime.combine(day, time()))
        return Again(ask.known(t, day)) if taken else None

    def parse(said: str) -> date | Again:
        found = parse_date(said, today, t.date_words, t.words.day_first)
        if found is None:
            return Again(ask_dates.not_a_day(t))
        options = found.options if isinstance(found, Unclear) else (found,)
        days = sorted({backwards(t, said, option, today) for option in options})
        fitting = [day for day in days if check(day) is None]
        if len(fitting) > 1:
            return Again(ask_dates.which_day(t, fitting))
        return fitting[0] if fitting else check(days[-1]) or days[-1]

    return parse


def backwards(t: Translator, said: str, found: date, today: date) -> date:
    """The day that was meant where days behind are asked for: "Friday" is the last one, "3 March" this year's or last.

    A day with its year, and one counted from today, are left as they are.
    """
    if found <= today or re.search(r"\d{4}", said):
        return found

    def as_seen_on(day: date) -> object:
        return parse_date(said, day, t.date_words, t.words.day_first)

    then = as_seen_on(found)
    if isinstance(then, Unclear) and found in then.options and found + timedelta(7) in then.options:
        return found - timedelta(7)
    has_a_year = as_seen_on(found + timedelta(1)) == found
    counted = isinstance(then, date) and then != found
    return found if has_a_year or counted else _a_year_back(found, today)


def _a_year_back(found: date, today: date) -> date:
    """The newest such day that is not to come; a 29 February may be years back."""
    for year in range(today.year, today.year - YEARS_BACK, -1):
        try:
            day = found.replace(year=year)
        except ValueError:
            continue
        if day <= today:
            return day
    return found


def _at(scene: Scene, plan: PlanFacts, day: date) -> Callable[[str], time | Again]:
    t, parse_it = scene.t, read.time_of_day(scene.t)

    def parse(said: str) -> time | Again:
        if said == "unknown":
            # on this very day the usual time may be still to come
            usual = datetime.combine(day, facts.usual_time(plan, day))
            return min(usual, wall(scene.now, plan.zone)).time().replace(second=0, microsecond=0)
        at = parse_it(said)
        if isinstance(at, Again):
            return at
        local = datetime.combine(day, at)
        if place(local, plan.zone) > scene.now:
            return Again(ask.time_to_come(t))
        return Again(ask.time_known(t)) if facts.is_had(plan, local) else at

    return parse


def _sure(scene: Scene, plan: PlanFacts, had: tuple[datetime, ...], late: Occurrence | None) -> Prompt:
    then = plan
    for local in had:
        then = facts.with_had(then, local, late)
    before, after = facts.coming(plan, scene.now, SHOWN), facts.coming(then, scene.now, SHOWN)
    counts = any(phase.counts_from_injection for phase in plan.regimen.phases)
    moves = counts and [one.local for one in before] != [one.local for one in after]
    return ask.sure(scene.t, plan, had, after, moves)
