"""What people type: past dates, plain yes, beginnings of labels, corrections, their country's everyday name."""

import pytest

from tests.cast import Person, Stage


async def to_the_start(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg", "yes", "into the muscle")
    await anna.taps("I, or somebody", "Repletion", "Every week")
    await anna.says("09:00")
    assert "On which day is the first injection?" in anna.last


async def test_a_first_day_that_may_have_been_is_asked_about_with_its_year(anna: Person) -> None:
    await to_the_start(anna)
    await anna.says("17 February")
    assert "Which of these do you mean?" in anna.last
    assert anna.labels[:2] == ["Tue 17 Feb 2026", "Wed 17 Feb 2027"]
    await anna.taps("Tue 17 Feb 2026", "After a number of injections")
    await anna.says("4")
    await anna.taps("No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert "1. Tue 17 Feb 09:00" in anna.last
    await anna.taps("Yes, save")
    assert "Tue 3 Mar 09:00" in anna.last
    assert "17 Feb" not in anna.last, "what lies behind is not reminded of"


async def test_a_day_with_its_year_or_soon_is_clear(anna: Person) -> None:
    await to_the_start(anna)
    await anna.says("17 February 2027")
    assert "How does this phase end" in anna.last
    await anna.taps("Back")
    await anna.says("4 March")
    assert "How does this phase end" in anna.last


async def test_a_correction_typed_at_the_read_back_is_the_new_amount(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("500 mcg", "1.5 mg")
    assert "You typed 1.5\u00a0mg." in anna.last
    await anna.says("yes")
    assert "How is it injected" in anna.last
    await anna.taps("Back", "Back")
    assert "Is that exactly" in anna.last or "How much is one injection" in anna.last


async def test_an_answer_that_is_none_is_told_so(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("500 mcg", "yes", "somehow")
    assert "I did not understand that. Please tap a button below" in anna.last
    assert "How is it injected" in anna.last


@pytest.mark.parametrize("said", ["usa", "U.S.A.", "the United States", "Estados Unidos", "EEUU"])
async def test_a_country_is_known_by_its_everyday_names_in_every_language(anna: Person, said: str) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor")
    await anna.says(said)
    assert "Where are you now?" in anna.last
    await anna.says("my throat is closing")
    assert anna.last.startswith("🆘 Call 911 now"), "the country counts from the moment it is told"


async def test_what_comes_next_is_told_even_when_all_that_was_planned_is_recorded(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan(injections=6)
    await stage.next_reminder()
    await anna.taps("Taken")
    for day in ("Tue 17 Mar", "Tue 24 Mar", "Tue 31 Mar"):
        await anna.says("/today")
        await anna.taps("I had the next one already", "Yes, I had it just now")
        assert f"Next: {day} 09:00" in anna.last
    assert "You noted 4 injections on one day." in anna.last
    assert "call your clinic today" in anna.last


async def test_today_without_a_plan_says_so(anna: Person) -> None:
    await anna.joins()
    await anna.says("/today")
    assert "You have no plan here yet." in anna.last


async def test_a_new_plan_says_that_it_replaces_the_old_one(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("Enter another plan", "It replaces my plan", "Methylcobalamin", "Skip", "I do not have it here")
    await anna.taps("Step by step")
    await anna.says("1000 mcg", "yes")
    await anna.taps("Into the muscle", "I, or somebody", "Maintenance", "Every month")
    await anna.says("23:00", "5 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    assert "This plan replaces the one you have here now: Methylcobalamin." in anna.last
    assert "Your time lies in your quiet hours" in anna.last


async def test_a_spanish_yes_is_a_yes(carmen: Person) -> None:
    await carmen.says("/start")
    await carmen.taps("Sí,", "Acepto", "Médico o", "Omitir")
    await carmen.says("Europe/Madrid")
    assert "Europe/Madrid" in carmen.last
    await carmen.says("si")
    assert "Europe/Madrid" not in carmen.last
    assert any("Recordatorio 1" in label for label in carmen.labels), "the next question"
