"""Messages about no dose: questions ahead of a visit and at a phase's end, and the end of a phase in good time.

The spans here are about messages, not about medicine. None of them changes anything by itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.domain.checklist import Visit
from bot.domain.nudge import ASK_AFTER, MORNING, Circumstances, Drop, Hold, Kind, Nudge, Remind, judge_review
from bot.domain.quiet import QuietHours, is_quiet
from bot.domain.regimen import Regimen, place, review_days, wall
from bot.domain.timeline import Occurrence

# So many days ahead the end of a phase is announced.
DAYS_AHEAD = (14, 7, 1)
# Early enough to take the list along to a consulting room.
EARLY_MORNING = time(7, 30)
TWO_HOURS = timedelta(hours=2)
# On that day, ahead of what else may be said then.
QUESTIONS_AT = time(8)
MOST_OFTEN = timedelta(days=30)
# After so long nobody remembers what was said.
ASK_FOR = timedelta(days=30)


@dataclass
class Spans:
    """The first and the last injection of each phase, by its number, as far as a walk along the plan has come."""

    first: dict[int, Occurrence] = field(default_factory=dict)
    last: dict[int, Occurrence] = field(default_factory=dict)

    def walk(self, placed: Iterable[Occurrence]) -> Iterator[Occurrence]:
        """The same injections, in order; each phase's first and last are noted as they go by."""
        before: Occurrence | None = None
        for one in placed:
            if before is None or one.phase != before.phase:
                self.first[one.phase] = one
                if before is not None:
                    self.last[before.phase] = before
            before = one
            yield one
        if before is not None:
            self.last[before.phase] = before

    def ends(self, regimen: Regimen) -> list[tuple[int, date]]:
        """The phases that have begun on that walk and whose last day, or review day, is known, with it, in order."""
        days = {phase: one.local.date() for phase, one in self.last.items()} | dict(review_days(regimen))
        return [(phase, days[phase]) for phase in sorted(self.first) if phase in days]


def endings(regimen_id: int, spans: Spans, regimen: Regimen, zone: str) -> list[Nudge]:
    """The announcements of each phase's end, at 10:00 there: those that come after its first injection."""
    return [
        Nudge(f"{_of_phase(regimen_id, phase)}{days}", Kind.ENDING, at)
        for phase, day in spans.ends(regimen)
        for days in DAYS_AHEAD
        if (at := _on(day - timedelta(days=days), MORNING, zone)) > spans.first[phase].at
    ]


def ending_keys(regimen_id: int, phase: int) -> list[str]:
    """The keys of all announcements of that phase's end."""
    return [f"{_of_phase(regimen_id, phase)}{days}" for days in DAYS_AHEAD]


def announced(key: str, at: datetime, zone: str) -> tuple[int, date]:
    """The phase (from 1) and its last or review day, from the key of an announcement and the time it is planned for."""
    _, phase, days = key.rsplit(":", 2)
    return int(phase), wall(at, zone).date() + timedelta(days=int(days))


def announced_until(key: str, at: datetime, zone: str) -> datetime:
    """From when an announcement is worth nothing: the next one is due, or the day itself has come."""
    days = int(key.rsplit(":", 1)[1])
    _, day = announced(key, at, zone)
    following = [fewer for fewer in DAYS_AHEAD if fewer < days]
    return _on(day - timedelta(days=following[0]), MORNING, zone) if following else _on(day, time(), zone)


def questions(patient_id: int, spans: Spans, regimen: Regimen, zone: str, since: datetime) -> list[Nudge]:
    """When open questions are brought up again: on a phase's last day or review day, the first of each month."""
    of_month: dict[str, Nudge] = {}
    for _, day in sorted(spans.ends(regimen), key=lambda one: one[1]):
        at, key = _on(day, QUESTIONS_AT, zone), f"questions:{patient_id}:{day:%Y-%m}"
        if at >= since:
            of_month.setdefault(key, Nudge(key, Kind.QUESTIONS, at))
    return list(of_month.values())


def around(visit: Visit, zone: str, quiet: QuietHours, now: datetime) -> list[Nudge]:
    """The day before a visit at 10:00, on its morning, and afterwards; none whose time has passed already.

    On the morning at 07:30 or two hours ahead, the earlier that is outside quiet hours; afterwards two hours on, else
    at 10:00 on the next day. Where its time is not known, at 07:30 or 10:00, and at 10:00 on the next day.
    """
    day = wall(visit.at, zone).date()
    moments = {
        Kind.VISIT_BEFORE: _on(day - timedelta(days=1), MORNING, zone),
        Kind.VISIT_DAY: _on_the_morning(visit, day, zone, quiet),
        Kind.VISIT_AFTER: _afterwards(visit, day, zone, quiet),
    }
    keys = dict(zip(moments, visit_keys(visit.id), strict=True))
    return [Nudge(keys[kind], kind, at) for kind, at in moments.items() if at is not None and at >= now]


def visit_keys(visit_id: int) -> list[str]:
    """The keys of all messages about that visit: the day before, on its morning, afterwards."""
    return [f"visit:{visit_id}:{when}" for when in ("before", "day", "after")]


def visit_of(key: str) -> int:
    """The visit that the key names."""
    return int(key.split(":")[1])


def visit_until(kind: Kind, visit: Visit, zone: str) -> datetime:
    """From when a message about the visit is worth nothing."""
    day = wall(visit.at, zone).date()
    match kind:
        case Kind.VISIT_BEFORE:
            return _on(day, time(), zone)
        case Kind.VISIT_DAY:
            return visit.at if visit.timed else _on(day + timedelta(days=1), time(), zone)
        case _:
            return visit.at + ASK_FOR


def judge_notice(until: datetime, now: datetime, who: Circumstances) -> Remind | Hold | Drop:
    """A message about no dose waits for the end of quiet hours or a pause; from `until` on it is worth nothing."""
    if now >= until:
        return Drop()
    verdict = judge_review(now, who)
    return Hold(min(verdict.until, until)) if isinstance(verdict, Hold) else verdict


def _of_phase(regimen_id: int, phase: int) -> str:
    return f"regimen:{regimen_id}:{Kind.ENDING}:{phase}:"


def _on(day: date, at: time, zone: str) -> datetime:
    return place(datetime.combine(day, at), zone)


def _on_the_morning(visit: Visit, day: date, zone: str, quiet: QuietHours) -> datetime | None:
    other = visit.at - TWO_HOURS if visit.timed else _on(day, MORNING, zone)
    fitting = [
        at
        for at in (_on(day, EARLY_MORNING, zone), other)
        if at < visit.at and wall(at, zone).date() == day and not is_quiet(wall(at, zone).time(), quiet)
    ]
    return min(fitting, default=None)


def _afterwards(visit: Visit, day: date, zone: str, quiet: QuietHours) -> datetime:
    soon = visit.at + ASK_AFTER
    if visit.timed and not is_quiet(wall(soon, zone).time(), quiet):
        return soon
    return _on(day + timedelta(days=1), MORNING, zone)
