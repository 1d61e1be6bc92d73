"""One unasked message a day beside the reminders of doses: in a simulated year never two, and none is lost for good."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from sqlmodel import col, select, update

from bot.care import check_ins, doses, outbox, planning, reactions, regimens, visits
from bot.care.doses import Recorded
from bot.care.messages import AskCheckIn, AskImprovement, Result, Visiting
from bot.domain.cap import FIXED, UNASKED
from bot.domain.dose import When
from bot.domain.nudge import Kind
from bot.domain.regimen import AfterCount, Period, PhaseKind, Regimen, Repeat, UntilReview, wall
from bot.domain.symptoms import Followed, Often, Reaction
from bot.storage.engine import Database
from bot.storage.tables import DoseRow, NudgeRow
from tests.care.given import ANNA, DAY, DUE, HOUR, all_claimed, first_dose, plan, settled, tap, unannounced
from tests.cast import MONDAY

BERLIN = "Europe/Berlin"
ELEVEN, WEEK, MINUTE = MONDAY + 2 * HOUR, 7 * DAY, timedelta(minutes=1)
WAITING = (Kind.QUESTIONS, Kind.CHECK_IN, Kind.IMPROVEMENT)


def weekly_check_in(db: Database, now: datetime = MONDAY) -> None:
    db.transact(check_ins.follow, ANNA, [Followed("energy")], now)
    db.transact(check_ins.set_often, ANNA, Often.WEEKLY, now)


def told(db: Database, now: datetime, result: Result = Result.SENT) -> list[str]:
    """What is said then, by its name; it arrives."""
    found = all_claimed(db, now)
    for one in found:
        settled(db, one, result, now, 7)
    return [type(one.telling).__name__ for one in found]


def silent_doses(db: Database) -> None:
    of_doses = col(NudgeRow.dose_id).is_not(None)
    db.transact(lambda session: session.exec(update(NudgeRow).where(of_doses).values(state="done")))


def test_a_check_in_waits_for_the_day_after_a_visit_is_spoken_of(db: Database) -> None:
    weekly_check_in(db)
    db.transact(visits.note, ANNA, ELEVEN + WEEK + 3 * HOUR, None, MONDAY + WEEK - 12 * HOUR)
    assert told(db, ELEVEN + WEEK - 3 * HOUR) == [Visiting.__name__], "on its morning"
    assert told(db, ELEVEN + WEEK) == []
    assert told(db, ELEVEN + WEEK + 5 * HOUR) == [Visiting.__name__], "afterwards: these have their day"
    assert told(db, ELEVEN + WEEK + DAY - MINUTE) == []
    assert told(db, ELEVEN + WEEK + DAY) == [AskCheckIn.__name__]


def test_a_check_in_makes_room_for_what_is_to_come_that_day(db: Database) -> None:
    weekly_check_in(db)
    db.transact(visits.note, ANNA, ELEVEN + WEEK + DAY, None, MONDAY)
    assert told(db, MONDAY + WEEK + 30 * MINUTE) == []
    assert told(db, MONDAY + WEEK + HOUR) == [Visiting.__name__]
    assert told(db, ELEVEN + WEEK) == []


def test_of_several_at_once_the_first_in_order_goes(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    silent_doses(db)
    weekly_check_in(db, MONDAY + 9 * DAY)
    over = datetime.fromisoformat("2026-03-18T10:00Z")
    assert told(db, over) == [AskImprovement.__name__], "and neither the check-in nor the questions"
    assert told(db, over + DAY) == [AskCheckIn.__name__]
    assert told(db, over + 2 * DAY) == ["OpenQuestions"]


def test_on_the_day_of_a_first_injection_a_check_in_waits(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(7, 8), MONDAY)
    silent_doses(db)
    weekly_check_in(db, MONDAY + DAY)
    assert told(db, DUE + 2 * HOUR + WEEK) == []
    assert told(db, DUE + 2 * HOUR + WEEK + DAY) == [AskCheckIn.__name__]


def test_on_the_day_of_a_later_injection_it_does_not(db: Database) -> None:
    first = first_dose_of_daily(db)
    for number in range(3):
        db.transact(doses.take, tap(first + number, DUE + number * DAY))
    silent_doses(db)
    weekly_check_in(db, MONDAY + DAY)
    told(db, DUE + 3 * DAY)
    assert told(db, DUE + 2 * HOUR + WEEK) == [AskCheckIn.__name__]


def first_dose_of_daily(db: Database) -> int:
    db.transact(regimens.confirm, ANNA, plan(1, 30), MONDAY)
    unannounced(db)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id


def test_a_question_after_an_injection_goes_nowhere_once_something_else_went(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, DUE))
    later_today = DUE + 21 * MINUTE
    # a visit is noted just then, and its message is planned for the very time
    db.transact(visits.note, ANNA, later_today + DAY, None, DUE)
    assert told(db, DUE + HOUR) == [Visiting.__name__]
    assert told(db, DUE + 2 * HOUR) == []


def test_what_may_have_arrived_is_repeated_and_counts(db: Database) -> None:
    first, now = first_dose(db), ELEVEN + WEEK
    silent_doses(db)
    weekly_check_in(db)
    assert told(db, now, Result.UNSURE) == [AskCheckIn.__name__]
    taken = db.transact(doses.take, tap(first, now + MINUTE), When.NOW)
    assert isinstance(taken, Recorded)
    assert taken.fresh is False
    assert told(db, now + 5 * MINUTE) == [AskCheckIn.__name__]
    assert told(db, now + HOUR) == []


def test_what_was_refused_leaves_its_day_to_others(db: Database) -> None:
    weekly_check_in(db)
    (one,) = [one for one in all_claimed(db, ELEVEN + WEEK) if isinstance(one.telling, AskCheckIn)]
    settled(db, one, Result.LATER, ELEVEN + WEEK, again_at=ELEVEN + WEEK + HOUR)
    db.transact(visits.note, ANNA, ELEVEN + WEEK + 3 * HOUR, None, ELEVEN + WEEK + MINUTE)
    assert told(db, ELEVEN + WEEK + HOUR) == [], "the visit is spoken of this afternoon"
    assert told(db, ELEVEN + WEEK + 5 * HOUR) == [Visiting.__name__]
    assert told(db, ELEVEN + WEEK + DAY) == [AskCheckIn.__name__]


def busy_plan() -> Regimen:
    """Every other day at first, then weekly, then until a review in the summer."""
    one = replace(plan().phases[0], repeat=Repeat(2, Period.DAY), end=AfterCount(6))
    return replace(
        plan(),
        phases=(
            one,
            replace(one, start=date(2026, 3, 17), repeat=Repeat(1, Period.WEEK), at=(time(10),), end=AfterCount(6)),
            replace(
                one,
                kind=PhaseKind.MAINTENANCE,
                start=date(2026, 5, 12),
                repeat=Repeat(4, Period.WEEK),
                end=UntilReview(date(2026, 8, 10)),
            ),
        ),
    )


def a_year(db: Database, dice: Random) -> None:
    """Everything falls due at its own time; she takes most doses at once, and does this and that."""
    now, end = MONDAY, MONDAY + 365 * DAY
    while (due := db.transact(outbox.next_due)) is not None and (now := max(now, due)) < end:
        while ids := db.transact(planning.due, now):
            db.transact(planning.plan_some, ids, now)
        for one in all_claimed(db, now):
            fate = dice.choices((Result.SENT, Result.LATER, Result.UNSURE), (90, 7, 3))[0]
            settled(db, one, fate, now + MINUTE, 7)
        for dose in db.transact(doses.today, ANNA, now).waiting:
            if dice.random() < 0.8:
                db.transact(doses.take, tap(dose.dose.id, now + 5 * MINUTE))
            if dice.random() < 0.2:
                db.transact(reactions.note, ANNA, dose.dose.id, Reaction.NONE, now + 9 * MINUTE, 0)
        if dice.random() < 0.05:
            at = now + timedelta(hours=dice.randint(3, 240))
            db.transact(visits.note, ANNA, at, None, now + 6 * MINUTE)
        now += MINUTE


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_in_a_year_never_two_come_on_a_day_unless_both_have_their_own_and_none_is_lost(db: Database, seed: int) -> None:
    weekly_check_in(db)
    db.transact(regimens.confirm, ANNA, busy_plan(), MONDAY)
    a_year(db, Random(seed))
    rows = db.transact(lambda session: list(session.exec(select(NudgeRow).where(col(NudgeRow.kind).in_(UNASKED)))))
    of_day: dict[date, list[tuple[datetime, str]]] = defaultdict(list)
    for row in rows:
        if row.sent_at is not None:
            of_day[wall(row.sent_at, BERLIN).date()].append((row.sent_at, row.kind))
    for day, sent in of_day.items():
        kinds = [kind for _, kind in sorted(sent)]
        assert sum(kind not in FIXED for kind in kinds) <= 1, (day, kinds)
        assert not any(kind in WAITING for kind in kinds[1:]), (day, kinds)
    found = {kind for sent in of_day.values() for _, kind in sent}
    assert found >= {Kind.CHECK_IN, Kind.IMPROVEMENT, Kind.REACTION, Kind.ENDING, Kind.REVIEW, Kind.VISIT_AFTER}
    check_in_days = sorted(day for day, sent in of_day.items() if any(kind == Kind.CHECK_IN for _, kind in sent))
    gaps = [later - before for before, later in pairwise(check_in_days)]
    assert max(gaps) <= 2 * WEEK + 3 * DAY
    assert sum(kind == Kind.IMPROVEMENT for sent in of_day.values() for _, kind in sent) == 3, "two phases, one review"
    taken = db.transact(lambda session: session.exec(select(DoseRow.id).where(DoseRow.state == "taken")).all())
    assert len(taken) > 10
