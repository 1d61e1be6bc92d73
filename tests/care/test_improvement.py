"""Whether there is any improvement is asked once, when the clinician said to expect it, else at the plan's turns."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import col, update

from bot.care import changes, checklist, export, improvement, patients, planning, regimens
from bot.care.changes import Move
from bot.care.messages import AskImprovement, Result, Review
from bot.care.regimens import Entered
from bot.domain.checklist import CORE, Answer, Entry, Item, Status
from bot.domain.nudge import Kind
from bot.domain.regimen import AfterCount, PhaseKind, Regimen, UntilReview
from bot.domain.symptoms import Improvement
from bot.storage import notices
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow
from tests.care.given import ANNA, BRUNO, DAY, HOUR, all_claimed, plan, settled
from tests.cast import MONDAY

# Three weeks from Tuesday 3 March on: the phase is over on the 17th. Asked on the 18th at 11:00 in Berlin.
OVER = datetime.fromisoformat("2026-03-18T10:00Z")
MINUTE = timedelta(minutes=1)
PHASE_ONE = "improvement:1:1"


@pytest.fixture(autouse=True)
def nothing_is_open(db: Database) -> None:
    """All questions are answered, so that none is brought up."""
    entries = [Entry(item, Status.ANSWERED, MONDAY, Answer(words="yes")) for item in CORE]
    db.transact(checklist.note, ANNA, entries, MONDAY)


def told_days(db: Database, days: int | None, now: datetime = MONDAY, status: Status = Status.ANSWERED) -> None:
    """By when to expect change, as the clinician said."""
    picked = () if days is None else (f"days:{days}",)
    db.transact(checklist.note, ANNA, [Entry(Item.TIMELINE, status, now, Answer(picked, "in a while"))], now)


def asked(db: Database, now: datetime, result: Result = Result.SENT) -> list[AskImprovement]:
    """What is asked then, and arrives; the plan goes on by itself, and of doses nothing is said."""
    while ids := db.transact(planning.due, now):
        db.transact(planning.plan_some, ids, now)
    of_doses = col(NudgeRow.dose_id).is_not(None)
    db.transact(lambda session: session.exec(update(NudgeRow).where(of_doses).values(state="done")))
    found = []
    for one in all_claimed(db, now):
        if isinstance(one.telling, AskImprovement):
            settled(db, one, result, now, 7)
            found.append(one.telling)
        else:
            settled(db, one, Result.SENT, now, 7)
    return found


def days_asked(db: Database, days: int, start: datetime = MONDAY) -> list[str]:
    """On which of so many days it is asked, looked at every day at 11:00 in Berlin."""
    elevens = (start + n * DAY + 2 * HOUR for n in range(days))
    return [f"{at:%d %b}" for at in elevens if asked(db, at)]


def until_review(day: date) -> Regimen:
    return replace(plan(), phases=(replace(plan().phases[0], end=UntilReview(day)),))


def test_where_no_time_is_known_it_is_asked_on_the_day_after_a_repletion_phase(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert asked(db, OVER - MINUTE) == []
    assert asked(db, OVER) == [AskImprovement(plan(), 1, PHASE_ONE)]
    assert asked(db, OVER + 30 * DAY) == []


def test_of_a_maintenance_phase_it_is_not_asked(db: Database) -> None:
    upkeep = replace(plan(), phases=(replace(plan().phases[0], kind=PhaseKind.MAINTENANCE),))
    db.transact(regimens.confirm, ANNA, upkeep, MONDAY)
    assert days_asked(db, 40) == []


def test_the_review_day_asks_its_own_question_and_this_one_comes_the_day_after(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, until_review(date(2026, 3, 12)), MONDAY)
    found = all_claimed(db, datetime.fromisoformat("2026-03-12T09:00Z"))
    for one in found:
        settled(db, one, Result.SENT, datetime.fromisoformat("2026-03-12T09:00Z"), 7)
    assert any(isinstance(one.telling, Review) for one in found)
    assert asked(db, datetime.fromisoformat("2026-03-12T10:00Z")) == []
    assert [one.phase for one in asked(db, datetime.fromisoformat("2026-03-13T10:00Z"))] == [1]


def test_where_a_time_is_known_it_is_asked_then_and_once(db: Database) -> None:
    told_days(db, 28)
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert asked(db, OVER) == []
    at = datetime.fromisoformat("2026-03-31T09:00Z")
    assert asked(db, at - MINUTE) == []
    assert asked(db, at) == [AskImprovement(None, None, "improvement:1:timeline:2026-03-31")]
    assert asked(db, at + 30 * DAY) == []


def test_a_time_that_is_told_later_takes_the_place_of_the_phases(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    told_days(db, 35, MONDAY + DAY)
    assert days_asked(db, 60) == ["07 Apr"]


def test_a_time_that_is_taken_back_or_has_no_length_leaves_it_to_the_phases(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    told_days(db, 5)
    told_days(db, None, MONDAY + HOUR)
    assert days_asked(db, 40) == ["18 Mar"]
    told_days(db, 60, status=Status.TO_ASK)
    assert days_asked(db, 60, OVER + 20 * DAY) == []


def test_a_plan_that_is_edited_does_not_ask_the_same_again(db: Database) -> None:
    told_days(db, 21)
    db.transact(regimens.confirm, ANNA, plan(7, 6), MONDAY)
    assert days_asked(db, 25) == ["25 Mar"], "on the 24th an injection of the product's first three is due"
    later = replace(plan(7, 6), phases=(replace(plan(7, 6).phases[0], start=date(2026, 3, 31)),))
    db.transact(regimens.enter, ANNA, Entered(later, replaces=1), MONDAY + 26 * DAY)
    assert days_asked(db, 60, MONDAY + 26 * DAY) == []


def test_an_edit_before_its_time_moves_it_to_the_new_first_injection(db: Database) -> None:
    told_days(db, 28)
    db.transact(regimens.confirm, ANNA, plan(7, 1), MONDAY)
    later = replace(plan(7, 1), phases=(replace(plan(7, 1).phases[0], start=date(2026, 3, 10)),))
    db.transact(regimens.enter, ANNA, Entered(later, replaces=1), MONDAY + HOUR)
    assert days_asked(db, 60) == ["07 Apr"]


def test_two_plans_ask_once(db: Database) -> None:
    told_days(db, 28)
    db.transact(regimens.confirm, ANNA, plan(7, 1), MONDAY)
    other = replace(plan(7, 1), medicine="Other", phases=(replace(plan(7, 1).phases[0], start=date(2026, 3, 9)),))
    db.transact(regimens.enter, ANNA, Entered(other), MONDAY)
    assert days_asked(db, 60) == ["31 Mar"]


def test_it_moves_with_the_dates(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    wanted = Move(1, 1, 2, datetime(2026, 3, 10, 9), datetime(2026, 3, 12, 9), True)  # noqa: DTZ001
    db.transact(changes.move, ANNA, wanted, MONDAY)
    assert days_asked(db, 30) == ["20 Mar"]


def test_without_a_plan_the_time_counts_from_the_day_on_which_it_was_told(db: Database) -> None:
    told_days(db, 10)
    told_days(db, 14, MONDAY + DAY)
    at = datetime.fromisoformat("2026-03-17T10:00Z")
    assert asked(db, at - MINUTE) == []
    assert [one.about for one in asked(db, at)] == ["improvement:p1:timeline:2026-03-17"]


def test_a_plan_that_begins_meanwhile_counts_instead(db: Database) -> None:
    told_days(db, 14)
    db.transact(regimens.confirm, ANNA, plan(28, 1), MONDAY + HOUR)
    assert days_asked(db, 40) == ["17 Mar"]


def test_a_plan_that_ended_asks_nothing(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(regimens.end, ANNA, 1, MONDAY + HOUR)
    assert days_asked(db, 30) == []


@pytest.mark.parametrize(("back", "count"), [(13 * DAY, 1), (14 * DAY, 0)])
def test_after_a_time_switched_off_it_is_asked_for_fourteen_days(db: Database, back: timedelta, count: int) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    all_claimed(db, OVER + back - 2 * HOUR)
    assert len(asked(db, OVER + back)) == count


def test_a_pause_and_a_closed_chat_hold_it(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    asked(db, OVER - 2 * HOUR)
    db.transact(patients.pause, ANNA, OVER + DAY, OVER - HOUR)
    assert asked(db, OVER) == []
    assert len(asked(db, OVER + DAY, Result.GONE)) == 1
    assert asked(db, OVER + 2 * DAY) == []
    db.transact(patients.heard_from, ANNA, OVER + 3 * DAY)
    assert len(asked(db, OVER + 3 * DAY)) == 1


def test_who_is_not_sure_is_asked_once_more_and_an_answer_settles_it(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    assert len(asked(db, OVER)) == 1
    db.transact(improvement.note, ANNA, Improvement.UNSURE, PHASE_ONE, OVER + HOUR)
    again = datetime.fromisoformat("2026-04-01T09:00Z")
    assert asked(db, again - MINUTE) == []
    assert [one.about for one in asked(db, again)] == [f"{PHASE_ONE}:again"]
    db.transact(improvement.note, ANNA, Improvement.UNSURE, f"{PHASE_ONE}:again", again + HOUR)
    assert asked(db, again + 14 * DAY) == []


def test_the_time_to_expect_change_by_is_asked_about_again_too(db: Database) -> None:
    told_days(db, 28)
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    (one,) = asked(db, datetime.fromisoformat("2026-03-31T09:00Z"))
    db.transact(improvement.note, ANNA, Improvement.UNSURE, one.about, OVER + 14 * DAY)
    assert days_asked(db, 30, OVER + 14 * DAY) == ["15 Apr"]


@pytest.mark.parametrize("answer", [Improvement.YES, Improvement.NO])
def test_a_change_of_mind_settles_it(db: Database, answer: Improvement) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    asked(db, OVER)
    for said in (Improvement.UNSURE, answer):
        db.transact(improvement.note, ANNA, said, PHASE_ONE, OVER + HOUR)
    assert asked(db, OVER + 14 * DAY) == []
    db.transact(improvement.note, ANNA, Improvement.UNSURE, PHASE_ONE, OVER + 2 * HOUR)
    assert len(asked(db, OVER + 14 * DAY)) == 1, "and another change of mind asks again"


def test_an_answer_before_it_is_asked_settles_it(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(improvement.note, ANNA, Improvement.YES, PHASE_ONE, MONDAY + DAY)
    assert days_asked(db, 40) == []


def test_an_answer_that_nobody_asked_for_settles_nothing(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    db.transact(improvement.note, ANNA, Improvement.UNSURE, "", MONDAY + DAY)
    assert days_asked(db, 40) == ["18 Mar"]


def test_nobody_settles_the_question_of_somebody_else(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    for said in (Improvement.NO, Improvement.UNSURE):
        db.transact(improvement.note, BRUNO, said, PHASE_ONE, MONDAY + DAY)
    assert [one["answer"] for one in db.transact(export.export, BRUNO, MONDAY)["improvements"]] == ["no", "unsure"]
    assert days_asked(db, 40) == ["18 Mar"]


def test_a_longer_phase_is_asked_about_after_its_own_end(db: Database) -> None:
    longer = replace(plan(), phases=(replace(plan().phases[0], end=AfterCount(5)),))
    db.transact(regimens.confirm, ANNA, longer, MONDAY)
    waiting = db.transact(notices.waiting_of, 1, Kind.IMPROVEMENT)
    assert [one.key for one in waiting] in ([], [PHASE_ONE])
    assert days_asked(db, 60) == ["01 Apr"]
