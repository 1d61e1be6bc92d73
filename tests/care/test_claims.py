"""Claims, beginnings and results: what is surely unsent is simply sent, and each result counts once."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.care import doses, marks, outbox, patients, regimens
from bot.care.messages import Missed, Result, Told
from bot.domain.dose import State
from bot.storage.engine import Database
from bot.storage.tables import NudgeRow
from tests.care.given import ANNA, BRUNO, DAY, DUE, HOUR, claimed, first_dose, plan, settled, tap, unannounced
from tests.cast import MONDAY


def change(db: Database, sql: str) -> None:
    """Something that no program of ours does to a row."""

    def run(session: Any) -> None:
        session.connection().execute(text(sql))

    db.transact(run)


def test_what_was_claimed_and_never_begun_is_claimed_again_and_is_no_repeat(db: Database) -> None:
    first_dose(db)
    (before,) = db.transact(outbox.claim, "one-1", DUE, 50).outgoing
    assert claimed(db, DUE + HOUR / 100) == []
    (again,) = claimed(db, DUE + HOUR / 30)
    assert (again.nudges, again.repeat) == (before.nudges, False)
    assert db.transact(marks.mark, [before], (), DUE + HOUR / 30) == [False], "its claim is over"


def test_what_a_program_lets_go_of_can_be_claimed_at_once(db: Database) -> None:
    first_dose(db)
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    assert db.transact(marks.mark, batch.outgoing, (), DUE) == [True]
    db.transact(outbox.let_go, "on")
    assert claimed(db, DUE) == [], "that is another program's name"
    db.transact(outbox.let_go, "one")
    (again,) = claimed(db, DUE)
    assert not again.repeat


def test_what_this_program_is_sending_is_not_taken_for_forsaken_however_long_it_takes(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert db.transact(outbox.claim, "x-1", DUE + HOUR, 50, one.nudges).claimed == 0
    (again,) = db.transact(outbox.claim, "x-2", DUE + HOUR, 50).outgoing
    assert again.repeat


def test_a_dose_recorded_between_claim_and_beginning_is_not_reminded_of(db: Database) -> None:
    dose = first_dose(db)
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    db.transact(doses.take, tap(dose, DUE))
    assert db.transact(marks.mark, batch.outgoing, (), DUE) == [False]
    assert claimed(db, DUE + 5 * DAY) == []


def test_a_patient_erased_between_claim_and_beginning_hears_nothing(db: Database) -> None:
    first_dose(db)
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    db.transact(patients.erase, ANNA)
    assert db.transact(marks.mark, batch.outgoing, (), DUE) == [False]


def test_a_result_counts_once(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    sent = Told(one, Result.SENT, DUE, 5)
    db.transact(marks.mark, (), [sent, sent], DUE)
    db.transact(marks.mark, (), [sent], DUE + HOUR)
    assert len(claimed(db, DUE + 12 * HOUR)) == 1


def test_a_message_that_could_not_be_worded_is_set_aside_and_its_dose_gets_the_closing_note(db: Database) -> None:
    first_dose(db)
    (one,) = db.transact(outbox.claim, "one-1", DUE, 50).outgoing
    settled(db, one, Result.BROKEN, DUE)
    assert claimed(db, DUE + DAY) == []
    (note,) = claimed(db, DUE + 2 * DAY)
    assert isinstance(note.telling, Missed)


def test_a_row_that_cannot_be_read_is_set_aside_and_delays_nobody(db: Database) -> None:
    first_dose(db)
    db.transact(regimens.confirm, BRUNO, plan(), MONDAY)
    unannounced(db)
    change(db, "UPDATE regimen SET prescription = '{}' WHERE patient_id = (SELECT min(id) FROM patient)")
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    assert [one.patient.chat for one in batch.outgoing] == [BRUNO]
    ((_, error),) = batch.unfit
    assert isinstance(error, KeyError)
    later = db.transact(outbox.claim, "one-2", DUE + HOUR, 50)
    assert ([one.patient.chat for one in later.outgoing], later.unfit) == ([BRUNO], ())


@pytest.mark.parametrize("kind", ["odd", "due"])
def test_a_message_about_no_dose_that_nobody_can_word_is_set_aside(db: Database, kind: str) -> None:
    first_dose(db)

    def put(session: Any) -> None:
        patient = patients.required(session, ANNA)
        session.add(NudgeRow(key="odd", patient_id=patient.id, kind=kind, planned_at=DUE, due_at=DUE))

    db.transact(put)
    batch = db.transact(outbox.claim, "one-1", DUE, 50)
    assert (batch.claimed, len(batch.outgoing), len(batch.unfit)) == (2, 1, 1)


def test_all_that_is_claimed_of_a_blocked_chat_waits_for_its_patient(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 3), MONDAY)
    late = DUE + 2 * DAY + HOUR
    batch = db.transact(outbox.claim, "one-1", late, 50)
    first, *others = batch.outgoing
    assert db.transact(marks.mark, [first], (), late) == [True]
    settled(db, first, Result.GONE, late)
    assert db.transact(marks.mark, others, (), late) == [False] * len(others)
    assert claimed(db, late) == []
    db.transact(patients.heard_from, ANNA, late + HOUR)
    assert len(claimed(db, late + HOUR)) == 2


def test_a_window_that_passes_in_a_pause_is_told_to_nobody(db: Database) -> None:
    dose = first_dose(db)
    db.transact(patients.pause, ANNA, None, MONDAY)
    assert claimed(db, DUE) == []
    assert claimed(db, DUE + 3 * DAY) == []
    db.transact(patients.resume, ANNA, DUE + 3 * DAY)
    assert claimed(db, DUE + 3 * DAY) == []
    looked = db.transact(doses.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.state is State.PAUSED
