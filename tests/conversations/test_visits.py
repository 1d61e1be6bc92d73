"""The next visit: noted with its day, its time and with whom, looked at, changed and called off."""

import pytest

from bot.views.checklist_buttons import CancelVisit, ShowItem, Tell, VisitOver
from bot.views.codec import encode
from tests.cast import Person, Stage
from tests.conversations.test_stale import old_tap


async def notes(person: Person, *said: str) -> None:
    """From the overview to a visit that is noted."""
    await person.says("/checklist")
    await person.taps("My next visit")
    await person.says(*said)


async def test_a_visit_is_noted_and_shown(anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr <Roth>")
    assert "Saved.\n📅 Next visit: Thu 5 Mar 2026 14:30, with Dr <Roth>" in anna.last
    await anna.taps("Questions for a clinician")
    assert "📅 Next visit: Thu 5 Mar 2026 14:30, with Dr <Roth>" in anna.last
    await anna.taps("My next visit")
    assert "📅 Next visit: Thu 5 Mar 2026 14:30, with Dr <Roth>" in anna.last


async def test_a_visit_may_have_no_time_and_nobody_named(anna: Person) -> None:
    await anna.joins()
    await notes(anna, "12 March")
    await anna.taps("I don't know the time", "Skip")
    assert "📅 Next visit: Thu 12 Mar 2026\n" in anna.last
    await anna.taps("Questions for a clinician", "My next visit")
    assert "You have not told me the time." in anna.last
    assert "12:00" not in anna.last, "no time is made up"


async def test_a_day_without_a_time_stays_that_day_in_another_zone(anna: Person) -> None:
    await anna.joins()
    await notes(anna, "12 March")
    await anna.taps("I don't know the time", "Skip")
    await anna.says("/settings")
    await anna.taps("Time zone")
    await anna.says("Pacific/Honolulu")
    await anna.taps("Yes, that is right")
    await anna.says("/checklist")
    assert "📅 Next visit: Thu 12 Mar 2026" in anna.last


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("1 March 2026", "That day has passed."),
        ("5 March 2029", "more than two years from today"),
        ("soon", "I could not read a date in that."),
    ],
)
async def test_a_day_that_cannot_be_is_asked_for_again(anna: Person, said: str, answer: str) -> None:
    await anna.joins()
    await notes(anna, said)
    assert answer in anna.last
    await anna.says("today", "08:30")
    assert "That time has passed today." in anna.last
    await anna.says("17:00")
    await anna.taps("Skip")
    assert "Next visit: Mon 2 Mar 2026 17:00" in anna.last


async def test_today_without_a_time_is_ahead_until_the_day_is_over(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await stage.pass_time(hours=6)
    await notes(anna, "today")
    await anna.taps("I don't know the time", "Skip")
    assert "📅 Next visit: Mon 2 Mar 2026" in anna.last
    await anna.says("/checklist")
    assert "📅 Next visit: Mon 2 Mar 2026" in anna.last


async def test_a_visit_is_changed_and_the_new_one_takes_its_place(anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr Roth")
    await anna.taps("Change it")
    assert "So far: Thu 5 Mar 2026 14:30." in anna.last
    await anna.says("Friday", "10:00", "Dr Roth")
    await anna.says("/checklist")
    assert "Next visit: Fri 6 Mar 2026 10:00, with Dr Roth" in anna.last
    assert "5 Mar" not in anna.last


async def test_calling_off_is_asked_back_and_works_once(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr Roth")
    await anna.taps("Questions for a clinician", "My next visit", "Forget this visit")
    assert "Shall I forget this visit?" in anna.last
    await anna.taps("No, keep it")
    assert "Thu 5 Mar 2026 14:30" in anna.last
    message, data = anna.button("Forget this visit")
    sure = data.replace(":0", ":1")
    await anna.taps("Forget this visit", "Yes, forget it")
    assert "I have forgotten that visit." in anna.last
    await anna.says("/checklist")
    assert "Next visit" not in anna.last
    await stage.deliver(old_tap(anna, message, data))
    assert "I have forgotten that visit." in anna.last
    await notes(anna, "Friday", "10:00", "Dr Roth")
    for late in (data, sure):
        await stage.deliver(old_tap(anna, message, late))
        assert "Next visit: Fri 6 Mar 2026 10:00" in anna.last, "the other one stays"


async def test_a_visit_takes_back_and_later(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday")
    await anna.taps("Back")
    assert "On which day is your next visit?" in anna.last
    await anna.says("Friday")
    await anna.taps("Later")
    await stage.pass_time(days=30)
    await anna.taps("Go on")
    assert "On which day is your next visit?" in anna.last, "the day has passed meanwhile"


async def test_a_strangers_taps_find_nothing(stage: Stage, anna: Person, bruno: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr Roth")
    await anna.taps("Questions for a clinician", "My next visit")
    _, data = anna.button("Forget this visit")
    await bruno.joins()
    await stage.deliver(old_tap(bruno, 1, data))
    await stage.deliver(old_tap(bruno, 1, data.replace(":0", ":1")))
    assert "Roth" not in "".join(str(message["text"]) for message in bruno.heard)
    await anna.says("/checklist")
    assert "Thu 5 Mar 2026 14:30" in anna.last


async def test_taps_of_somebody_unknown_store_nothing(stage: Stage, bruno: Person) -> None:
    await bruno.says("hello")
    for action in (Tell(1), VisitOver(1), CancelVisit(1), CancelVisit(1, 1), ShowItem("cause")):  # type: ignore[arg-type]
        await stage.deliver(old_tap(bruno, 1, encode(action)))
        assert "First I need your agreement." in bruno.last or "What is the cause" in bruno.last


async def test_answers_that_wait_in_a_dialogue_are_kept_when_the_visit_is_told_of(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr Roth")
    await anna.taps("Questions for a clinician", "Start with the first question", "Maintenance", "Skip", "Later")
    await stage.pass_time(days=4)
    assert "How was your visit?" in anna.last
    message, data = anna.button("Tell what was answered")
    await anna.taps("Tell what was answered")
    assert "products differ" in anna.last, "the phase was told already"
    await anna.taps("Asked, no answer yet")
    await stage.deliver(old_tap(anna, message, data))
    assert "products differ" in anna.last, "it is still open"
    await anna.taps(*["Asked, no answer yet"] * 4)
    assert "✅ Phase: Maintenance" in anna.last
    assert anna.last.count("asked, no answer yet") == 4


async def test_a_visit_with_nothing_to_tell_is_let_be(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await notes(anna, "Thursday", "14:30", "Dr Roth")
    await stage.pass_time(days=4)
    message, data = anna.button("Nothing to tell")
    await anna.taps("Nothing to tell")
    assert "Your questions stay here until you have answers." in anna.last
    heard = len(anna.heard)
    await stage.deliver(old_tap(anna, message, data))
    assert "That is fine." in anna.last
    await stage.pass_time(days=20)
    assert len(anna.heard) == heard


async def test_a_visit_that_was_put_aside_half_told_is_offered_again(anna: Person) -> None:
    await anna.joins()
    await anna.says("/checklist")
    await anna.taps("My next visit")
    await anna.says("10 March")
    await anna.taps("Later")
    await anna.says("/checklist")
    await anna.taps("My next visit", "Go on")
    assert "At what time is the visit on Tue 10 Mar 2026?" in anna.last
