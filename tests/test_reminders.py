"""Reminders: on time, until the dose is recorded, at most three, never lost, never two for one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.care import marks, outbox
from tests.cast import MONDAY, Json, Person, Stage, open_stage


def about_a_dose(person: Person) -> list[Json]:
    """The reminders and notes about a dose that a person got."""
    words = ("Time for your injection", "Still open", "Not recorded", "Reminder 1")
    return [m for m in person.heard if any(word in m["text"] for word in words)]


async def weekly(stage: Stage, person: Person, at: str = "09:00") -> None:
    await person.joins()
    await person.enters_weekly_plan(at=at)
    stage.sandbox.take_updates()


async def test_an_unanswered_dose_gets_a_follow_up_and_then_a_closing_note(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.pass_time(days=6)
    texts = [m["text"].splitlines()[0] for m in about_a_dose(anna)]
    assert texts == [
        "Time for your injection",
        "Still open: your injection",
        "Not recorded: your injection",
    ]
    dates = [m["date"] for m in about_a_dose(anna)]
    assert dates == ["2026-03-03T08:00:00Z", "2026-03-03T20:00:00Z", "2026-03-05T08:00:00Z"], "three notices at most"
    assert "never take two to catch up. Ask your clinic what to do." in anna.last
    assert "Tell them your next one is due Tue 10 Mar 09:00." in anna.last


async def test_only_the_newest_message_about_a_dose_has_buttons_to_answer(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.pass_time(days=3)
    first, second, third = about_a_dose(anna)
    assert (first["buttons"], second["buttons"]) == ([], [])
    assert third["buttons"]


async def test_follow_ups_wait_until_quiet_hours_are_over_but_the_chosen_time_is_kept(
    stage: Stage, anna: Person, bruno: Person
) -> None:
    await weekly(stage, anna, at="22:30")
    await weekly(stage, bruno, at="12:30")
    await stage.pass_time(days=1, hours=23)
    assert [m["date"] for m in about_a_dose(anna)] == ["2026-03-03T21:30:00Z"]
    assert [m["date"] for m in about_a_dose(bruno)] == ["2026-03-03T11:30:00Z", "2026-03-04T06:00:00Z"]


async def test_later_reminds_again_when_the_patient_chose(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.next_reminder()
    await anna.taps("Later", "In 1 hour")
    assert "I will remind you again: Tue 3 Mar 10:00" in anna.last
    await stage.pass_time(hours=1)
    assert about_a_dose(anna)[-1]["date"] == "2026-03-03T09:00:00Z"
    await anna.taps("Later", "This evening")
    await stage.pass_time(hours=9)
    assert about_a_dose(anna)[-1]["date"] == "2026-03-03T18:00:00Z"
    await anna.taps("Later", "Tomorrow")
    await stage.pass_time(hours=14)
    assert about_a_dose(anna)[-1]["date"] == "2026-03-04T08:00:00Z"
    await stage.pass_time(days=2)
    assert "Not recorded" in anna.last


async def test_skipping_is_asked_back_and_noted_without_changing_the_plan(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.next_reminder()
    await anna.taps("Skip")
    assert "Skip this injection?" in anna.last
    await anna.taps("Yes, note it as skipped")
    assert "Noted: you did not have this injection" in anna.last
    assert "Next: Tue 10 Mar 09:00" in anna.last
    await stage.pass_time(days=3)
    assert len(about_a_dose(anna)) == 0, "the card was rewritten, and nothing more came"


async def test_a_second_tap_says_when_it_was_noted_and_counts_once(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.next_reminder()
    message, data = anna.button("Taken")
    stage.sandbox.tap(anna.user, message, data)
    stage.sandbox.tap(anna.user, message, data)
    await stage.answer()
    assert "I count it once." in anna.last
    assert "Did you inject a second time? Then call your clinic today." in anna.last
    await anna.says("/export")
    assert stage.sandbox.file(anna.heard[-1]["document"]["file_id"])[1].count(b'"kind": "taken"') == 1  # type: ignore[index]


async def test_a_record_can_be_taken_back_for_a_day(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.next_reminder()
    await anna.taps("Taken", "undo")
    assert "This injection is open" in anna.last
    await stage.pass_time(hours=12)
    assert "Still open" in anna.last
    await anna.taps("Taken")
    message, data = anna.button("undo")
    await stage.pass_time(days=2)
    await anna.taps_data(message, data)
    assert "I count it once" in anna.heard[-2]["text"]
    assert "After your injection: any of these now?" in anna.last, "it was one of the first"


async def test_a_late_record_can_be_put_at_its_due_time(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.pass_time(days=1, hours=4)
    await anna.taps("Taken")
    assert "Taken: Tue 3 Mar 13:00" in anna.last
    await anna.taps("I had it at its time")
    assert "Taken: Tue 3 Mar 09:00" in anna.last


async def test_a_missed_dose_can_still_be_noted_and_asks_when_it_was(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await stage.pass_time(days=4)
    await anna.taps("Taken")
    assert "When did you have this injection?" in anna.last
    await anna.taps("At its time")
    assert "Taken: Tue 3 Mar 09:00" in anna.last


async def test_after_five_days_off_each_dose_is_told_once_with_its_true_time_and_never_in_a_burst(
    stage: Stage, anna: Person
) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion", "Every day", "Yes, every day")
    await anna.says("10:00", "today")
    await anna.taps("After a number of injections")
    await anna.says("30")
    await anna.taps("No, that is all")
    await anna.knows_nothing_of_late_ones()
    await anna.taps("Yes, save")
    await stage.jump(days=5, hours=3)
    told = about_a_dose(anna)
    assert [m["text"].splitlines()[0] for m in told] == [
        "Not recorded: 3 injections",
        "Not recorded: your injection",
        "Not recorded: your injection",
        "Time for your injection",
    ]
    due = [f"{day} Mar 10:00" for day in ("Mon 2", "Tue 3", "Wed 4", "Thu 5", "Fri 6", "Sat 7")]
    assert [[moment for moment in due if moment in m["text"]] for m in told] == [due[:3], [due[3]], [due[4]], [due[5]]]
    assert "I am late. Had it?" in told[-1]["text"]
    await stage.program.tick()
    assert len(about_a_dose(anna)) == 4, "a second look sends nothing twice"
    assert all(m["buttons"] for m in told)


async def test_a_dose_recorded_while_its_reminder_waits_is_not_reminded_of(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await anna.says("/today")
    await anna.taps("I had the next one already", "Yes, I had it just now")
    await stage.pass_time(days=2)
    assert about_a_dose(anna) == []


async def test_a_message_that_may_have_arrived_is_repeated_once_and_says_so(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    stage.sandbox.fail("sendMessage", "cut_after", times=1)
    await stage.pass_time(days=1, minutes=3)
    assert len(about_a_dose(anna)) == 2
    assert "Second notice, same dose as before." in about_a_dose(anna)[1]["text"]
    await anna.taps("Taken")
    await stage.pass_time(days=3)
    assert "Noted" in anna.heard[-2]["text"]
    assert "After your injection: any of these now?" in anna.last, "it was one of the first"


async def test_a_message_that_twice_may_have_arrived_is_taken_for_sent(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    stage.sandbox.fail("sendMessage", "cut_after", times=2)
    await stage.pass_time(days=1, hours=1)
    assert len(about_a_dose(anna)) == 2
    await stage.pass_time(hours=12)
    assert "Still open" in anna.last


@pytest.mark.parametrize("fault", ["429", "502", "500", "cut_before"])
async def test_a_message_that_was_refused_for_now_comes_once_later(stage: Stage, anna: Person, fault: str) -> None:
    await weekly(stage, anna)
    stage.sandbox.fail("sendMessage", fault, times=3, retry_after=7)
    await stage.pass_time(days=1, minutes=2)
    assert len(about_a_dose(anna)) == 1
    assert "same dose as before" not in anna.last


async def test_a_blocked_chat_is_left_alone_and_spoken_to_again_on_return(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    stage.sandbox.patch_user(anna.user, blocked=True)
    await stage.pass_time(days=1, hours=5)
    assert about_a_dose(anna) == []
    stage.sandbox.patch_user(anna.user, blocked=False)
    await anna.says("hello")
    await stage.program.tick()
    assert "Time for your injection" in anna.last


async def test_a_blocked_chat_has_its_missed_dose_on_record(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    stage.sandbox.patch_user(anna.user, blocked=True)
    await stage.pass_time(days=5)
    stage.sandbox.patch_user(anna.user, blocked=False)
    await anna.says("/export")
    assert b'"state": "missed"' in stage.sandbox.file(anna.heard[-1]["document"]["file_id"])[1]  # type: ignore[index]


async def test_a_pause_holds_reminders_and_resuming_asks_about_what_is_open(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await anna.says("/pause")
    await anna.taps("Until I say so", "Yes, pause")
    assert "paused until you send /resume" in anna.last
    await stage.pass_time(days=1, hours=6)
    assert about_a_dose(anna) == []
    await anna.says("/resume")
    assert "Reminders are on again" in anna.last
    await stage.program.tick()
    assert "Time for your injection" in anna.last
    await anna.says("/resume")
    assert "on already" in anna.last


async def test_a_pause_with_an_end_ends_by_itself_and_marks_what_passed(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await anna.says("/pause")
    await anna.taps("1 week", "Yes, pause")
    assert "paused until Mon 9 Mar 00:00" in anna.last
    await stage.pass_time(days=8)
    assert "Time for your injection" in anna.last
    assert "Tue 10 Mar" in anna.last
    await anna.says("/export")
    assert b'"state": "paused"' in stage.sandbox.file(anna.heard[-1]["document"]["file_id"])[1]  # type: ignore[index]


async def test_a_discreet_reminder_names_no_medicine(stage: Stage, anna: Person) -> None:
    await anna.joins(discreet=True)
    await anna.enters_weekly_plan()
    await stage.pass_time(days=3)
    told = [m for m in about_a_dose(anna) if m["date"] > "2026-03-03"]
    assert len(told) == 3
    for message in told:
        words = message["text"] + "".join(b["text"] for row in message["buttons"] for b in row)
        assert "Reminder 1" in message["text"]
        assert not any(word in words.lower() for word in ("cobalamin", "mcg", "inject", "repletion"))


async def test_a_reminder_is_worded_in_the_language_and_zone_of_today(stage: Stage, anna: Person) -> None:
    await weekly(stage, anna)
    await anna.says("/settings")
    await anna.taps("Time zone")
    await anna.says("Europe/London")
    await anna.taps("Yes, that is right", "Same time of day here")
    assert "Tue 3 Mar 09:00" in anna.last
    due = await stage.next_reminder()
    assert due == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert "Due: Tue 3 Mar 09:00" in anna.last


async def test_two_patients_hear_only_of_their_own(stage: Stage, anna: Person, bruno: Person) -> None:
    await weekly(stage, anna)
    await bruno.joins()
    await stage.pass_time(days=2)
    assert about_a_dose(bruno) == []


async def test_a_restart_while_a_message_is_on_its_way_repeats_it_at_most_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path, kept=True) as stage:
        anna = Person(stage, 101, "Anna")
        await weekly(stage, anna)
        stage.clock.move_to(MONDAY + timedelta(days=1))
        now = stage.clock.now()
        batch = await stage.program.database.run(outbox.claim, "another-1", now, 10)
        may = await stage.program.database.run(marks.mark, batch.outgoing, (), now)
        assert may == [True], "the program dies here: begun, perhaps sent, not settled"
        await stage.program.tick()
        assert about_a_dose(anna) == [], "whoever claimed it may still be at it"
        await stage.pass_time(minutes=2)
        assert len(about_a_dose(anna)) == 1
        assert "Second notice, same dose as before." in anna.last
        await anna.taps("Taken")
        await stage.pass_time(days=3)
        assert "Noted" in anna.heard[-2]["text"]
