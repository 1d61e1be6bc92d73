"""Never a burst: what has waited for long is told in few messages, and each dose once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.care import doses, export, marks, outbox, patients, regimens, travel
from bot.care.door import Session
from bot.care.messages import Away, Missed, Outgoing, Remind, Result
from bot.domain import dose as rules
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, DUE, HOUR, about, claimed, plan, settled, tap, unannounced
from tests.cast import MONDAY

LATE = DUE + 6 * DAY + HOUR


def daily(db: Database) -> None:
    """An injection each day, of which nobody has heard for a week."""
    db.transact(regimens.confirm, ANNA, plan(1, 8), MONDAY)


def numbers(outgoing: Outgoing) -> list[int]:
    """Which injections it is about."""
    told = outgoing.telling.injections if isinstance(outgoing.telling, Away) else (about(outgoing),)
    return [injection.dose.number for injection in told]


def blocked(db: Database, now: datetime) -> None:
    """Anna has blocked the bot, as it finds when it wants to tell her of the first dose."""
    (one,) = claimed(db, now)
    settled(db, one, Result.GONE, now)


def test_of_many_the_three_newest_are_told_by_themselves_and_the_older_in_one_message(db: Database) -> None:
    daily(db)
    told = claimed(db, LATE)
    assert [(type(one.telling), numbers(one)) for one in told] == [
        (Away, [1, 2, 3, 4]),
        (Missed, [5]),
        (Missed, [6]),
        (Remind, [7]),
    ]
    assert len(told[0].nudges) == 4
    for one in told:
        settled(db, one, Result.SENT, LATE, 5)
    assert claimed(db, LATE + HOUR / 10) == []
    states = [dose["state"] for dose in db.transact(regimens_record)]
    assert states == ["missed"] * 6 + ["open"] * 2


def regimens_record(session: Session) -> list[dict[str, str]]:
    """The doses as the export has them."""
    found: list[dict[str, str]] = export.export(session, ANNA, MONDAY)["doses"]
    return found


def test_each_open_dose_keeps_its_own_message_however_many_there_are(db: Database) -> None:
    daily(db)

    def ask_for_long(session: Session) -> None:
        session.connection().execute(text("UPDATE dose SET closes_at = '2026-04-01 00:00:00'"))

    db.transact(ask_for_long)
    assert [(type(one.telling), numbers(one)) for one in claimed(db, LATE)] == [(Remind, [n]) for n in range(1, 8)]


def test_three_or_fewer_are_each_told_by_itself(db: Database) -> None:
    daily(db)
    assert [numbers(one) for one in claimed(db, DUE + 2 * DAY + HOUR)] == [[1], [2], [3]]


def test_the_message_of_many_may_be_repeated_once_and_is_then_the_same(db: Database) -> None:
    daily(db)
    first = claimed(db, LATE)[0]
    settled(db, first, Result.UNSURE, LATE)
    (again,) = [one for one in claimed(db, LATE + HOUR / 20) if one.repeat and isinstance(one.telling, Away)]
    assert numbers(again) == [1, 2, 3, 4]
    settled(db, again, Result.UNSURE, LATE + HOUR / 20)
    assert not any(isinstance(one.telling, Away) for one in claimed(db, LATE + HOUR))


def test_a_dose_recorded_meanwhile_is_left_out_of_the_message_of_many(db: Database) -> None:
    daily(db)
    batch = db.transact(outbox.claim, "one-1", LATE, 50)
    many = batch.outgoing[0]
    assert isinstance(many.telling, Away)
    second = many.telling.injections[1].dose.id
    db.transact(doses.take, tap(second, LATE), rules.When.ON_TIME)
    assert db.transact(marks.mark, [many], (), LATE) == [False], "it would name one that is on record"
    fresh = db.transact(outbox.claim, "one-2", LATE, 50)
    assert [numbers(one) for one in fresh.outgoing] == [[1, 3, 4]]
    assert not fresh.outgoing[0].repeat


def test_after_a_block_what_passed_meanwhile_is_told_in_one_message(db: Database) -> None:
    daily(db)
    blocked(db, DUE)
    for days in range(1, 7):
        assert claimed(db, DUE + days * DAY) == []
    db.transact(patients.heard_from, ANNA, LATE)
    told = claimed(db, LATE)
    assert [(type(one.telling), numbers(one)) for one in told] == [(Away, [1, 2, 3, 4, 5, 6]), (Remind, [7])]
    for one in told:
        settled(db, one, Result.SENT, LATE, 5)
    db.transact(patients.heard_from, ANNA, LATE + HOUR)
    assert claimed(db, LATE + HOUR) == []


def test_after_a_block_a_single_one_is_told_as_it_always_is(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    blocked(db, DUE)
    assert claimed(db, DUE + 3 * DAY) == []
    db.transact(patients.heard_from, ANNA, DUE + 4 * DAY)
    (one,) = claimed(db, DUE + 4 * DAY)
    assert isinstance(one.telling, Missed)


def test_one_that_was_recorded_after_a_block_is_not_told(db: Database) -> None:
    daily(db)
    unannounced(db)
    blocked(db, DUE)
    assert claimed(db, LATE) == []
    db.transact(patients.heard_from, ANNA, LATE)
    first = db.transact(regimens_record)[0]
    assert first["state"] == "missed"
    batch = db.transact(outbox.claim, "one-1", LATE, 50)
    away = batch.outgoing[0].telling
    assert isinstance(away, Away)
    db.transact(outbox.let_go, "one")
    db.transact(doses.take, tap(away.injections[0].dose.id, LATE), rules.When.ON_TIME)
    assert numbers(claimed(db, LATE)[0]) == [2, 3, 4, 5, 6]


def test_what_is_missed_and_not_told_waits_for_the_end_of_a_pause(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    unannounced(db)
    late = DUE + 3 * DAY
    batch = db.transact(outbox.claim, "one-1", late, 50)
    assert len(batch.outgoing) == 1
    db.transact(patients.pause, ANNA, late + 2 * DAY, late)
    assert db.transact(marks.mark, batch.outgoing, (), late) == [False], "silence was asked for meanwhile"
    assert claimed(db, late + DAY) == []
    (one,) = claimed(db, late + 2 * DAY)
    assert isinstance(one.telling, Missed)


def test_a_pause_without_an_end_holds_it_until_the_patient_resumes(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    unannounced(db)
    late = DUE + 3 * DAY
    batch = db.transact(outbox.claim, "one-1", late, 50)
    db.transact(patients.pause, ANNA, None, late)
    assert db.transact(marks.mark, batch.outgoing, (), late) == [False]
    assert claimed(db, late + DAY) == []
    db.transact(patients.resume, ANNA, late + DAY)
    (one,) = claimed(db, late + DAY)
    assert isinstance(one.telling, Missed)


@pytest.mark.parametrize("change", ["discreet", "language", "zone"])
def test_what_was_claimed_before_a_setting_changed_is_worded_anew(db: Database, change: str) -> None:
    db.transact(regimens.confirm, ANNA, plan(), MONDAY)
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    match change:
        case "discreet":
            db.transact(patients.set_discreet, ANNA, True)
        case "language":
            db.transact(patients.set_language, ANNA, "es")
        case _:
            db.transact(travel.arrive, ANNA, "Europe/Rome", DUE)
    assert db.transact(marks.mark, batch.outgoing, (), DUE) == [False]
    (one,) = claimed(db, DUE + timedelta(seconds=1))
    assert not one.repeat
