"""Moving injections and leaving one out: by dates, confirmed, once, and taken back for a day."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.regimen import AfterCount, Injector, Period, Repeat, UntilReview
from tests.cast import Person, Stage
from tests.conversations.planned import counted, has, opens, told, twice
from tests.conversations.test_stale import old_tap


async def coming(person: Person) -> str:
    await person.says("/next")
    return person.last


async def test_one_injection_is_moved_by_dates_and_back(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar 09:00")
    assert "The one before it: Tue 3 Mar 2026\nThe one after it: Tue 17 Mar 2026" in anna.last
    await anna.says("12 March 18:00")
    assert "Is this what your clinician agreed to?" in anna.last
    assert "Tue 10 Mar 09:00\n→ Thu 12 Mar 18:00" in anna.last
    assert "These stay:\nTue 17 Mar 09:00\nTue 24 Mar 09:00" in anna.last
    assert "If you are not sure, ask your clinic first." in anna.last
    assert "Thu 12 Mar" not in await coming(anna), "nothing changes before Yes"
    await anna.taps("Yes, move it")
    assert "Tue 3 Mar 2026 09:00\nThu 12 Mar 2026 18:00\nTue 17 Mar 2026 09:00" in anna.last
    await anna.taps("Undo (for a day)")
    assert "The dates are as they were before." in anna.last
    assert "Tue 10 Mar 2026 09:00" in anna.last


async def test_a_moved_injection_is_reminded_of_at_its_new_time(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 3 Mar 09:00")
    await anna.says("tomorrow 6 pm")
    await anna.taps("Yes, move it")
    assert f"{await stage.next_reminder():%d %b %H}" == "03 Mar 17"
    assert "Time for your injection" in anna.last


async def test_the_time_of_day_is_kept_or_typed(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar")
    await anna.says("Thursday 12 March")
    assert "At what time on Thu 12 Mar 2026?" in anna.last
    await anna.taps("Keep 09:00")
    assert "→ Thu 12 Mar 09:00" in anna.last
    await anna.taps("Choose another date")
    await anna.says("10 March")
    await anna.taps("Keep 09:00")
    assert "That is when it is now." in anna.last
    await anna.says("21:30")
    assert "Tue 10 Mar 09:00\n→ Tue 10 Mar 21:30" in anna.last
    await anna.taps("Back")
    assert "At what time" in anna.last


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("soon", "I could not read a date in that"),
        ("1 March 2026", "That time has passed"),
        ("2 March 08:30", "That time has passed"),
        ("3 March", "It has to come after the injection before it (Tue 3 Mar 09:00)"),
        ("12 March 2030", "more than two years from now"),
        ("10 March 09:00", "That is when it is now"),
        ("17 March", "That is not before the next injection (Tue 17 Mar 09:00)"),
        ("4/3", "Which of these do you mean?"),
    ],
)
async def test_a_date_that_does_not_fit_is_told_kindly(stage: Stage, anna: Person, typed: str, answer: str) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar")
    await anna.says(typed)
    assert answer in anna.last
    await anna.says("11 March 10:00")
    assert "→ Wed 11 Mar 10:00" in anna.last


async def test_past_the_next_one_all_of_them_can_move(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar")
    await anna.says("20 March 18:00")
    await anna.taps("Move all, from Fri 20 Mar on")
    assert "Tue 10 Mar 09:00\n→ Fri 20 Mar 09:00" in anna.last
    assert "These move too:\nTue 17 Mar → Fri 27 Mar\nTue 24 Mar → Fri 3 Apr" in anna.last
    await anna.taps("Yes, move them")
    assert "Fri 20 Mar 2026 09:00\nFri 27 Mar 2026 09:00\nFri 3 Apr 2026 09:00" in anna.last


async def test_all_from_one_on_move_together_with_the_end_and_the_next_phase(stage: Stage, anna: Person) -> None:
    two = told(count=4)
    monthly = replace(two.phases[0], repeat=Repeat(1, Period.MONTH), start=date(2026, 4, 17), end=UntilReview())
    await has(stage, anna, replace(two, phases=(two.phases[0], monthly)))
    await opens(anna, "Move one and all after it")
    await anna.taps("Tue 10 Mar")
    assert "The one after it" not in anna.last
    await anna.says("Thursday 12 March")
    assert "Tue 24 Mar → Thu 26 Mar\nFri 17 Apr → Sun 19 Apr" in anna.last
    assert "of this phase" not in anna.last, "it is told already"
    await anna.taps("Choose another date", "Back", "Tue 3 Mar")
    await anna.says("4 March")
    assert "Fri 17 Apr" not in anna.last.split("The first one")[0]
    assert "The first one of the next phase: Fri 17 Apr 2026 → Sat 18 Apr 2026" in anna.last
    await anna.taps("Choose another date", "Back", "Tue 10 Mar")
    await anna.says("12 March")
    await anna.taps("Yes, move them")
    assert "Thu 12 Mar 2026 09:00\nThu 19 Mar 2026 09:00\nThu 26 Mar 2026 09:00" in anna.last


async def test_the_far_end_of_a_phase_is_told_where_it_moves(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(count=9))
    await opens(anna, "Move one and all after it")
    await anna.taps("Tue 10 Mar")
    await anna.says("11 March")
    assert "The last one of this phase: Tue 28 Apr 2026 → Wed 29 Apr 2026" in anna.last
    assert "next phase" not in anna.last


async def test_where_dates_count_from_the_injection_the_preview_says_that_others_move(
    stage: Stage, anna: Person
) -> None:
    await has(stage, anna, counted(late="Ring us if it is more than 3 days"))
    await opens(anna, "Move one injection")
    await anna.taps("Tue 10 Mar")
    assert "The one after it" not in anna.last
    await anna.says("20 March 09:00")
    assert "These move too:\nTue 17 Mar → Fri 27 Mar" in anna.last
    assert "your clinician said: “Ring us if it is more than 3 days”" in anna.last
    await anna.taps("Choose another date")
    await anna.says("9 March 09:00")
    assert "Ring us" not in anna.last, "earlier is not late"


async def test_windows_and_appointments_are_shown_as_they_are(stage: Stage, anna: Person) -> None:
    ranged = told(every=3, repeat=Repeat(3, Period.DAY, most=4), end=AfterCount(5))
    await has(stage, anna, replace(ranged, injector=Injector.CLINIC))
    await opens(anna, "Move one injection")
    await anna.taps("Fri 6 Mar")
    await anna.says("7 March 09:00")
    assert "Is this your new appointment?" in anna.last
    assert "between Fri 6 Mar and Sat 7 Mar, at 09:00\n→ between Sat 7 Mar and Sun 8 Mar, at 09:00" in anna.last


async def test_several_a_day_may_share_a_day_but_not_change_their_order(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told(at=(time(9), time(21))))
    await opens(anna, "Move one injection")
    await anna.taps("Tue 3 Mar 09:00")
    await anna.says("3 March")
    await anna.says("22:00")
    assert "That is not before the next injection (Tue 3 Mar 21:00)" in anna.last
    await anna.says("07:00")
    assert "Tue 3 Mar 09:00\n→ Tue 3 Mar 07:00" in anna.last


async def test_one_is_left_out_and_asked_for_again(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Leave one out")
    await anna.taps("Tue 24 Mar")
    assert "No other injection is left in your plan here." in anna.last
    await anna.taps("Choose another one", "Tue 10 Mar")
    assert "Leave this one out: Tue 10 Mar 09:00?" in anna.last
    assert "These stay:\nTue 17 Mar 09:00\nTue 24 Mar 09:00" in anna.last
    await anna.taps("Yes, leave it out")
    assert "Left out: Tue 10 Mar 2026 09:00" in anna.last
    assert "10 Mar" not in (await coming(anna))
    await twice(stage, anna, "Undo (for a day)")
    assert any("I will remind you of it again." in message["text"] for message in anna.heard)
    assert "Tue 10 Mar 2026 09:00" in (await coming(anna))


async def test_one_that_was_left_out_can_be_had_back_for_a_day_and_while_it_is_ahead(
    stage: Stage, anna: Person, bruno: Person
) -> None:
    await has(stage, anna, told())
    await opens(anna, "Leave one out")
    await anna.taps("Tue 10 Mar", "Yes, leave it out")
    message, data = anna.button("Undo (for a day)")
    await has(stage, bruno, told())
    heard = len(bruno.heard)
    await stage.deliver(old_tap(bruno, 1, data))
    assert len(bruno.heard) == heard, "a line over the chat says that the button is out of date"
    await stage.pass_time(days=2)
    await anna.taps_data(message, data)
    assert any("I cannot take this back any more." in message["text"] for message in anna.heard)
    assert "10 Mar" not in (await coming(anna))


async def test_what_was_recorded_meanwhile_is_neither_moved_nor_left_out(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    for change, yes in (("Move one injection", "Yes, move it"), ("Leave one out", "Yes, leave it out")):
        await opens(anna, change)
        await anna.taps("Tue 3 Mar")
        if "To which day" in anna.last:
            await anna.says("4 March 09:00")
        message, data = anna.button(yes)
        await anna.says("/today")
        await anna.taps("I had the next one already", "Yes, I had it just now")
        await anna.taps_data(message, data)
        assert "I have changed nothing." in anna.last
        assert "Tue 10 Mar 2026 09:00" in anna.last
        await anna.taps("That was a mistake")


async def test_a_yes_delivered_twice_moves_once(stage: Stage, anna: Person) -> None:
    await has(stage, anna, told())
    await opens(anna, "Move one and all after it")
    await anna.taps("Tue 10 Mar")
    await anna.says("11 March")
    await twice(stage, anna, "Yes, move them")
    assert "I have all your answers." in anna.last
    assert "Wed 11 Mar 2026" in await coming(anna)
