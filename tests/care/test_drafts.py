"""Dialogues in hand, as those who talk ask for them."""

from bot.care import drafts
from bot.storage.engine import Database
from tests.care.given import ANNA, BRUNO
from tests.cast import MONDAY

STRANGER = 999


def test_who_speaks_and_their_own_unfinished_dialogue_are_one_look(db: Database) -> None:
    begun = db.transact(drafts.begin, ANNA, "plan", {}, MONDAY, 1)
    anna, found = db.transact(drafts.meet, ANNA, MONDAY, "plan")
    assert anna is not None
    assert found is not None
    assert (anna.chat, found.revision) == (ANNA, begun.revision)
    assert db.transact(drafts.meet, ANNA, MONDAY, None) == (anna, None)
    bruno, none = db.transact(drafts.meet, BRUNO, MONDAY, "plan")
    assert bruno is not None
    assert (bruno.chat, none) == (BRUNO, None)
    assert db.transact(drafts.meet, STRANGER, MONDAY, "plan") == (None, None)


def test_an_update_that_finished_a_dialogue_is_known_when_it_comes_again(db: Database) -> None:
    draft = db.transact(drafts.begin, ANNA, "plan", {}, MONDAY, 1)
    assert db.transact(
        drafts.finish, draft, lambda _session, chat, outcome, _now: (chat, outcome), "yes", MONDAY, 7
    ) == (
        ANNA,
        "yes",
    )
    assert db.transact(drafts.was_finished_by, ANNA, 7)
    assert not db.transact(drafts.was_finished_by, ANNA, 8)
    assert not db.transact(drafts.was_finished_by, BRUNO, 7)
    assert db.transact(drafts.finish, draft, lambda *_: "twice", "yes", MONDAY, 7) == drafts.Stale()
