"""/settings, Time zone, with a plan in force: asked once with both ways by dates, and every screen right either way."""

import pytest

from tests.cast import Person, Stage
from tests.conversations.test_schedule_screens import enters_beside

QUESTION = "Which clock shall your injections follow?"


async def moves(person: Person, zone: str) -> None:
    """They say where they are now."""
    await person.says("/settings")
    await person.taps("Time zone")
    await person.says(zone)
    await person.taps("Yes, that is right")


async def test_a_move_is_asked_about_once_with_the_next_dates_both_ways(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await moves(anna, "Asia/Tokyo")
    assert anna.last.startswith(f"{QUESTION} Nothing changes until you choose.")
    here = "Same time of day here (09:00 in Tokyo)\n• Tue 3 Mar 09:00\n• Tue 10 Mar 09:00\n• Tue 17 Mar 09:00"
    stay = "Same moment as before (09:00 in Berlin is 17:00 here)\n• Tue 3 Mar 17:00\n• Tue 10 Mar 17:00"
    assert here in anna.last
    assert stay in anna.last
    await anna.says("/settings")
    assert "Time zone: Europe/Berlin" in anna.last, "nothing changes before the answer"
    await anna.taps("Same time of day here")
    assert "Your time zone is Asia/Tokyo." in anna.last
    assert "Your injections keep their time of day.\nThe next ones on your clock:\n• Tue 3 Mar 09:00" in anna.last
    assert "I show the emergency numbers of Germany." in anna.last
    await anna.taps("Change the country")
    assert "Which country" in anna.last


async def test_the_same_moment_keeps_the_clock_of_home_and_every_screen_says_so(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await moves(anna, "Asia/Tokyo")
    await anna.taps("Same moment as before")
    assert "Your injections stay on the clock of Berlin." in anna.last
    assert "• Tue 3 Mar 17:00" in anna.last
    await anna.says("/today")
    assert "Next injection: Tue 3 Mar 17:00" in anna.last
    assert "Times here are for Asia/Tokyo." in anna.last
    for command in ("/schedule", "/next"):
        await anna.says(command)
        assert "09:00" in anna.last, command
        assert "Europe/Berlin" in anna.last, command
    await stage.next_reminder()
    assert "Due: Tue 3 Mar 17:00" in anna.last
    await anna.taps("Later", "Tomorrow, same time")
    assert "I will remind you again: Wed 4 Mar 17:00" in anna.last


async def test_coming_home_asks_again_or_has_nothing_to_ask(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await moves(anna, "Asia/Tokyo")
    await anna.taps("Same time of day here")
    await moves(anna, "Europe/Berlin")
    assert "(09:00 in Tokyo is 01:00 here)" in anna.last
    await anna.taps("Same time of day here")
    assert "• Tue 3 Mar 09:00" in anna.last
    await moves(anna, "Asia/Tokyo")
    await anna.taps("Same moment as before")
    await moves(anna, "Europe/Berlin")
    assert "Your time zone is Europe/Berlin." in anna.last
    assert "Your injections keep their time of day.\nThe next ones on your clock:\n• Tue 3 Mar 09:00" in anna.last


@pytest.mark.parametrize("answer", ["Same time of day here", "Same moment as before"])
async def test_across_the_date_line_each_dose_is_told_once(stage: Stage, anna: Person, answer: str) -> None:
    await anna.joins(city="Pacific/Honolulu", country="United States")
    await anna.enters_weekly_plan(start="3 March")
    await moves(anna, "Pacific/Kiritimati")
    await anna.taps(answer)
    before = len(anna.heard)
    await stage.next_reminder()
    clock = "Due: Tue 3 Mar 09:00" if answer == "Same time of day here" else "Due: Wed 4 Mar 09:00"
    assert clock in anna.last
    assert len(anna.heard) == before + 1
    await anna.taps("Taken")
    await moves(anna, "Pacific/Honolulu")
    if answer == "Same time of day here":
        await anna.taps(answer)
    assert "• Tue 10 Mar 09:00" in anna.last
    assert "3 Mar 09:00" not in anna.last


async def test_what_is_past_by_the_new_clock_is_said_before_the_answer(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.pass_time(hours=20)
    await moves(anna, "Asia/Tokyo")
    assert "• Tue 3 Mar 09:00 (past already: I would ask about it at once)" in anna.last
    await anna.taps("Same time of day here")
    await stage.pass_time(minutes=1)
    assert "Due: Tue 3 Mar 09:00" in anna.last


async def test_a_move_while_a_dose_is_due_keeps_its_card_and_its_buttons(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await moves(anna, "America/New_York")
    assert "• Tue 10 Mar 09:00" in anna.last
    assert "3 Mar" not in anna.last
    await anna.taps("Same time of day here")
    await anna.says("/today")
    assert "• Injection 1 of 4, repletion phase, due Tue 3 Mar 03:00" in anna.last
    await anna.taps("Taken")
    assert "Noted: you had this injection" in anna.last


async def test_the_question_can_be_left_and_begun_anew(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await moves(anna, "Asia/Tokyo")
    await anna.says("what?")
    assert QUESTION in anna.last
    await anna.taps("Cancel", "Yes, forget them")
    await anna.says("/settings")
    assert "Time zone: Europe/Berlin" in anna.last
    await moves(anna, "Asia/Tokyo")
    await anna.says("same moment")
    assert "stay on the clock of Berlin" in anna.last


async def test_each_of_two_plans_is_shown_with_its_medicine(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await enters_beside(anna)
    await anna.taps("Yes, save")
    await moves(anna, "Asia/Tokyo")
    assert "(09:00 in Tokyo)\nMethylcobalamin\n• Tue 3 Mar 09:00" in anna.last
    assert "Hydroxocobalamin\n• Wed 4 Mar 18:00" in anna.last
    await anna.taps("Same moment as before")
    assert "Hydroxocobalamin\nYour injections stay on the clock of Berlin." in anna.last


async def test_plans_on_different_clocks_are_never_listed_as_if_on_one(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await moves(anna, "Asia/Tokyo")
    await anna.taps("Same moment as before")
    await enters_beside(anna)
    await anna.taps("Yes, save")
    await anna.says("/next")
    assert "Tue 3 Mar 2026 09:00 (Europe/Berlin): Methylcobalamin" in anna.last
    assert "Wed 4 Mar 2026 18:00 (Asia/Tokyo): Hydroxocobalamin" in anna.last
    await anna.says("/today")
    assert "Next injection: Tue 3 Mar 17:00" in anna.last
