"""What a regimen says of itself: review days, ends of its phases, open questions then, and whether it has helped."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.care import entries
from bot.care.door import Session
from bot.domain import notices as rules
from bot.domain import nudge, prompts
from bot.domain.notices import Spans
from bot.domain.nudge import Kind, Nudge
from bot.domain.regimen import Regimen, UntilReview, review_days
from bot.domain.timeline import History, occurrences
from bot.storage import claims, notices, outbox
from bot.storage.tables import NudgeRow, RegimenRow

# A phase's end is announced 14 days before its day; that day may be almost over when its last injection is due.
SEEN_AHEAD = timedelta(days=max(rules.DAYS_AHEAD) + 1)
MOVING = (Kind.ENDING.value, Kind.QUESTIONS.value, Kind.IMPROVEMENT.value)


class Walk:
    """One way along a regimen's injections, shared by those who plan; what it has passed says where phases end."""

    def __init__(self, row: RegimenRow, regimen: Regimen, past: History) -> None:
        self.row, self.regimen, self.spans = row, regimen, Spans()
        self.placed = self.spans.walk(occurrences(regimen, row.zone, past))

    def go_on(self) -> None:
        """Walk on as far as a phase's end is announced before the regimen is planned again."""
        if self.row.plan_at is None or isinstance(self.regimen.phases[max(self.spans.first) - 1].end, UntilReview):
            return
        far = self.row.plan_at + SEEN_AHEAD
        for one in self.placed:
            if one.at > far:
                return


def plan(session: Session, walks: Sequence[Walk], now: datetime) -> None:
    """Put the regimens' own messages in line, each once; those whose day has moved move along, others go.

    Where each is to be planned next is known by now.
    """
    for one in walks:
        one.go_on()
        _reviews(session, one, now)
    days = entries.expected(session, {one.row.patient_id for one in walks})
    wanted = [(one.row, each, until) for one in walks for each, until in _wanted(one, days.get(one.row.patient_id))]
    standing = notices.waiting(session, [one.row.id for one in walks], MOVING)
    known = {(one.key, one.planned_at) for one in standing}
    gone = known - {(each.key, each.at) for _, each, _ in wanted}
    if gone:
        notices.cancel(session, [one.nudge for one in standing if (one.key, one.planned_at) in gone])
    fresh = [(row, each) for row, each, until in wanted if until > now and (each.key, each.at) not in known]
    # one that is known of only now is due from now on: nobody has been waiting for it
    claims.put_all(session, [{**_row(row, each), "due_at": max(each.at, now)} for row, each in fresh])


def _wanted(one: Walk, days: int | None) -> Iterator[tuple[Nudge, datetime]]:
    """All that it says of itself since it was confirmed, also what is past, each with how long it is worth sending.

    By so many `days` from its first injection change was to be expected; None where that is not known. What was due
    while nobody planned is sent late, as all else is.
    """
    zone, since = one.row.zone, one.row.confirmed_at
    for each in rules.endings(one.row.id, one.spans, one.regimen, zone):
        if each.at >= since:
            yield each, rules.announced_until(each.key, each.at, zone)
    for each in rules.questions(one.row.patient_id, one.spans, one.regimen, zone, since):
        yield each, each.at + rules.MOST_OFTEN
    for each in prompts.turning_points(one.row.id, one.spans, one.regimen, zone, days):
        if each.at >= since:
            yield each, each.at + prompts.IMPROVEMENT_FOR


def _row(row: RegimenRow, wanted: Nudge) -> dict[str, Any]:
    return {
        "key": wanted.key,
        "patient_id": row.patient_id,
        "regimen_id": row.id,
        "kind": wanted.kind.value,
        "planned_at": wanted.at,
        "due_at": wanted.at,
    }


def _reviews(session: Session, one: Walk, now: datetime) -> None:
    """On a review day the bot asks what the clinician decided; it never goes on silently."""
    row = one.row
    for phase, day in review_days(one.regimen):
        wanted = nudge.review(row.id, phase, day, row.zone)
        if wanted.at >= min(now, row.confirmed_at):
            outbox.put(session, NudgeRow(**_row(row, wanted)))
