"""Help for warning signs: one tap or one sentence away, from everywhere, with or without records."""

from pathlib import Path

import pytest

from tests.cast import Person, Stage


def break_records(stage: Stage) -> None:
    """The database is gone: every transaction fails."""
    stage.program.database.engine.dispose()
    url = stage.program.database.engine.url
    assert url.database is not None
    for path in Path(url.database).parent.glob("bot.db*"):
        path.unlink()
    Path(url.database).mkdir()


@pytest.mark.parametrize(
    "said",
    [
        "/emergency",
        "I can't breathe",
        "chest pain",
        "My TONGUE is SWOLLEN!!",
        "i want to die",
        "me cuesta respirar",
        "🆘 Get help",
    ],
)
async def test_one_sentence_shows_where_to_get_help_even_to_a_stranger(anna: Person, said: str) -> None:
    await anna.says(said)
    assert "Call your local emergency number" in anna.last[:160]
    assert "on most mobile phones" in anna.last[:160].lower()


async def test_the_number_is_that_of_the_country_the_patient_told(anna: Person, bruno: Person) -> None:
    await anna.joins(country="Japan", city="Asia/Tokyo")
    await anna.says("/emergency")
    assert anna.last.startswith("🆘 Call 119 now")
    await bruno.joins(country="skip")
    await bruno.says("/emergency")
    assert "Call your local emergency number now" in bruno.last


async def test_every_message_of_the_journey_has_help_one_tap_away(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.pass_time(days=4)
    for command in ("today", "next", "schedule", "pause", "settings", "privacy", "delete", "help", "start", "export"):
        await anna.says(f"/{command}")
        assert any("Get help" in label for label in anna.labels), command
    for message in anna.heard:
        labels = [button["text"] for row in message["buttons"] for button in row]
        if labels and "Call" not in message["text"][:12]:
            assert any("🆘" in label for label in labels), message["text"]


async def test_help_works_when_the_database_is_gone(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    break_records(stage)
    await anna.taps("I feel unwell")
    assert "Call your local emergency number now" in anna.last
    await anna.says("/emergency")
    assert "Call your local emergency number now" in anna.last
    await anna.says("I have chest pain")
    assert "Call your local emergency number (on most mobile phones, 112) now" in anna.last
    await anna.says("/today")
    assert "I cannot reach my records right now" in anna.last
    assert any("Get help" in label for label in anna.labels)


async def test_help_never_blocks_what_was_going_on(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.taps("I feel unwell")
    assert len(anna.heard[-3]["buttons"]) > 1, "the reminder still has its buttons"
    await anna.taps("Taken")
    assert any("Noted: you had this injection" in message["text"] for message in anna.heard)
