"""What is true now of a message about no dose whose time has come: it is told, put off, or dropped."""

from datetime import datetime

from bot.care import checklist, own_questions, prompts
from bot.care.door import Session
from bot.care.held import goes, who
from bot.care.injections import read
from bot.care.messages import Ending, OpenQuestions, Review, Telling, Visiting
from bot.care.visits import as_visit
from bot.domain import notices as rules
from bot.domain.checklist import Waiting, open_items
from bot.domain.nudge import Hold, Kind, Remind, judge_review, reviewed_phase
from bot.domain.regimen import Regimen, wall
from bot.storage import notices, outbox, visits
from bot.storage.claims import Facts

ABOUT_VISITS = (Kind.VISIT_BEFORE, Kind.VISIT_DAY, Kind.VISIT_AFTER)


def consider(session: Session, facts: Facts, now: datetime) -> Telling | None:
    """What the message tells; None where it is not wanted, or not now, which its row then says.

    ValueError where it is about nothing that can be told of.
    """
    match Kind(facts.nudge.kind), facts:
        case Kind.REVIEW, Facts(dose=None, prescription=str(prescription)):
            review = Review(read(prescription), reviewed_phase(facts.nudge.key))
            return review if goes(facts.nudge, judge_review(now, who(facts, now))) else None
        case Kind.ENDING, Facts(dose=None, prescription=str(told), zone=str(zone), version=int(version)):
            return _ending(facts, read(told), zone, version, now)
        case Kind.QUESTIONS, Facts(dose=None):
            return _questions(session, facts, now)
        case kind, Facts(dose=None) if kind in ABOUT_VISITS:
            return _visit(session, facts, kind, now)
        case kind, Facts(dose=None) if kind in prompts.ASKED:
            return prompts.consider(session, facts, kind, now)
        case _:
            raise ValueError("a message about nothing that can be told of")


def _ending(facts: Facts, regimen: Regimen, zone: str, version: int, now: datetime) -> Telling | None:
    row = facts.nudge
    until = rules.announced_until(row.key, row.planned_at, zone)
    if not goes(row, rules.judge_notice(until, now, who(facts, now))):
        return None
    phase, day = rules.announced(row.key, row.planned_at, zone)
    return Ending(version, regimen, phase, day, (day - wall(now, zone).date()).days)


def _questions(session: Session, facts: Facts, now: datetime) -> Telling | None:
    """Brought up only while something is open and no visit is noted, which brings it up itself; once in 30 days."""
    row, patient = facts.nudge, facts.patient.id
    waiting = _waiting(session, patient)
    if not waiting or visits.coming(session, patient, now) is not None:
        # decided: planned on, it does not come up again
        row.state = outbox.DONE
        return None
    last = notices.last_sent(session, patient, Kind.QUESTIONS)
    again = now if last is None else last + rules.MOST_OFTEN
    verdict = rules.judge_notice(row.planned_at + rules.MOST_OFTEN, now, who(facts, now))
    if isinstance(verdict, Remind) and again > now:
        verdict = Hold(again)
    return OpenQuestions(waiting) if goes(row, verdict) else None


def _visit(session: Session, facts: Facts, kind: Kind, now: datetime) -> Telling | None:
    """Ahead of a visit there must be something to ask; afterwards the bot asks in any case."""
    row, found = facts.nudge, visits.of_patient(session, facts.patient.id, rules.visit_of(facts.nudge.key))
    waiting = _waiting(session, facts.patient.id)
    over = found is None or found.cancelled_at is not None or found.closed_at is not None
    if found is None or over or (kind is not Kind.VISIT_AFTER and not waiting):
        row.state = outbox.CANCELLED
        return None
    visit, patient = as_visit(found), who(facts, now)
    verdict = rules.judge_notice(rules.visit_until(kind, visit, patient.zone), now, patient)
    return Visiting(kind, visit, waiting) if goes(row, verdict) else None


def _waiting(session: Session, patient: int) -> Waiting:
    return Waiting(open_items(checklist.standing(session, patient)), own_questions.of_patient(session, patient))
