"""What patients say of how they feel is kept as they said it, is theirs alone, leaves with them, and goes with them."""

from datetime import datetime

import pytest

from bot.care import check_ins, doses, export, improvement, patients, reactions
from bot.care.patients import NoPatient
from bot.care.reactions import BY_DIALOGUE
from bot.domain.symptoms import Change, CheckIn, Followed, Improvement, Often, Reaction, Symptom
from bot.storage import symptoms
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO, DAY, DUE, HOUR, first_dose, tap
from tests.cast import MONDAY

ENERGY, TINGLING = Followed(Symptom.ENERGY.value), Followed(Symptom.TINGLING.value)
SLEEP = Followed("own:1", "my sleep")
NOBODY = 999


def said(at: datetime, energy: Change = Change.BETTER, note: str | None = None) -> CheckIn:
    return CheckIn(at, ((ENERGY, energy), (SLEEP, Change.NOT_APPLICABLE)), note)


def test_what_is_followed_is_what_was_chosen_last_in_that_order(db: Database) -> None:
    assert db.transact(check_ins.followed, ANNA) == ()
    db.transact(check_ins.follow, ANNA, [ENERGY, SLEEP, ENERGY], MONDAY)
    assert db.transact(check_ins.followed, ANNA) == (ENERGY, SLEEP)
    db.transact(check_ins.follow, ANNA, [SLEEP, TINGLING], MONDAY + DAY)
    assert db.transact(check_ins.followed, ANNA) == (SLEEP, TINGLING)
    assert db.transact(check_ins.followed, BRUNO) == ()


def test_other_words_are_another_symptom(db: Database) -> None:
    db.transact(check_ins.follow, ANNA, [SLEEP], MONDAY)
    db.transact(check_ins.follow, ANNA, [Followed("own:1", "my legs at night")], MONDAY + DAY)
    kept = db.transact(export.export, ANNA, MONDAY)["followed"]
    assert [(one["words"], one["until"] is None) for one in kept] == [("my sleep", False), ("my legs at night", True)]


def test_how_often_is_unknown_until_it_is_said(db: Database) -> None:
    assert db.transact(check_ins.often, ANNA) is None
    for often in (Often.WEEKLY, Often.WEEKLY, Often.OFF):
        db.transact(check_ins.set_often, ANNA, often, MONDAY)
        assert db.transact(check_ins.often, ANNA) is often
    assert db.transact(check_ins.often, BRUNO) is None


def test_a_check_in_is_kept_as_it_was_said(db: Database) -> None:
    assert db.transact(check_ins.last, ANNA) is None
    first, second = said(MONDAY), said(MONDAY + DAY, Change.WORSE, "a bad week")
    for update, one in enumerate((first, second), start=1):
        assert db.transact(check_ins.note, ANNA, one, one.at, update) == one
    assert db.transact(check_ins.last, ANNA) == second
    assert db.transact(check_ins.all_of, ANNA) == (first, second)
    assert db.transact(check_ins.all_of, BRUNO) == ()


def test_the_same_update_brings_one_check_in(db: Database) -> None:
    first = said(MONDAY)
    for one in (first, said(MONDAY + HOUR)):
        assert db.transact(check_ins.note, ANNA, one, one.at, 7) == first
    assert db.transact(check_ins.all_of, ANNA) == (first,)
    for _ in range(2):
        db.transact(check_ins.note, ANNA, first, MONDAY, BY_DIALOGUE)
    assert len(db.transact(check_ins.all_of, ANNA)) == 3


def test_all_that_is_noticed_after_an_injection_is_kept_once_an_update(db: Database) -> None:
    dose = first_dose(db)
    for answer, update in ((Reaction.RASH, 1), (Reaction.RASH, 1), (Reaction.NONE, 2)):
        assert db.transact(reactions.note, ANNA, dose, answer, DUE, update) is True
    for _ in range(2):
        db.transact(reactions.note, ANNA, dose, Reaction.OTHER, DUE, BY_DIALOGUE)
    kept = db.transact(export.export, ANNA, MONDAY)["reactions"]
    assert [one["answer"] for one in kept] == ["rash", "none", "other", "other"]


def test_an_injection_is_looked_at_and_spoken_of_by_its_own_patient_alone(db: Database) -> None:
    dose = first_dose(db)
    looked = db.transact(reactions.look, ANNA, dose)
    assert looked is not None
    assert looked.dose.id == dose
    assert db.transact(reactions.look, BRUNO, dose) is None
    assert db.transact(reactions.note, BRUNO, dose, Reaction.RASH, DUE, 1) is False
    assert db.transact(export.export, ANNA, MONDAY)["reactions"] == []


def test_an_answer_about_improvement_is_kept_once_a_question(db: Database) -> None:
    told = [
        (Improvement.UNSURE, "improvement:1:1", True),
        (Improvement.UNSURE, "improvement:1:1", False),
        (Improvement.YES, "improvement:1:1", True),
        (Improvement.NO, "", True),
        (Improvement.NO, "", True),
    ]
    for answer, about, fresh in told:
        assert db.transact(improvement.note, ANNA, answer, about, MONDAY) is fresh
    kept = db.transact(export.export, ANNA, MONDAY)["improvements"]
    assert [one["answer"] for one in kept] == ["unsure", "yes", "no", "no"]


def test_nobody_who_has_not_agreed_is_asked_or_kept(db: Database) -> None:
    for act in (
        lambda session: check_ins.followed(session, NOBODY),
        lambda session: check_ins.note(session, NOBODY, said(MONDAY), MONDAY, 1),
        lambda session: reactions.look(session, NOBODY, 1),
        lambda session: improvement.note(session, NOBODY, Improvement.NO, "", MONDAY),
    ):
        with pytest.raises(NoPatient):
            db.transact(act)


def test_the_export_holds_all_of_it_and_erasing_leaves_nothing(db: Database) -> None:
    dose = first_dose(db)
    db.transact(doses.take, tap(dose, DUE))
    db.transact(check_ins.follow, ANNA, [ENERGY, SLEEP], MONDAY)
    db.transact(check_ins.set_often, ANNA, Often.WEEKLY, MONDAY)
    db.transact(check_ins.note, ANNA, said(MONDAY, note="tired"), MONDAY, 1)
    db.transact(reactions.note, ANNA, dose, Reaction.NONE, DUE, 2)
    db.transact(improvement.note, ANNA, Improvement.YES, "", MONDAY)
    record = db.transact(export.export, ANNA, MONDAY)
    assert record["patient"]["check_in_often"] == "weekly"
    (one,) = record["check_ins"]
    assert one["note"] == "tired"
    assert [(a["key"], a["words"], a["change"]) for a in one["answers"]] == [
        ("energy", None, "better"),
        ("own:1", "my sleep", "na"),
    ]
    assert [(r["dose_id"], r["answer"]) for r in record["reactions"]] == [(dose, "none")]
    assert [r["answer"] for r in record["improvements"]] == ["yes"]
    patient = 1
    assert db.transact(patients.erase, ANNA) is True
    assert db.transact(symptoms.every_followed, patient) == []
    assert db.transact(symptoms.check_ins, patient) == []
    assert list(db.transact(symptoms.reactions, patient)) == []
    assert list(db.transact(symptoms.improvements, patient)) == []
    assert db.transact(symptoms.answers, [1]) == []
