"""After the first injections of a product the bot asks once how it was borne: in peace, in time, and as no reminder."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.care import changes, doses, export, patients, reactions, regimens, visits
from bot.care.changes import Had
from bot.care.doses import Recorded
from bot.care.messages import AskReaction, Remind, Result
from bot.care.regimens import Entered
from bot.domain.amount import Amount, Unit
from bot.domain.dose import When
from bot.domain.regimen import Label, Regimen
from bot.domain.symptoms import Reaction
from bot.storage import doses as storage
from bot.storage.engine import Database
from tests.care.given import ANNA, DAY, DUE, HOUR, all_claimed, plan, settled, tap, unannounced
from tests.cast import MONDAY

MINUTE = timedelta(minutes=1)
SOON = 20 * MINUTE


def daily(count: int = 6) -> Regimen:
    return plan(1, count)


def begun(db: Database, regimen: Regimen | None = None) -> int:
    """Anna has a daily plan; the id of its first dose, the others follow on."""
    db.transact(regimens.confirm, ANNA, regimen or daily(), MONDAY)
    unannounced(db)
    coming = db.transact(doses.today, ANNA, MONDAY).coming
    assert coming is not None
    return coming.dose.id


def taken(db: Database, dose: int, now: datetime, when: When | None = None) -> bool:
    """It is recorded; whether the bot says that it will ask."""
    told = db.transact(doses.take, tap(dose, now), when)
    assert isinstance(told, Recorded)
    return told.fresh


def asked(db: Database, now: datetime) -> list[int]:
    """The doses that are asked about then; what else is sent arrives too."""
    found = []
    for one in all_claimed(db, now):
        settled(db, one, Result.SENT, now, 7)
        found += [one.telling.injection.dose.id] if isinstance(one.telling, AskReaction) else []
    return found


def test_it_is_asked_twenty_minutes_after_each_of_the_first_three_and_no_other(db: Database) -> None:
    first = begun(db)
    for number in range(5):
        at = DUE + number * DAY
        asked(db, at)
        is_first = number < 3
        assert taken(db, first + number, at) is is_first
        assert asked(db, at + SOON - MINUTE) == []
        assert asked(db, at + SOON) == ([first + number] if is_first else [])
        assert asked(db, at + 2 * SOON) == []


def test_of_an_injection_that_is_told_of_late_it_is_not_asked(db: Database) -> None:
    first = begun(db)
    assert taken(db, first, DUE + 2 * HOUR, When.ON_TIME) is False
    assert asked(db, DUE + 3 * HOUR) == []
    assert taken(db, first + 1, DUE + DAY + 50 * MINUTE, When.ON_TIME) is False, "it is asked, but at once"
    assert asked(db, DUE + DAY + 50 * MINUTE) == [first + 1], "never in the past"


def test_a_time_that_is_corrected_moves_the_question_or_takes_it_away(db: Database) -> None:
    first = begun(db)
    assert taken(db, first, DUE + 30 * MINUTE) is True
    assert taken(db, first, DUE + 31 * MINUTE, When.ON_TIME) is False
    assert asked(db, DUE + 31 * MINUTE) == [first]
    assert taken(db, first + 1, DUE + DAY + 2 * HOUR) is True
    assert taken(db, first + 1, DUE + DAY + 2 * HOUR, When.ON_TIME) is False
    assert asked(db, DUE + DAY + 3 * HOUR) == []


def test_taking_a_record_back_takes_the_question_back_and_recording_again_asks(db: Database) -> None:
    first = begun(db)
    asked(db, DUE)
    assert taken(db, first, DUE) is True
    db.transact(doses.undo, tap(first, DUE + MINUTE))
    assert asked(db, DUE + SOON) == []
    assert taken(db, first, DUE + 30 * MINUTE) is True
    assert asked(db, DUE + 50 * MINUTE) == [first]
    db.transact(doses.undo, tap(first, DUE + 51 * MINUTE))
    assert taken(db, first, DUE + 52 * MINUTE) is False, "it was asked today"
    assert asked(db, DUE + 2 * HOUR) == []


def test_the_same_update_asks_once(db: Database) -> None:
    first = begun(db)
    one = tap(first, DUE)
    for _ in range(2):
        told = db.transact(doses.take, one)
        assert isinstance(told, Recorded)
        assert told.fresh
    assert asked(db, DUE + SOON) == [first]


def test_skipping_and_a_second_tap_ask_nothing(db: Database) -> None:
    first = begun(db)
    skipped = db.transact(doses.skip, tap(first, DUE))
    assert isinstance(skipped, Recorded)
    assert skipped.fresh is False
    taken(db, first + 1, DUE + DAY)
    assert taken(db, first + 1, DUE + DAY + MINUTE) is False
    assert asked(db, DUE + DAY + SOON) == [first + 1]


def test_what_was_had_before_the_plan_counts(db: Database) -> None:
    first = begun(db)
    for day in (1, 2):
        local = datetime(2026, 3, day, 8, 0)  # noqa: DTZ001
        db.transact(changes.had, ANNA, Had(1, local), MONDAY + HOUR)
    assert taken(db, first, DUE) is True
    assert asked(db, DUE + SOON) == [first]
    assert taken(db, first + 1, DUE + DAY) is False


@pytest.mark.parametrize(
    ("other", "is_new"),
    [
        (replace(daily(), medicine=" methylcobalamin "), False),
        (replace(daily(), medicine="Hydroxocobalamin"), True),
        (replace(daily(), label=Label(per_ampoule=Amount(Decimal(500), Unit.MCG))), True),
    ],
    ids=["written otherwise", "another medicine", "another strength"],
)
def test_another_product_in_place_of_one_begins_anew(db: Database, other: Regimen, is_new: bool) -> None:
    first = begun(db)
    for number in range(3):
        taken(db, first + number, DUE + number * DAY)
        asked(db, DUE + number * DAY + SOON)
    db.transact(regimens.enter, ANNA, Entered(other, replaces=1), DUE + 2 * DAY + HOUR)
    unannounced(db)
    coming = db.transact(doses.today, ANNA, DUE + 2 * DAY + HOUR).coming
    assert coming is not None
    assert taken(db, coming.dose.id, DUE + 3 * DAY) is is_new


def test_in_quiet_hours_it_waits_for_their_end_and_nothing_is_promised(db: Database) -> None:
    late = replace(daily(), phases=(replace(daily().phases[0], at=(time(22, 30),)),))
    first, night = begun(db, late), DUE + 13.5 * HOUR
    assert taken(db, first, night) is False
    assert asked(db, night + SOON) == []
    assert asked(db, DUE + 22 * HOUR) == [first]


def test_after_twelve_hours_it_is_worth_nothing(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    assert asked(db, DUE + 12 * HOUR) == []
    taken(db, first + 1, DUE + DAY)
    assert asked(db, DUE + DAY + 11 * HOUR) == [first + 1]


def test_a_pause_holds_it_and_nothing_is_promised(db: Database) -> None:
    first = begun(db)
    db.transact(patients.pause, ANNA, DUE + 2 * HOUR, MONDAY)
    assert taken(db, first, DUE) is False
    assert asked(db, DUE + SOON) == []
    assert asked(db, DUE + 2 * HOUR) == [first]


def test_what_was_said_of_it_already_is_not_asked_for(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    assert db.transact(reactions.note, ANNA, first, Reaction.NONE, DUE + MINUTE, 900) is True
    assert asked(db, DUE + SOON) == []
    db.transact(doses.undo, tap(first, DUE + SOON))
    assert taken(db, first, DUE + SOON) is False


def test_one_that_is_answered_while_it_is_on_its_way_is_not_asked_again(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    (one,) = [one for one in all_claimed(db, DUE + SOON) if isinstance(one.telling, AskReaction)]
    db.transact(reactions.note, ANNA, first, Reaction.RASH, DUE + SOON, 900)
    settled(db, one, Result.LATER, DUE + SOON, again_at=DUE + HOUR)
    assert asked(db, DUE + HOUR) == []


def test_it_is_no_reminder_and_its_buttons_stay(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    (question,) = [one for one in all_claimed(db, DUE + SOON) if isinstance(one.telling, AskReaction)]
    assert question.earlier == ()
    settled(db, question, Result.SENT, DUE + SOON, 55)
    db.transact(doses.undo, tap(first, DUE + SOON))
    reminders = [one for one in all_claimed(db, DUE + 5 * HOUR) if isinstance(one.telling, Remind)]
    mine = [one for one in reminders if isinstance(one.telling, Remind) and one.telling.injection.dose.id == first]
    assert [one.telling.nth for one in mine if isinstance(one.telling, Remind)] == [1]
    assert mine[0].earlier == ()


def test_on_the_day_of_something_else_it_is_not_asked(db: Database) -> None:
    first = begun(db)
    db.transact(visits.note, ANNA, DUE + DAY + 5 * HOUR, None, MONDAY)
    assert taken(db, first, DUE + HOUR) is False, "the visit is spoken of at 10:00, ahead of it"
    assert asked(db, DUE + HOUR) == []
    assert asked(db, DUE + HOUR + SOON) == []


def test_of_several_on_one_day_the_first_is_asked_about(db: Database) -> None:
    thrice = replace(daily(), phases=(replace(daily().phases[0], at=(time(9), time(13), time(19))),))
    first = begun(db, thrice)
    found = []
    for number, at in enumerate((DUE, DUE + 4 * HOUR, DUE + 10 * HOUR)):
        fresh = taken(db, first + number, at)
        assert fresh is (number == 0)
        found += asked(db, at + SOON)
    assert found == [first]


def test_an_end_of_the_plan_leaves_the_question_and_the_export_says_that_it_was_asked(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    db.transact(regimens.end, ANNA, 1, DUE + MINUTE)
    assert asked(db, DUE + SOON) == [first]
    prompts = db.transact(export.export, ANNA, DUE)["prompts"]
    assert [one["kind"] for one in prompts] == ["reaction"]


def test_a_dose_that_is_gone_is_not_asked_about(db: Database) -> None:
    first = begun(db)
    taken(db, first, DUE)
    db.transact(lambda session: storage.drop(session, storage.by_id(session, first)))
    assert asked(db, DUE + SOON) == []
