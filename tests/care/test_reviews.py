"""A review is asked about once its day has come, when it can be heard, and not where it lies behind."""

from dataclasses import replace
from datetime import date

from bot.care import drafts, patients, regimens
from bot.care.drafts import Stale
from bot.care.messages import Review
from bot.domain.regimen import Regimen, UntilReview
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, HOUR, claimed, plan
from tests.cast import MONDAY


def reviewed_on(day: date) -> Regimen:
    told = plan(7, None)
    return replace(told, phases=(replace(told.phases[0], end=UntilReview(day)),))


def asked(db: Database, days: int) -> int:
    """How often a review is asked about within so many days, looked at each noon."""
    found = (claimed(db, MONDAY + n * DAY + 4 * HOUR) for n in range(days))
    return sum(isinstance(one.telling, Review) for batch in found for one in batch)


def test_a_review_waits_for_the_end_of_a_pause(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, reviewed_on(date(2026, 3, 5)), MONDAY)
    db.transact(patients.pause, ANNA, MONDAY + 6 * DAY, MONDAY)
    assert asked(db, 6) == 0
    assert [type(one.telling) for one in claimed(db, MONDAY + 7 * DAY)].count(Review) == 1


def test_a_review_that_was_before_the_plan_was_entered_is_not_asked_about(db: Database) -> None:
    db.transact(regimens.confirm, ANNA, reviewed_on(date(2026, 2, 20)), MONDAY)
    assert asked(db, 3) == 0


def test_an_answer_that_comes_after_everything_was_erased_is_kept_nowhere(db: Database) -> None:
    draft = db.transact(drafts.begin, ANNA, "schedule", {}, MONDAY, 5)
    db.transact(patients.erase, ANNA, 6)
    assert db.transact(drafts.keep, draft, (("medicine", "B12"),), MONDAY, 7) == Stale()
