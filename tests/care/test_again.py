"""The schedule that ended last, and a dialogue that begins with answers."""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import col, func, select

from bot.care import doses, drafts, regimens
from bot.care.regimens import Entered
from bot.domain.regimen import Counting, Route
from bot.storage.engine import Database
from bot.storage.tables import DoseRow
from tests.care.given import ANNA, BRUNO, DAY, DUE, plan, tap
from tests.cast import MONDAY


def test_the_schedule_that_ended_last_is_known_while_none_is_in_force(db: Database) -> None:
    assert db.transact(regimens.ended_last, ANNA, MONDAY) is None
    first = db.transact(regimens.enter, ANNA, Entered(plan()), MONDAY)
    second = db.transact(regimens.enter, ANNA, Entered(plan(14), day_before=True), MONDAY)
    db.transact(regimens.end, ANNA, second.version, MONDAY)
    assert db.transact(regimens.ended_last, ANNA, MONDAY) is None, "the other goes on"
    db.transact(regimens.end, ANNA, first.version, MONDAY + DAY)
    last = db.transact(regimens.ended_last, ANNA, MONDAY + DAY)
    assert last is not None
    assert (last.version, last.regimen) == (first.version, plan())
    assert db.transact(regimens.ended_last, BRUNO, MONDAY + DAY) is None


def test_a_dialogue_can_begin_with_answers(db: Database) -> None:
    begun = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7, (("medicine", "B12"),))
    assert begun.answers == (("medicine", "B12"),)
    assert db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 7) == begun, "the same update begins nothing new"


def planned(db: Database) -> list[list[datetime]]:
    """When each plan's doses are due, the oldest plan first."""
    rows = db.transact(lambda session: session.exec(select(DoseRow).order_by(col(DoseRow.id))).all())
    return [[row.due_at for row in rows if row.regimen_id == plan] for plan in sorted({r.regimen_id for r in rows})]


def test_a_late_one_moves_the_rest_of_its_own_plan_alone(db: Database) -> None:
    weekly = replace(plan().phases[0], counting=Counting.INJECTION)
    db.transact(regimens.enter, ANNA, Entered(replace(plan(), phases=(weekly,))), MONDAY)
    db.transact(regimens.enter, ANNA, Entered(plan(7, None)), MONDAY)
    before, other = planned(db)
    db.transact(
        doses.take, tap(db.transact(lambda session: session.exec(select(func.min(DoseRow.id))).one()), DUE + DAY)
    )
    after, others = planned(db)
    assert after[: len(before)] == [before[0], *(due + DAY for due in before[1:])]
    assert others == other


def test_what_was_given_counts_on_only_in_a_phase_that_is_the_same(db: Database) -> None:
    weekly = replace(plan().phases[0], counting=Counting.INJECTION)
    told = replace(plan(), phases=(weekly,))
    first = db.transact(regimens.enter, ANNA, Entered(told), MONDAY)
    late = DUE + DAY
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    db.transact(doses.take, tap(coming.dose.id, late))
    same = replace(told, route=Route.SUBCUTANEOUS)
    second = db.transact(regimens.enter, ANNA, Entered(same, first.version), late)
    assert [f"{one.local:%a %d %b}" for one in second.coming] == ["Wed 11 Mar", "Wed 18 Mar"]
    other = replace(told, phases=(replace(weekly, start=date(2026, 4, 20)),))
    third = db.transact(regimens.enter, ANNA, Entered(other, second.version), late)
    assert [f"{one.local:%a %d %b}" for one in third.coming] == ["Mon 20 Apr", "Mon 27 Apr", "Mon 04 May"]
