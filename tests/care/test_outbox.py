"""The outbox on each kind of database: planned once, claimed once, settled once, whatever happens in between."""

from typing import Any

from bot.care import doses, export, outbox, patients, planning, regimens
from bot.care.messages import Batch, Missed, Outgoing, Remind, Result
from bot.domain import dose as rules
from bot.domain.dose import When
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, DUE, HOUR, about, claimed, first_dose, plan, settled, tap
from tests.cast import MONDAY


def nth(outgoing: Outgoing) -> int:
    """Which of the dose's reminders it is."""
    assert isinstance(outgoing.telling, Remind)
    return outgoing.telling.nth


def test_planning_twice_plans_once(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, None), MONDAY)
    for now in (MONDAY, MONDAY + 3 * DAY, MONDAY + 3 * DAY, MONDAY + 40 * DAY):
        while due := db.transact(planning.due, now):
            for regimen in due:
                db.transact(planning.plan, regimen, now)
    record = db.transact(export.export, ANNA, MONDAY)
    numbers = [dose["number"] for dose in record["doses"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 40 + 13
    assert db.transact(outbox.next_due) == DUE


def test_injections_from_before_the_plan_was_confirmed_are_not_asked_about(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 5), MONDAY + 3 * DAY)
    record = db.transact(export.export, ANNA, MONDAY)
    assert [dose["number"] for dose in record["doses"]] == [3, 4, 5]


def test_a_plan_all_in_the_past_plans_nothing(db: Database) -> None:
    saved = db.transact(regimens.confirm, ANNA, plan(1, 2), MONDAY + 30 * DAY)
    assert saved.coming == ()
    assert db.transact(outbox.next_due) is None


def test_a_regimen_without_a_zone_waits(db: Database) -> None:
    def unplaced(session: Any) -> list[int]:
        row = patients.required(session, ANNA)
        regimens.confirm(session, ANNA, plan(1, None), MONDAY)
        row.zone = None
        return planning.due(session, MONDAY + 60 * DAY)

    (regimen,) = db.transact(unplaced)
    db.transact(planning.plan, regimen, MONDAY + 60 * DAY)
    assert db.transact(planning.due, MONDAY + 60 * DAY) == []


def test_a_regimen_or_a_message_that_cannot_be_handled_is_set_aside(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, None), MONDAY)
    (regimen,) = db.transact(planning.due, MONDAY + 60 * DAY)
    db.transact(planning.park, regimen)
    assert db.transact(planning.due, MONDAY + 60 * DAY) == []
    nudge = db.transact(outbox.first_due, DUE)
    assert nudge is not None
    db.transact(outbox.park, [nudge])
    assert claimed(db, DUE) == []
    assert db.transact(outbox.first_due, DUE) is None


def test_a_claim_of_what_another_program_has_claimed_finds_nothing(db: Database) -> None:
    first_dose(db)
    assert db.transact(outbox.claim, "one-1", DUE, 50).claimed == 1
    assert db.transact(outbox.claim, "other-1", DUE, 50) == Batch()


def test_a_result_that_comes_too_late_is_not_taken_for_another_attempts(db: Database) -> None:
    first_dose(db)
    (first,) = claimed(db, DUE)
    (second,) = claimed(db, DUE + HOUR)
    settled(db, first, Result.GONE, DUE + HOUR)
    settled(db, second, Result.SENT, DUE + HOUR, 5)
    settled(db, second, Result.BROKEN, DUE + HOUR)


def test_two_refusals_in_a_row_still_end_with_the_closing_note(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    settled(db, one, Result.SENT, DUE, 5)
    (two,) = claimed(db, DUE + 12 * HOUR)
    settled(db, two, Result.BROKEN, DUE + 12 * HOUR)
    (note,) = claimed(db, DUE + 2 * DAY)
    assert isinstance(note.telling, Missed)
    settled(db, note, Result.BROKEN, DUE + 2 * DAY)
    assert [about(one).dose.number for one in claimed(db, DUE + 7 * DAY)] == [2]


def test_what_was_taken_back_before_its_time_is_reminded_of_as_planned(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, MONDAY), When.NOW)
    assert claimed(db, DUE) == []
    back = db.transact(doses.undo, tap(dose, MONDAY + HOUR))
    assert back is not None
    assert isinstance(back.outcome, rules.Reopened)
    assert len(claimed(db, DUE)) == 1


def test_what_is_taken_back_after_its_window_is_missed_and_not_reminded_of(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, DUE + 47 * HOUR))
    db.transact(doses.undo, tap(dose, DUE + 49 * HOUR))
    assert claimed(db, DUE + 50 * HOUR) == []
    looked = db.transact(doses.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.state is rules.State.MISSED


def test_a_claimed_message_is_not_claimed_again_until_its_lease_is_over(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert not one.repeat
    assert claimed(db, DUE + HOUR / 100) == []
    (again,) = claimed(db, DUE + HOUR / 30)
    assert again.repeat
    assert again.nudges == one.nudges
    assert claimed(db, DUE + HOUR / 10) == [], "the second time it is taken for sent"
    assert [nth(o) for o in claimed(db, DUE + 12 * HOUR)] == [2]


def test_what_is_settled_is_followed_by_what_comes_next(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    settled(db, one, Result.SENT, DUE, 55)
    (two,) = claimed(db, DUE + 12 * HOUR)
    assert (one.earlier, two.earlier) == ((), (55,)), "whose buttons are old then"
    settled(db, two, Result.SENT, DUE + 12 * HOUR, 56)
    assert db.transact(doses.today, ANNA, DUE + 12 * HOUR).reached_at == DUE + 12 * HOUR


def test_a_dose_recorded_while_its_message_is_on_the_way_is_not_followed_up(db: Database) -> None:
    dose = first_dose(db)
    (one,) = claimed(db, DUE)
    db.transact(doses.take, tap(dose, DUE))
    settled(db, one, Result.SENT, DUE, 55)
    assert claimed(db, DUE + 5 * DAY) == []


def test_each_result_of_sending_has_its_sequel(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    settled(db, one, Result.LATER, DUE, None, DUE + HOUR)
    assert claimed(db, DUE + HOUR / 2) == []
    (one,) = claimed(db, DUE + HOUR)
    settled(db, one, Result.LATER, DUE + HOUR)
    (one,) = claimed(db, DUE + 2 * HOUR)
    assert not one.repeat
    settled(db, one, Result.UNSURE, DUE + 2 * HOUR)
    assert claimed(db, DUE + 2 * HOUR) == [], "the trouble is given time to pass"
    (one,) = claimed(db, DUE + 2 * HOUR + HOUR / 20)
    assert one.repeat
    settled(db, one, Result.GONE, DUE + 2 * HOUR)
    assert claimed(db, DUE + 3 * HOUR) == []
    anna = db.transact(patients.heard_from, ANNA, DUE + 3 * HOUR)
    assert anna is not None
    assert anna.reachable
    (one,) = claimed(db, DUE + 3 * HOUR)
    settled(db, one, Result.BROKEN, DUE + 3 * HOUR)
    assert claimed(db, DUE + 3 * HOUR) == []
    (closing,) = claimed(db, DUE + 6 * DAY)
    assert isinstance(closing.telling, Missed)
    assert closing.telling.coming is not None


def test_an_unreachable_patients_missed_dose_is_noted_without_a_message(db: Database) -> None:
    dose = first_dose(db)
    (one,) = claimed(db, DUE)
    settled(db, one, Result.GONE, DUE)
    assert claimed(db, DUE + 3 * DAY) == []
    looked = db.transact(doses.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.state is rules.State.MISSED


def test_a_missed_note_to_a_closed_chat_is_tried_again_only_when_the_patient_is_back(db: Database) -> None:
    first_dose(db)
    late = DUE + 3 * DAY
    (note,) = claimed(db, late)
    settled(db, note, Result.GONE, late)
    assert claimed(db, late + HOUR) == []
    db.transact(patients.heard_from, ANNA, late + HOUR)
    (note,) = claimed(db, late + HOUR)
    settled(db, note, Result.GONE, late + HOUR)
    assert claimed(db, late + 9 * DAY) == []


def test_a_message_whose_dose_was_recorded_after_the_program_died_is_dropped(db: Database) -> None:
    dose = first_dose(db)
    claimed(db, DUE)
    db.transact(doses.take, tap(dose, DUE))
    assert claimed(db, DUE + HOUR) == []
    assert claimed(db, DUE + 5 * DAY) == []


def test_the_repeat_of_a_missed_note_waits_until_quiet_hours_are_over(db: Database) -> None:
    first_dose(db)
    nearly_quiet = DUE + 2 * DAY + 13 * HOUR - HOUR / 60
    (note,) = claimed(db, nearly_quiet)
    settled(db, note, Result.UNSURE, nearly_quiet)
    assert claimed(db, nearly_quiet + HOUR / 6) == []
    (again,) = claimed(db, DUE + 2 * DAY + 22 * HOUR)
    assert isinstance(again.telling, Missed)
    assert again.repeat


def test_a_missed_note_that_may_have_arrived_is_repeated_once(db: Database) -> None:
    first_dose(db)
    late = DUE + 3 * DAY
    (note,) = claimed(db, late)
    assert isinstance(note.telling, Missed)
    settled(db, note, Result.UNSURE, late)
    (again,) = claimed(db, late + HOUR)
    assert isinstance(again.telling, Missed)
    assert again.repeat
    settled(db, again, Result.SENT, late, 1)
    assert claimed(db, late + DAY) == []


def test_the_last_missed_dose_of_a_plan_has_nothing_coming(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, plan(1, 1), MONDAY)
    (note,) = claimed(db, DUE + 3 * DAY)
    assert isinstance(note.telling, Missed)
    assert note.telling.coming is None


def test_settling_after_the_patient_was_erased_does_nothing(db: Database) -> None:
    first_dose(db)
    (one,) = claimed(db, DUE)
    assert db.transact(patients.erase, ANNA) is True
    settled(db, one, Result.SENT, DUE, 5)
