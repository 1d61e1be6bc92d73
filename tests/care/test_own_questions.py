"""A patient's own questions for the visit, and what was asked of the pages without anybody's name."""

from bot.care import asked, export, own_questions, patients, visits
from bot.care.asked import Asked, Helpful, Unanswered
from bot.care.messages import Visiting
from bot.domain.checklist import MOST_OWN
from bot.storage import questions
from bot.storage.engine import Database, Session
from tests.care.given import ANNA, BRUNO, DAY, HOUR, noticed
from tests.cast import MONDAY


def keep(db: Database, words: str, update: int = 1, chat: int = ANNA) -> bool:
    return db.transact(own_questions.keep, chat, words, update, MONDAY)


def waiting(db: Database, chat: int = ANNA) -> list[str]:
    return [one.words for one in db.transact(own_questions.waiting, chat)]


def test_a_question_waits_until_it_is_settled_and_for_its_patient_alone(db: Database) -> None:
    assert keep(db, "Can I swim?", 1)
    assert keep(db, "And fly?", 2)
    assert (waiting(db), waiting(db, BRUNO)) == (["Can I swim?", "And fly?"], [])
    first = db.transact(own_questions.waiting, ANNA)[0].id
    assert not db.transact(own_questions.settle, BRUNO, first, MONDAY), "it is nobody else's to settle"
    assert db.transact(own_questions.settle, ANNA, first, MONDAY)
    assert not db.transact(own_questions.settle, ANNA, first, MONDAY), "once"
    assert waiting(db) == ["And fly?"]


def test_the_same_words_or_the_same_update_are_not_kept_twice(db: Database) -> None:
    assert [keep(db, "Can I swim?", 1), keep(db, "can i SWIM", 2), keep(db, "Other words", 1)] == [True] * 3
    assert waiting(db) == ["Can I swim?"]


def test_what_a_dialogue_keeps_is_kept_each_time(db: Database) -> None:
    assert keep(db, "One", 0)
    assert keep(db, "Two", 0)
    assert waiting(db) == ["One", "Two"]


def test_there_is_room_for_so_many_and_again_once_one_is_settled(db: Database) -> None:
    assert all(keep(db, f"question {n}", n + 1) for n in range(MOST_OWN))
    assert not keep(db, "one more", 99)
    db.transact(own_questions.settle, ANNA, db.transact(own_questions.waiting, ANNA)[0].id, MONDAY)
    assert keep(db, "one more", 99)


def test_they_are_brought_up_before_the_visit(db: Database) -> None:
    keep(db, "Can I swim?")
    db.transact(visits.note, ANNA, MONDAY + 4 * DAY, None, MONDAY)
    (one,) = noticed(db, MONDAY + 3 * DAY + HOUR)
    assert isinstance(one.telling, Visiting)
    assert [own.words for own in one.telling.waiting.own] == ["Can I swim?"]


def test_they_are_exported_and_erased_with_their_patient(db: Database) -> None:
    keep(db, "Can I swim?")
    (row,) = db.transact(export.export, ANNA, MONDAY)["own_questions"]
    assert (row["words"], row["settled_at"]) == ("Can I swim?", None)
    db.transact(patients.erase, ANNA)
    db.transact(patients.agree, ANNA, "en", "1", MONDAY)
    assert waiting(db) == []


def test_a_page_is_rated_without_telling_by_whom(db: Database) -> None:
    for language, helpful in (("en", True), ("en", True), ("en", False), ("es", False)):
        db.transact(asked.rate, "diet", language, helpful=helpful)
    db.transact(asked.rate, "alcohol", "en", helpful=True)
    found = db.transact(asked.look).helpful
    assert set(found) == {Helpful("diet", "en", 2, 1), Helpful("diet", "es", 0, 1), Helpful("alcohol", "en", 1, 0)}
    assert found[-1].no == 0, "the most complained of stand first"


def test_a_question_is_passed_on_without_what_tells_who_asked(db: Database) -> None:
    db.transact(asked.pass_on, "mail a.b@example.org: is it vegan?", "en", MONDAY)
    db.transact(patients.erase, ANNA)
    assert db.transact(asked.look) == Asked((), (Unanswered("mail … is it vegan?", "en", MONDAY.date()),))


def test_of_too_many_passed_on_the_oldest_go(db: Database) -> None:
    for n in range(3):
        db.transact(asked.pass_on, f"question {n}", "en", MONDAY)
    db.transact(_keep_two)
    assert [one.words for one in db.transact(asked.look).unanswered] == ["question 3", "question 2"]


def _keep_two(session: Session) -> None:
    questions.pass_on(session, "question 3", "en", MONDAY.date(), 2)


def test_a_sandbox_that_starts_anew_forgets_all_of_it(db: Database) -> None:
    db.transact(asked.pass_on, "is it vegan?", "en", MONDAY)
    db.transact(asked.rate, "diet", "en", helpful=True)
    db.transact(patients.erase_everybody)
    assert db.transact(asked.look) == Asked((), ())
