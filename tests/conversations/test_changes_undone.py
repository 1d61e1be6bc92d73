"""Taking a change back, twice, too late, after another one, somebody else's; and old buttons of all kinds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.i18n import Languages
from bot.storage.tables import RegimenRow
from bot.views.buttons import Begin, UndoChange
from bot.views.codec import encode
from bot.views.plan_buttons import Change, ChangePlan
from conversations.moves import day_and_time
from tests.cast import LOCALES, Person, Stage, open_stage
from tests.conversations.planned import has, opens, told, twice
from tests.conversations.test_stale import old_tap


async def moves_all(anna: Person, one: str, to: str) -> str:
    """All from that one on move; the data of the button that takes it back."""
    await opens(anna, "Move one and all after it")
    await anna.taps(one)
    await anna.says(to)
    await anna.taps("Yes, move them")
    return anna.button("Undo (for a day)")[1]


async def test_a_second_tap_on_undo_undoes_nothing_more(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await moves_all(anna, "Tue 10 Mar", "11 March")
    data = await moves_all(anna, "Wed 11 Mar", "12 March")
    await twice(stage, anna, "Undo (for a day)")
    assert "You have taken this back." in anna.last
    assert "Wed 11 Mar 2026" in anna.last, "the change before it stands"
    await stage.pass_time(days=2)
    await stage.deliver(old_tap(anna, 1, data))
    assert "You have taken this back." in anna.last


async def test_a_change_stands_after_a_day(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    data = await moves_all(anna, "Tue 10 Mar", "11 March")
    await stage.pass_time(days=2)
    await stage.deliver(old_tap(anna, 1, data))
    assert "more than a day old, so it stays" in anna.last
    assert "Wed 11 Mar 2026" in anna.last


async def test_a_change_of_a_plan_that_was_replaced_or_ended_is_not_taken_back(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    data = await moves_all(anna, "Tue 10 Mar", "11 March")
    await anna.says("/schedule")
    await anna.taps("End this plan", "Yes, end it")
    ended = anna.button("Undo")[1]
    await stage.deliver(old_tap(anna, 1, data, 90_001))
    assert "I cannot take this back." in anna.last
    assert "You have no plan here now." in anna.last
    await stage.deliver(old_tap(anna, 1, ended, 90_002))
    assert "Your plan goes on, and so do the reminders." in anna.last
    assert "Wed 11 Mar 2026" in anna.last


async def test_a_new_plan_is_taken_back_as_if_it_had_never_been(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.taps("Undo (for a day)")
    assert "Your plan is as it was before." in anna.last
    assert "You have no plan here now." in anna.last


async def test_a_strangers_change_is_nobodys(stage: Stage, anna: Person, bruno: Person) -> None:
    await has(stage, anna, told())
    await has(stage, bruno, told())
    data = await moves_all(anna, "Tue 10 Mar", "11 March")
    heard = len(bruno.heard)
    await stage.deliver(old_tap(bruno, 1, data))
    assert len(bruno.heard) == heard, "a line over the chat says that the button is out of date"
    await anna.says("/next")
    assert "Wed 11 Mar" in anna.last


async def test_of_several_plans_the_right_one_is_asked_for_and_changed(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await has(stage, anna, replace(told(), medicine="Folate & iron"))
    await stage.deliver(old_tap(anna, 1, encode(Begin("change")), 90_003))
    assert "Which plan is it about?" in anna.last
    await anna.taps("Folate & iron, next Tue 3 Mar", "Move one injection", "Tue 3 Mar")
    await anna.says("4 March 10:00")
    await anna.taps("Yes, move it")
    assert "Wed 4 Mar 2026 10:00" in anna.last
    await anna.taps("Undo")
    assert "Next dates, Methylcobalamin:" in anna.last
    assert "Next dates, Folate &amp; iron:" in anna.last or "Next dates, Folate & iron:" in anna.last


async def test_a_button_of_a_plan_that_is_over_changes_nothing(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    old = encode(ChangePlan(7, Change.MOVE))
    await stage.deliver(old_tap(anna, 1, old, 90_004))
    assert "I have changed nothing." in anna.last
    await anna.says("/schedule")
    await anna.taps("Move or skip an injection", "End this plan", "Yes, end it")
    await stage.deliver(old_tap(anna, 1, encode(ChangePlan(1, Change.MOVE)), 90_005))
    assert "You have no plan here" in anna.last


async def test_a_plan_with_nothing_left_offers_no_moves(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(count=1))
    await stage.pass_time(days=3)
    await anna.says("/schedule")
    await anna.taps("Move or skip")
    assert "No injection is left in your plan here." in anna.last
    assert not any("Move" in label for label in anna.labels)
    await stage.deliver(old_tap(anna, 1, encode(ChangePlan(1, Change.LEAVE)), 90_006))
    assert "Ask your clinic what comes next." in anna.last


async def test_somebody_without_a_plan_is_shown_the_way(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    await stage.deliver(old_tap(anna, 1, encode(Begin("change")), 90_007))
    assert "First I need your agreement." in anna.last
    await anna.taps("Start", "Yes, I am 18", "I agree")
    await stage.deliver(old_tap(anna, 1, encode(Begin("change")), 90_008))
    assert "First a few short questions" in anna.last
    assert encode(UndoChange(1)) == "uc:1"


async def test_a_move_can_be_left_and_taken_up_again(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar", "Later")
    await anna.says("/today")
    await stage.pass_time(hours=2)
    await anna.taps("Go on")
    assert "To which day shall I move Tue 10 Mar 09:00?" in anna.last
    await stage.pass_time(days=9)
    await anna.taps("Later", "Go on")
    assert "Which injection shall I move?" in anna.last, "that one is behind by now"
    await anna.taps("Cancel", "Yes, forget them")
    assert "Nothing else has changed." in anna.last


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ("Move one injection", "What would you like to change?"),
        ("Leave one out", "Which injection shall I leave out?"),
        ("Add an injection I had before", "On which day did you have the injection?"),
    ],
)
async def test_what_was_left_for_more_than_a_day_can_be_begun_anew(
    stage: Stage, anna: Person, change: str, first: str
) -> None:
    await has(stage, anna, told(start=date(2026, 3, 10)))
    await opens(anna, change)
    await stage.pass_time(days=2)
    await anna.says("well, let me see")
    assert "Shall we go on where you were?" in anna.last
    await anna.taps("Start anew")
    assert first in anna.last


async def test_a_program_that_dies_before_yes_loses_no_answer(tmp_path: Path) -> None:
    async with open_stage(tmp_path, kept=True) as stage:
        anna = Person(stage, 101, "Anna")
        await has(stage, anna, told())
        await opens(anna, "Move one injection")
        await anna.taps("Tue 10 Mar")
        await anna.says("12 March 18:00")
    async with open_stage(tmp_path, kept=True) as stage:
        anna = Person(stage, 101, "Anna")
        await anna.taps("Yes, move it")
        assert "Thu 12 Mar 2026 18:00" in anna.last


async def test_a_plan_on_the_clock_of_another_place_says_so(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await stage.program.database.run(on_the_clock_of, "Asia/Tokyo")
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar 09:00")
    await anna.says("12 March 18:00")
    assert "Times are for Asia/Tokyo." in anna.last
    await anna.taps("Yes, move it")
    assert "Thu 12 Mar 2026 18:00" in anna.last


def on_the_clock_of(session: Session, zone: str) -> None:
    for row in session.exec(select(RegimenRow)):
        row.zone = zone


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "12 March 18:00", "2026-03-12 18:00"),
        ("en", "12 March at 6 pm", "2026-03-12 18:00"),
        ("en", "Friday, 9:30", "2026-03-06 09:30"),
        ("en", "in 2 days at noon", "2026-03-04 12:00"),
        ("en", "12 March 2026", "2026-03-12 None"),
        ("en", "12 March 9", "2026-03-12 None"),
        ("en", "at 18:00", "None None"),
        ("es", "12 de marzo a las 18:00", "2026-03-12 18:00"),
        ("es", "mañana a las 8:30", "2026-03-03 08:30"),
        ("es", "viernes 18 h", "2026-03-06 18:00"),
    ],
)
def test_a_day_is_read_with_the_time_beside_it(language: str, typed: str, read: str) -> None:
    day, at = day_and_time(typed, Languages(LOCALES).of(language), date(2026, 3, 2))
    assert f"{day} {at:%H:%M}" == read if at else f"{day} None" == read
