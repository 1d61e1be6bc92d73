"""After an injection: how it is asked, what each answer shows at once, and that help waits for no record."""

import pytest
from sqlmodel import Session, col, select

from bot.domain.symptoms import Reaction
from bot.storage.symptom_tables import ReactionRow
from bot.views.codec import encode
from bot.views.sign_buttons import React
from tests.cast import Person, Stage
from tests.conversations.test_safety import break_records
from tests.conversations.test_stale import old_tap

QUESTION = "After your injection: any of these now?"


async def has_had_one(stage: Stage, person: Person) -> None:
    """From /start to the first injection being on record."""
    await person.joins()
    await person.enters_weekly_plan()
    await stage.next_reminder()
    await person.taps("Taken")


def kept(session: Session) -> list[str]:
    return [row.answer for row in session.exec(select(ReactionRow).order_by(col(ReactionRow.id)))]


def lose_the_table(session: Session) -> None:
    session.connection().exec_driver_sql("DROP TABLE reaction")


async def test_it_asks_twenty_minutes_after_a_first_injection(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    assert "In about 20 minutes I ask how you feel." in anna.last
    await stage.pass_time(minutes=19)
    assert QUESTION not in anna.last
    await stage.pass_time(minutes=2)
    assert anna.last.startswith(f"{QUESTION}\nInjection 1 of 4, repletion phase")
    assert anna.labels == [
        "None of these",
        "Rash or itching",
        "Swelling",
        "Trouble breathing",
        "Something else",
        "🆘 Get help",
    ]


async def test_from_the_fourth_on_there_is_one_quiet_line_and_the_button(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    for _ in range(3):
        await stage.pass_time(days=7)
        await anna.taps("Taken")
    assert "Do you notice anything after it? Tap “How I feel after it”." in anna.last
    assert "20 minutes" not in anna.last
    await stage.pass_time(hours=2)
    assert QUESTION not in anna.last
    await anna.taps("How I feel after it")
    assert anna.last.startswith(f"{QUESTION}\nInjection 4 of 4")


async def test_the_card_of_the_injection_stays_where_it_is(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it")
    assert "Noted: you had this injection" in str(anna.heard[-2]["text"])
    assert QUESTION in anna.last


async def test_none_says_what_to_do_if_something_starts_and_offers_check_ins_once(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", "None of these")
    assert "I have noted: none of these." in anna.last
    assert "A reaction can start later too." in anna.last
    await anna.taps("Choose what to follow", "Energy", "Continue", "Every week")
    await anna.taps("How I feel after it", "None of these")
    assert not any("Choose what to follow" in label for label in anna.labels)
    assert await stage.program.database.run(kept) == ["none", "none"]


@pytest.mark.parametrize("label", ["Trouble breathing", "Swelling", "Rash or itching"])
async def test_help_is_the_last_thing_on_the_screen(stage: Stage, anna: Person, label: str) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", label)
    assert "112" in anna.last[:160], "what to do stands in the first lines"
    assert f"You told me: {label}" in str(anna.heard[-2]["text"])
    assert len(await stage.program.database.run(kept)) == 1


async def test_what_changes_later_is_kept_beside_the_first_answer(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", "None of these", "Something has changed")
    assert QUESTION in anna.last
    await anna.taps("Rash or itching", "Something has changed", "Trouble breathing")
    assert await stage.program.database.run(kept) == ["none", "rash", "breathing"]


async def test_a_tap_high_up_in_the_chat_tells_that_help_is_below(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it")
    assert await anna.taps("Trouble breathing") == "Help is below"


async def test_something_else_is_told_in_words(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", "Something else")
    assert "What do you notice?" in anna.last
    assert any("Get help" in label for label in anna.labels)
    await anna.says("x" * 301)
    assert "at most 300 letters" in anna.last
    await anna.says("my arm is a bit sore")
    assert "I cannot judge what it is." in anna.last
    assert "Call your clinic today." in anna.last


async def test_a_warning_sign_in_those_words_is_met_as_ever(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", "Something else")
    await anna.says("my tongue is swollen")
    assert "112" in anna.last


async def test_help_stands_last_also_where_the_warning_sign_was_the_answer(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it", "Something else")
    await anna.says("I can't breathe properly and my lips are swelling")
    await anna.taps("My words were the answer")
    assert "112" in anna.last[:160]
    assert "My words were the answer" not in anna.labels


async def test_help_comes_even_if_the_answer_cannot_be_kept(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it")
    await stage.program.database.run(lose_the_table)
    await anna.taps("Trouble breathing")
    assert "112" in anna.last[:160]
    assert "I could not keep this just now. Help needs no records." in str(anna.heard[-2]["text"])


async def test_help_comes_when_no_record_can_be_reached_at_all(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it")
    message, _ = anna.button("None of these")
    break_records(stage)
    await anna.taps("Trouble breathing")
    assert "112" in anna.last[:160]
    await stage.deliver(old_tap(anna, message, encode(React(1, Reaction.NONE))))
    assert "I cannot reach my records right now" in anna.last


async def test_a_stranger_gets_help_too_but_nothing_is_kept(stage: Stage, anna: Person, bruno: Person) -> None:
    await has_had_one(stage, anna)
    message, ask = anna.button("How I feel after it")
    await bruno.says("/start")
    await stage.deliver(old_tap(bruno, message, encode(React(1, Reaction.BREATHING))))
    assert bruno.last[:160].count("emergency number") == 1, "his country is not known yet"
    await bruno.joins()
    await stage.deliver(old_tap(bruno, message, encode(React(1, Reaction.BREATHING))))
    assert "112" in bruno.last[:160]
    count = len(bruno.heard)
    for data in (ask, encode(React(1, Reaction.NONE)), encode(React(1, Reaction.OTHER))):
        await stage.deliver(old_tap(bruno, message, data))
    assert len(bruno.heard) == count
    assert await stage.program.database.run(kept) == []


async def test_discreetly_it_only_says_that_there_is_a_question(stage: Stage, anna: Person) -> None:
    await anna.joins(discreet=True)
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.taps("Done")
    await stage.pass_time(minutes=21)
    assert anna.last == "A short question for you"
    assert anna.labels == ["Show the question", "🆘 Get help"]
    count = len(anna.heard)
    await anna.taps("Show the question")
    assert QUESTION in anna.last
    assert len(anna.heard) == count, "in its place"


async def test_an_update_that_comes_twice_is_kept_once(stage: Stage, anna: Person) -> None:
    await has_had_one(stage, anna)
    await anna.taps("How I feel after it")
    message, _ = anna.button("Rash or itching")
    tap = old_tap(anna, message, encode(React(1, Reaction.RASH)))
    await stage.deliver(tap)
    await stage.deliver(tap)
    assert await stage.program.database.run(kept) == ["rash"]
