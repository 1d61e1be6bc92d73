"""Sentences that stand against a hazard of docs/hazards.md, and that no other test would miss."""

from tests.cast import Person, Stage

PURPOSE = (
    "keeps the plan your clinician gave you, reminds you, stores what you report, and shows general information. "
    "It does not choose, change or check a dose, and it does not diagnose."
)


async def test_a_new_patient_is_told_to_keep_a_second_reminder(anna: Person) -> None:
    await anna.joins()
    assert "Please keep a second reminder too" in anna.last


async def test_who_erases_is_told_that_reminders_stop(anna: Person) -> None:
    await anna.joins()
    await anna.says("/delete")
    assert "Reminders stop too. If you still have injections to come, set another reminder first." in anna.last


async def test_a_first_reminder_says_to_check_label_date_and_colour(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    assert "Check the label, expiry date and colour." in anna.last
    assert "Methylcobalamin" in anna.last


async def test_what_the_bot_is_for_is_said_word_for_word(anna: Person) -> None:
    await anna.says("/help")
    assert PURPOSE in anna.last
