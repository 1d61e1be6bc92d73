"""The scripts that move one injection, or all from one on, and that leave one out."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.care.changes import Move
from bot.care.leaving import LeaveOut
from bot.domain import plan_facts as facts
from bot.domain.clock_time import parse_time
from bot.domain.dates import Unclear, parse_date
from bot.domain.plan_facts import Fit, PlanFacts
from bot.domain.timeline import Key, Occurrence
from bot.i18n import Translator
from bot.views import ask_change as ask
from bot.views import ask_dates
from bot.views.screen import Prompt
from conversations import read
from conversations.dialogue import Again, Jump, Play, Question, Scene

OFFERED = 6
AFTER_IT = 3
FURTHEST = timedelta(days=731)
ALL = "=all "
# a day, the time that was typed beside it, and whether all after it move too
To = tuple[date, time | None, bool]


def move(scene: Scene) -> Play[Move]:
    """Which one, to which day and time; then the dates before and after, which only Yes confirms."""
    t, plan = scene.t, _plan(scene)
    all_of_them = bool(scene.known["following"])
    ones = facts.coming(plan, scene.now, OFFERED)
    asked = ask.which_to_move(t, ones, _year(scene), all_of_them)
    one: Occurrence = yield Question("which", asked, _one_of(ones, asked), _kept_one)
    prompt = ask.to_which_day(t, ask.dated(t, one.local, _year(scene)), _between(plan, one), all_of_them)
    day, at, following = yield Question("day", prompt, _to(scene, plan, one, all_of_them), _kept_to)
    if at is None:
        at = one.local.time()
        if not following:
            asked = ask.at_what_time(t, day, at)
            at = yield Question("at", asked, _at(scene, plan, one, day), read.iso)
    to = datetime.combine(day, at)
    asked = ask.move_sure(t, _moving(scene, plan, one, to, following))
    yield Question("sure", asked, yes_or(asked, "day", "at"))
    return Move(plan.version, *one.key, one.local, to, following)


def leave(scene: Scene) -> Play[LeaveOut]:
    """Which one; then what is left, which only Yes confirms."""
    t, plan, year = scene.t, _plan(scene), _year(scene)
    ones = facts.coming(plan, scene.now, OFFERED)
    asked = ask.which_to_leave(t, ones, year)
    one: Occurrence = yield Question("which", asked, _one_of(ones, asked), _kept_one)
    later = [other for other in facts.coming(plan, one.at, AFTER_IT) if other.key != one.key]
    asked = ask.leave_sure(t, plan, one, later, year)
    yield Question("sure", asked, yes_or(asked, "which"))
    return LeaveOut(plan.version, *one.key, one.local)


def yes_or(asked: Prompt, *again: str) -> Callable[[str], str | Again | Jump]:
    """Yes, or another answer to the questions of these names."""

    def parse(said: str) -> str | Again | Jump:
        if said == "other":
            return Jump(again)
        return said if said == "yes" else Again(asked)

    return parse


def _plan(scene: Scene) -> PlanFacts:
    return facts.from_facts_record(scene.known["plan"])


def _year(scene: Scene) -> int:
    return facts.today(_plan(scene), scene.now).year


def _one_of(ones: list[Occurrence], asked: Prompt) -> Callable[[str], Occurrence | Again]:
    by_key = {f"{one.phase}.{one.number}": one for one in ones}
    return lambda said: by_key.get(said) or Again(asked)


def _kept_one(one: Occurrence) -> str:
    return f"{one.phase}.{one.number}"


def _between(plan: PlanFacts, one: Occurrence) -> tuple[date | None, date | None]:
    """The days of the injections before and after it."""
    earlier, after = facts.before(plan, one.key), facts.from_one_on(plan, one.key, 2)[1:]
    makes_room = facts.phase_of(plan, one.key).counts_from_injection
    later = after[0].local.date() if after and not makes_room else None
    return None if earlier is None else earlier.date(), later


def _to(scene: Scene, plan: PlanFacts, one: Occurrence, all_of_them: bool) -> Callable[[str], To | Again]:
    t, today = scene.t, facts.today(plan, scene.now)

    def parse(said: str) -> To | Again:
        following = all_of_them or said.startswith(ALL)
        day, at = day_and_time(said.removeprefix(ALL), t, today)
        if isinstance(day, Unclear):
            fitting = [option for option in day.options if check(option, at, following) is None]
            return Again(ask_dates.which_day(t, fitting or day.options))
        if day is None:
            return Again(ask.no_day(t))
        at = None if following else at
        return check(day, at, following) or (day, at, following)

    def check(day: date, at: time | None, following: bool) -> Again | None:
        if day - today > FURTHEST:
            return Again(ask.too_far_off(t))
        to = datetime.combine(day, at or one.local.time())
        verdict = facts.fit(plan, one.key, to, following, scene.now)
        asked_next = at is None and not following and _time_can_mend(plan, verdict, day, today)
        return None if asked_next else _refusal(scene, plan, one, to, verdict)

    return parse


def _time_can_mend(plan: PlanFacts, verdict: Fit, day: date, today: date) -> bool:
    """Whether another time of that day may fit, though the usual one does not."""
    match verdict:
        case Fit.SAME:
            return True
        case Fit.PAST:
            return day == today
        case _:
            return not facts.once_a_day(plan.regimen)


def _refusal(scene: Scene, plan: PlanFacts, one: Occurrence, to: datetime, verdict: Fit) -> Again | None:
    t = scene.t
    match verdict:
        case Fit.FITS:
            return None
        case Fit.SAME:
            return Again(ask.is_same(t))
        case Fit.PAST:
            return Again(ask.is_past(t))
        case Fit.EARLY:
            earlier = facts.before(plan, one.key) or one.local
            return Again(ask.too_early(t, ask.dated(t, earlier, _year(scene))))
        case Fit.LATE:
            after = facts.from_one_on(plan, one.key, 2)[1]
            return Again(ask.too_late(t, ask.dated(t, after.local, _year(scene)), to.date()))


def _kept_to(to: To) -> str:
    day, at, following = to
    clock = "" if at is None else f" {read.iso(at)}"
    return f"{ALL if following else ''}{read.iso(day)}{clock}"


def day_and_time(said: str, t: Translator, today: date) -> tuple[date | Unclear[date] | None, time | None]:
    """A day, and the time of day that was typed after it, if one was and is clear."""
    day = parse_date(said, today, t.date_words, t.words.day_first)
    if day is not None:
        return day, None
    words = re.split(r"[\s,]+", said.strip())
    for cut in range(len(words) - 1, 0, -1):
        day = parse_date(" ".join(words[:cut]), today, t.date_words, t.words.day_first)
        at = parse_time(" ".join(words[cut:]), t.time_words)
        if day is not None and at is not None:
            return day, at if isinstance(at, time) else None
    return None, None


def _at(scene: Scene, plan: PlanFacts, one: Occurrence, day: date) -> Callable[[str], time | Again]:
    parse_it = read.time_of_day(scene.t)

    def parse(said: str) -> time | Again:
        at = parse_it(said)
        if isinstance(at, Again):
            return at
        to = datetime.combine(day, at)
        return _refusal(scene, plan, one, to, facts.fit(plan, one.key, to, False, scene.now)) or at

    return parse


def _moving(scene: Scene, plan: PlanFacts, one: Occurrence, to: datetime, following: bool) -> ask.Moving:
    then = facts.moved(plan, one.key, to - one.local, following)
    key: Key = one.key
    before, after = facts.from_one_on(plan, key, AFTER_IT + 1), facts.from_one_on(then, key, AFTER_IT + 1)
    new = {other.key: other for other in after}
    return ask.Moving(
        facts=plan,
        pairs=[(was, new[was.key]) for was in before if was.key in new],
        ends=(facts.ends(plan, key), facts.ends(then, key)),
        zone=scene.known["zone"],
        year=_year(scene),
        following=following,
        late=facts.phase_of(plan, key).late if to > one.local else None,
    )
