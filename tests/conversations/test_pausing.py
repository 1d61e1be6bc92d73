"""A pause is shown by the injections that fall into it before it begins, and ends with one tap."""

from dataclasses import replace

from tests.cast import Person, Stage
from tests.conversations.planned import has, told


async def test_a_pause_shows_what_falls_into_it(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await anna.says("/pause")
    await anna.taps("2 weeks")
    assert "Stop reminders until Mon 16 Mar 2026?" in anna.last
    assert "I stay silent at these times:\nTue 3 Mar 2026 09:00\nTue 10 Mar 2026 09:00\n\n" in anna.last
    assert "A pause does not move them." in anna.last
    await anna.taps("Choose another time", "1 week")
    assert "silent at these times:\nTue 3 Mar 2026 09:00\n\n" in anna.last
    await anna.taps("Yes, pause", "Resume reminders")
    assert "Reminders are on again." in anna.last


async def test_a_pause_in_which_nothing_falls_says_so(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(count=1))
    await stage.pass_time(days=3)
    await anna.says("/pause")
    await anna.taps("Until I say so")
    assert "Stop reminders until you say so?" in anna.last
    assert "No injection falls into this time." in anna.last


async def test_a_long_pause_tells_the_first_and_how_many_more(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(count=None))
    await anna.says("/pause")
    await anna.taps("Until a date")
    await anna.says("30 April")
    assert "Tue 7 Apr 2026 09:00\nand 3 more" in anna.last
    await anna.taps("Choose another time", "Until I say so")
    assert "Tue 7 Apr 2026 09:00\nand at all after them" in anna.last


async def test_of_several_plans_each_injection_is_named(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await has(stage, anna, replace(told(), medicine="Folate"))
    await anna.says("/pause")
    await anna.taps("1 week")
    assert "Tue 3 Mar 2026 09:00: Methylcobalamin\nTue 3 Mar 2026 09:00: Folate" in anna.last
