"""What is true now of a question how the patient feels whose time has come: it is asked, put off, or dropped."""

from datetime import datetime

from bot.care import check_in_plan, checklist
from bot.care.door import Session
from bot.care.held import goes, who
from bot.care.injections import as_dose, in_words
from bot.care.messages import AskCheckIn, AskImprovement, AskReaction, Prompt, Telling
from bot.domain import prompts as rules
from bot.domain.checklist import Item
from bot.domain.notices import judge_notice
from bot.domain.nudge import Kind
from bot.domain.regimen_record import from_record
from bot.storage import doses, notices, outbox, regimens, symptoms
from bot.storage.claims import Facts
from bot.storage.tables import NudgeRow

ASKED = (Kind.REACTION, Kind.CHECK_IN, Kind.IMPROVEMENT)


def consider(session: Session, facts: Facts, kind: Kind, now: datetime) -> Prompt | None:
    """What is asked; None where it is not wanted, or not now, which its row then says."""
    if kind is Kind.REACTION:
        return _reaction(session, facts, now)
    if kind is Kind.CHECK_IN:
        return _check_in(session, facts, now)
    return _improvement(session, facts, now)


def go_on(session: Session, facts: Facts, telling: Telling, now: datetime) -> None:
    """After a check-in that is told comes the next."""
    if isinstance(telling, AskCheckIn):
        check_in_plan.go_on(session, facts.patient, facts.nudge, now, told=True)


def _reaction(session: Session, facts: Facts, now: datetime) -> AskReaction | None:
    """Only while the injection is on record, and nothing was said of it yet."""
    row, patient = facts.nudge, facts.patient.id
    dose = doses.of_patient(session, patient, rules.asked_about(row.key))
    until = None if dose is None else rules.reaction_until(as_dose(dose))
    if dose is None or until is None or symptoms.reactions(session, patient, dose.id):
        row.state = outbox.CANCELLED
        return None
    return AskReaction(in_words(session, dose)) if _goes(facts, until, now) else None


def _check_in(session: Session, facts: Facts, now: datetime) -> AskCheckIn | None:
    row, patient = facts.nudge, facts.patient
    if check_in_plan.following(session, patient, now) is None:
        # it was turned off while one was on its way
        row.state = outbox.CANCELLED
    elif _goes(facts, row.planned_at + rules.CHECK_IN_FOR, now):
        return AskCheckIn(len(symptoms.followed(session, patient.id)))
    elif row.state == outbox.CANCELLED:
        check_in_plan.go_on(session, patient, row, now, told=False)
    return None


def _improvement(session: Session, facts: Facts, now: datetime) -> AskImprovement | None:
    """After a phase only while no time to expect change by is known, and of a plan in force; at that time once."""
    row, patient = facts.nudge, facts.patient.id
    told, phase = checklist.standing(session, patient).get(Item.TIMELINE), rules.phase_of(row.key)
    known = rules.expected_days(told) is not None
    plan = None if phase is None else regimens.of_patient(session, patient, phase[0])
    if phase is None:
        wanted = known and told is not None and _is_still_to_ask(session, row, told.at)
    else:
        wanted = not known and plan is not None and plan.ended_at is None
    if not wanted:
        # decided: planned on, it does not come up again
        row.state = outbox.DONE
    elif _goes(facts, row.planned_at + rules.IMPROVEMENT_FOR, now):
        regimen = None if plan is None else from_record(plan.prescription)
        return AskImprovement(regimen, None if phase is None else phase[1], row.key)
    return None


def _is_still_to_ask(session: Session, row: NudgeRow, since: datetime) -> bool:
    """Whether nobody asked since the time to expect change by was told; and no plan has begun, where it is without."""
    if rules.is_without_plan(row.key) and regimens.current(session, row.patient_id):
        return False
    sent = notices.sent_of_kinds(session, row.patient_id, [Kind.IMPROVEMENT])
    asked = any(rules.phase_of(one.key) is None and one.sent_at is not None and one.sent_at >= since for one in sent)
    return row.key.endswith(rules.AGAIN) or not asked


def _goes(facts: Facts, until: datetime, now: datetime) -> bool:
    return goes(facts.nudge, judge_notice(until, now, who(facts, now)))
