"""A check-in is asked for as often as was chosen, one at a time: told, done early or let be, the next is in line."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from bot.care import changes, check_ins, doses, patients, regimens, travel
from bot.care.messages import AskCheckIn, Outgoing, Result
from bot.domain.regimen import AfterCount, PhaseKind, Regimen
from bot.domain.symptoms import Change, CheckIn, Followed, Often
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow
from tests.care.given import ANNA, BRUNO, DAY, DUE, HOUR, all_claimed, plan, settled, tap, unannounced
from tests.cast import MONDAY

ENERGY, SLEEP = Followed("energy"), Followed("own:1", "my sleep")
WEEK, MINUTE = 7 * DAY, timedelta(minutes=1)
# 11:00 in Berlin on the Monday of the first week; summer time begins on 29 March.
ELEVEN = MONDAY + 2 * HOUR


def set_up(db: Database, often: Often = Often.WEEKLY, now: datetime = MONDAY) -> None:
    db.transact(check_ins.follow, ANNA, [ENERGY, SLEEP], now)
    db.transact(check_ins.set_often, ANNA, often, now)


def claimed(db: Database, now: datetime) -> list[Outgoing]:
    return [one for one in all_claimed(db, now) if isinstance(one.telling, AskCheckIn)]


def asked(db: Database, now: datetime) -> list[int]:
    """How many symptoms each check-in is about that is asked for then, and arrives."""
    found = claimed(db, now)
    for one in found:
        settled(db, one, Result.SENT, now, 7)
    return [one.telling.symptoms for one in found if isinstance(one.telling, AskCheckIn)]


def in_line(db: Database) -> list[str]:
    """When check-ins are to be asked for, in UTC."""
    rows = select(NudgeRow).where(NudgeRow.kind == "check-in", col(NudgeRow.state).in_(("waiting", "untold")))
    return db.transact(
        lambda session: [f"{row.due_at:%d %b %H}" for row in session.exec(rows.order_by(col(NudgeRow.due_at)))]
    )


def done(db: Database, now: datetime) -> None:
    db.transact(check_ins.note, ANNA, CheckIn(now, ((ENERGY, Change.SAME),)), now, now.day * 100 + now.hour)


def test_nobody_is_asked_who_did_not_set_it_up_or_turned_it_off_or_follows_nothing(db: Database) -> None:
    assert in_line(db) == []
    db.transact(check_ins.follow, ANNA, [ENERGY], MONDAY)
    assert in_line(db) == []
    db.transact(check_ins.set_often, ANNA, Often.WEEKLY, MONDAY)
    assert in_line(db) == ["09 Mar 10"]
    db.transact(check_ins.set_often, ANNA, Often.OFF, MONDAY)
    assert in_line(db) == []
    db.transact(check_ins.set_often, ANNA, Often.WEEKLY, MONDAY)
    db.transact(check_ins.follow, ANNA, [], MONDAY)
    assert in_line(db) == []


def test_it_is_asked_for_each_week_at_eleven(db: Database) -> None:
    set_up(db)
    for week in (1, 2, 3):
        assert asked(db, ELEVEN + week * WEEK - MINUTE) == []
        assert asked(db, ELEVEN + week * WEEK) == [2]
    assert in_line(db) == ["30 Mar 09"]


def test_other_rhythms_come_as_seldom_as_was_chosen(db: Database) -> None:
    for often, day in ((Often.FORTNIGHTLY, "16 Mar 10"), (Often.MONTHLY, "30 Mar 09"), (Often.WEEKLY, "09 Mar 10")):
        set_up(db, often)
        assert in_line(db) == [day]


def test_one_that_is_done_early_moves_the_next(db: Database) -> None:
    set_up(db)
    done(db, MONDAY + 3 * DAY)
    assert in_line(db) == ["12 Mar 10"]
    assert asked(db, ELEVEN + WEEK) == []
    assert asked(db, ELEVEN + WEEK + 3 * DAY) == [2]
    done(db, ELEVEN + WEEK + 3 * DAY + HOUR)
    assert in_line(db) == ["19 Mar 10"]


def test_one_that_is_done_while_it_is_on_its_way_does_not_double_the_next(db: Database) -> None:
    set_up(db)
    (one,) = claimed(db, ELEVEN + WEEK)
    done(db, ELEVEN + WEEK)
    settled(db, one, Result.LATER, ELEVEN + WEEK, again_at=ELEVEN + WEEK + DAY)
    assert asked(db, ELEVEN + WEEK + DAY) == [2]
    assert in_line(db) == ["17 Mar 10"]


def test_one_that_is_turned_off_while_it_is_on_its_way_does_not_come_again(db: Database) -> None:
    set_up(db)
    (one,) = claimed(db, ELEVEN + WEEK)
    db.transact(check_ins.set_often, ANNA, Often.OFF, ELEVEN + WEEK)
    settled(db, one, Result.LATER, ELEVEN + WEEK, again_at=ELEVEN + WEEK + HOUR)
    assert asked(db, ELEVEN + WEEK + HOUR) == []
    assert in_line(db) == []


def test_after_three_days_it_is_worth_nothing_and_the_next_comes(db: Database) -> None:
    set_up(db)
    assert asked(db, ELEVEN + WEEK + 3 * DAY) == []
    assert in_line(db) == ["16 Mar 10"]
    assert asked(db, ELEVEN + 5 * WEEK + 2 * DAY) == []
    assert in_line(db) == ["13 Apr 09"]


def test_a_short_time_switched_off_only_delays_it(db: Database) -> None:
    set_up(db)
    assert asked(db, ELEVEN + WEEK + 2 * DAY) == [2]
    assert in_line(db) == ["18 Mar 10"]


def test_a_pause_and_quiet_hours_hold_it(db: Database) -> None:
    set_up(db)
    db.transact(patients.pause, ANNA, ELEVEN + WEEK + DAY, MONDAY)
    assert asked(db, ELEVEN + WEEK) == []
    db.transact(patients.resume, ANNA, ELEVEN + WEEK + 12 * HOUR)
    assert asked(db, ELEVEN + WEEK + 12 * HOUR) == []
    assert asked(db, ELEVEN + WEEK + 20 * HOUR) == [2]


def test_a_closed_chat_is_asked_when_its_patient_is_back_if_that_is_soon(db: Database) -> None:
    set_up(db)
    (one,) = claimed(db, ELEVEN + WEEK)
    settled(db, one, Result.GONE, ELEVEN + WEEK)
    db.transact(patients.heard_from, ANNA, ELEVEN + WEEK + DAY)
    assert asked(db, ELEVEN + WEEK + DAY) == [2]
    assert in_line(db) == ["17 Mar 10"]


def test_a_chat_that_was_closed_for_long_is_asked_for_the_newest_alone(db: Database) -> None:
    set_up(db)
    (one,) = claimed(db, ELEVEN + WEEK)
    settled(db, one, Result.GONE, ELEVEN + WEEK)
    for day in range(8, 31):
        assert asked(db, ELEVEN + day * DAY) == []
    db.transact(patients.heard_from, ANNA, ELEVEN + 29 * DAY + HOUR)
    assert asked(db, ELEVEN + 29 * DAY + HOUR) == [2]
    assert len(in_line(db)) == 1


def test_new_settings_plan_anew_and_the_same_ones_do_not(db: Database) -> None:
    set_up(db)
    db.transact(check_ins.set_often, ANNA, Often.FORTNIGHTLY, MONDAY + 2 * DAY)
    assert in_line(db) == ["18 Mar 10"]
    db.transact(check_ins.set_often, ANNA, Often.FORTNIGHTLY, MONDAY + 4 * DAY)
    db.transact(check_ins.follow, ANNA, [SLEEP], MONDAY + 4 * DAY)
    assert in_line(db) == ["18 Mar 10"]


def test_who_follows_something_anew_begins_anew(db: Database) -> None:
    set_up(db)
    db.transact(check_ins.follow, ANNA, [], MONDAY + DAY)
    db.transact(check_ins.follow, ANNA, [ENERGY], MONDAY + 3 * DAY)
    assert in_line(db) == ["12 Mar 10"]


def test_one_whose_time_has_come_is_not_lost_when_something_else_changes(db: Database) -> None:
    set_up(db)
    db.transact(travel.set_zone, ANNA, travel.Move("Europe/Lisbon", frozenset()), ELEVEN + WEEK + MINUTE)
    assert asked(db, ELEVEN + WEEK + 2 * MINUTE) == [2]
    assert in_line(db) == ["16 Mar 11"]


def test_another_zone_moves_it_to_eleven_there(db: Database) -> None:
    set_up(db)
    db.transact(travel.set_zone, ANNA, travel.Move("Asia/Tokyo", frozenset()), MONDAY + DAY)
    assert in_line(db) == ["09 Mar 02"]


def phases(*kinds: PhaseKind) -> Regimen:
    """Two weeks of each kind, one injection a week."""
    one = replace(plan().phases[0], end=AfterCount(2))
    return replace(
        plan(),
        phases=tuple(
            replace(one, kind=kind, start=date(2026, 3, 3) + number * timedelta(days=14))
            for number, kind in enumerate(kinds)
        ),
    )


def test_by_the_plan_it_comes_each_week_until_maintenance(db: Database) -> None:
    set_up(db, Often.BY_PHASE)
    assert in_line(db) == ["30 Mar 09"], "without a plan"
    db.transact(regimens.confirm, ANNA, phases(PhaseKind.REPLETION, PhaseKind.MAINTENANCE), MONDAY)
    unannounced(db)
    assert in_line(db) == ["09 Mar 10"]
    for when in (DUE, DUE + 3 * DAY):
        assert asked(db, when) == []
    assert asked(db, ELEVEN + WEEK) == [2]
    assert in_line(db) == ["16 Mar 10"]
    first = db.transact(doses.today, ANNA, MONDAY).coming
    assert first is not None
    db.transact(doses.take, tap(first.dose.id, DUE + WEEK))
    assert asked(db, DUE + WEEK + HOUR) == []
    assert asked(db, ELEVEN + 2 * WEEK) == [2], "the last of repletion has come, and maintenance is next"
    assert in_line(db) == ["13 Apr 09"]


def test_the_end_of_a_plan_makes_it_seldom_and_taking_that_back_weekly_again(db: Database) -> None:
    set_up(db, Often.BY_PHASE)
    db.transact(regimens.confirm, ANNA, phases(PhaseKind.UNNAMED), MONDAY)
    assert in_line(db) == ["09 Mar 10"]
    change = db.transact(regimens.end, ANNA, 1, MONDAY + HOUR)
    assert change is not None
    assert in_line(db) == ["30 Mar 09"]
    db.transact(changes.undo, ANNA, change, MONDAY + 2 * HOUR)
    assert in_line(db) == ["09 Mar 10"]


def test_in_maintenance_it_comes_every_four_weeks(db: Database) -> None:
    set_up(db, Often.BY_PHASE)
    db.transact(regimens.confirm, ANNA, phases(PhaseKind.MAINTENANCE), MONDAY)
    assert in_line(db) == ["30 Mar 09"]


def test_each_is_asked_alone(db: Database) -> None:
    set_up(db)
    db.transact(check_ins.follow, BRUNO, [ENERGY], MONDAY)
    db.transact(check_ins.set_often, BRUNO, Often.WEEKLY, MONDAY)
    both = claimed(db, ELEVEN + WEEK)
    assert sorted((one.patient.chat, one.telling) for one in both) == [(ANNA, AskCheckIn(2)), (BRUNO, AskCheckIn(1))]
