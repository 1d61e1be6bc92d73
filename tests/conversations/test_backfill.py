"""Injections from before the bot knew: only what the patient taps or types is noted, by its date, once."""

from datetime import date, time

import pytest

from bot.views.buttons import Begin
from bot.views.codec import encode
from tests.cast import Person, Stage
from tests.conversations.planned import counted, has, opens, told, twice
from tests.conversations.test_stale import old_tap

ADD = "Add an injection I had before"


async def test_one_is_added_with_the_plans_time_and_taken_back(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, ADD)
    await anna.says("10 February")
    assert "At what time on Tue 10 Feb 2026?" in anna.last
    await anna.taps("I do not remember")
    assert "• Tue 10 Feb 2026 09:00" in anna.last
    assert "Your coming dates stay as they are." in anna.last
    await anna.taps("Yes, I had it")
    assert "Noted as had:\n• Tue 10 Feb 2026 09:00" in anna.last
    await anna.says("/today")
    assert "Last injection: Tue 10 Feb 09:00" in anna.last
    await anna.taps("Undo (for a day)")
    assert any("It is no longer noted as had." in message["text"] for message in anna.heard)
    await anna.says("/today")
    assert "Last injection" not in anna.last


async def test_another_follows_until_that_is_all(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, ADD)
    for day in ("3 February 2026", "3 Feb"):
        await anna.says(day)
        if "already" in anna.last:
            break
        await anna.says("10:30")
        await anna.taps("Yes, I had it", "Add another")
    assert "I have an injection on Tue 3 Feb 2026 already." in anna.last
    await anna.says("4/2/2026", "8 am")
    assert "• Wed 4 Feb 2026 08:00" in anna.last
    await anna.taps("Yes, I had it", "That is all")
    assert "Your plan, as you confirmed it" in anna.last


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("nonsense", "I could not read a date in that"),
        ("tomorrow", "That is still to come"),
        ("in 6 days", "That is still to come"),
        ("3 March 2026", "That is still to come"),
        ("3/3/26", "That is still to come"),
        ("3 March", "At what time on Mon 3 Mar 2025?"),
        ("29 February", "At what time on Thu 29 Feb 2024?"),
        ("Friday", "At what time on Fri 27 Feb 2026?"),
        ("yesterday", "At what time on Sun 1 Mar 2026?"),
        ("4/2", "Which of these do you mean?"),
        ("13/2", "At what time on Fri 13 Feb 2026?"),
        ("2 March 2016", "At what time on Wed 2 Mar 2016?"),
        ("1 March 2015", "more than ten years ago"),
    ],
)
async def test_days_are_read_backwards(stage: Stage, anna: Person, typed: str, answer: str) -> None:
    await has(stage, anna, told())
    await opens(anna, ADD)
    await anna.says(typed)
    assert answer in anna.last


async def test_of_today_only_what_has_passed_can_be_had(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(start=date(2026, 3, 9), at=(time(20),)))
    await opens(anna, ADD)
    await anna.says("today", "09:45")
    assert "That time is still to come." in anna.last
    await anna.taps("I do not remember")
    assert "• Mon 2 Mar 2026 09:00" in anna.last


async def test_a_plan_that_began_earlier_offers_its_past_dates_as_taps(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(start=date(2026, 2, 10), count=None))
    await stage.deliver(old_tap(anna, 1, encode(Begin("had")), 90_001))
    assert anna.labels[:3] == ["Tue 10 Feb", "Tue 17 Feb", "Tue 24 Feb"]
    assert not any("Done" in label for label in anna.labels)
    await anna.taps("Tue 10 Feb", "Tue 24 Feb", "Tue 17 Feb", "✅ Tue 17 Feb")
    assert anna.labels[:3] == ["✅ Tue 10 Feb", "Tue 17 Feb", "✅ Tue 24 Feb"]
    await anna.taps("Done")
    assert "• Tue 10 Feb 2026 09:00\n• Tue 24 Feb 2026 09:00" in anna.last
    await anna.taps("Change something", "Tue 10 Feb", "Done")
    assert "Did you have this injection?" in anna.last
    await anna.taps("Change something", "Tue 10 Feb", "Tue 24 Feb", "Done")
    await twice(stage, anna, "Yes, I had them")
    await anna.says("/schedule")
    await anna.taps("Move or skip", ADD)
    assert anna.labels[0] == "Tue 17 Feb", "only what was not noted is left"
    await anna.taps("None of these")
    await anna.says("17 Feb")
    await anna.taps("I do not remember", "Yes, I had it", "Undo")
    assert "It is no longer noted as had." in anna.last


async def test_one_that_was_had_late_is_asked_about_and_moves_the_dates_that_count_from_it(
    stage: Stage, anna: Person
) -> None:
    await has(stage, anna, counted(start=date(2026, 2, 24), count=None))
    await opens(anna, ADD)
    await anna.taps("None of these")
    await anna.says("26 Feb")
    assert "Is it the injection that was due on Tue 24 Feb 2026?" in anna.last
    await anna.taps("No, another one", "I do not remember")
    assert "Your coming dates stay as they are." in anna.last
    await anna.taps("Back", "Back", "Yes, that one", "I do not remember")
    assert "Your coming dates count from it. They will be:\nThu 5 Mar 2026 09:00\nThu 12 Mar 2026 09:00" in anna.last
    await anna.taps("Yes, I had it")
    assert "Thu 5 Mar 2026 09:00" in anna.last
    await anna.taps("Undo")
    assert "Tue 3 Mar 2026 09:00" in anna.last


async def test_after_saving_a_plan_that_began_earlier_its_past_dates_are_offered_once(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(start="17 February 2026")
    assert "Your plan began before today." in anna.last
    await anna.taps("Add those I had")
    assert anna.labels[:2] == ["Tue 17 Feb", "Tue 24 Feb"]


async def test_a_plan_that_begins_now_asks_for_nothing_past(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    assert "began before" not in anna.last


async def test_strange_answers_ask_again(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(start=date(2026, 2, 10), count=None))
    await opens(anna, ADD)
    await anna.says("done", "setzz", "all of them")
    assert "Which of these injections did you have?" in anna.last
    await anna.taps("Tue 10 Feb", "Done")
    await anna.says("perhaps")
    assert "Please check. Did you have this injection?" in anna.last
    await anna.says("yes")
    assert "Noted as had:" in anna.last
