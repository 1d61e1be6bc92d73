"""What a patient may change, take along or erase; and everything that is not words."""

import json

import pytest

from bot.introduction import introduce
from tests.cast import Person, Stage
from tests.sandbox.given import picture


def exported(stage: Stage, person: Person) -> dict[str, object]:
    """The file of the newest message."""
    stored = stage.sandbox.file(person.heard[-1]["document"]["file_id"])
    assert stored is not None
    content: dict[str, object] = json.loads(stored[1])
    return content


async def test_nothing_is_stored_without_consent(stage: Stage, anna: Person) -> None:
    await anna.says(
        "/start", "hello", "/today", "/settings", "/export", "/delete", "/pause", "/checklist", "/resume", "/next"
    )
    assert "First I need your agreement." in anna.last
    await anna.taps("Start", "Yes, I am 18", "No, thank you")
    assert "I have stored nothing" in anna.last
    await anna.taps("Back", "No, I am under 18")
    assert "I am made for adults" in anna.last
    rows = await stage.program.database.run(count_rows)
    assert rows == 0


def count_rows(session: object) -> int:
    """How many rows there are about anybody."""
    tables = ("patient", "draft", "regimen", "dose", "nudge", "dose_event", "checklist_answer", "visit")
    total = 0
    for table in tables:
        result = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}")  # type: ignore[attr-defined]
        total += result.scalar()
    return total


async def test_the_introduction_speaks_the_language_of_the_phone_and_can_be_switched(carmen: Person) -> None:
    await carmen.says("/start")
    spanish = carmen.last
    await carmen.taps("English")
    assert "Are you 18 or over?" in carmen.last
    assert carmen.last != spanish
    await carmen.taps("Yes, I am 18", "I agree")
    assert "Who prescribed" in carmen.last, "the language chosen before consent is kept with it"


async def test_the_command_menu_and_the_description_speak_the_phones_language(
    stage: Stage, anna: Person, carmen: Person
) -> None:
    await introduce(stage.program.bot, stage.program.house.languages)
    seen = {person.name: stage.sandbox.screen(person.user) for person in (anna, carmen)}
    commands = {name: [one["command"] for one in screen["commands"]] for name, screen in seen.items()}
    assert commands["Anna"] == commands["Carmen"]
    assert {"today", "schedule", "emergency", "delete"} <= set(commands["Anna"])
    assert seen["Anna"]["commands"] != seen["Carmen"]["commands"]
    assert seen["Anna"]["bot"]["description"].startswith("I keep the B12 injection plan")
    assert seen["Carmen"]["bot"]["description"] != seen["Anna"]["bot"]["description"]


async def test_consent_is_kept_with_its_version_and_time(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.says("/privacy")
    assert "You agreed on Mon 2 Mar 09:00 (text 2026-11-3)." in anna.last
    await anna.says("/export")
    patient = exported(stage, anna)["patient"]
    assert isinstance(patient, dict)
    assert patient["consent_version"] == "2026-11-3"
    assert patient["consent_at"] == "2026-03-02T08:00:00+00:00"


async def test_nobody_prescribed_leads_to_a_kind_way_without_a_schedule(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "Nobody")
    await anna.says("Spain", "Europe/Madrid")
    await anna.taps("Yes, that is right", "Be discreet")
    assert "I keep only plans that a clinician gave" in anna.last
    await anna.taps("Questions for a clinician")
    assert "What is the cause of my low B12?" in anna.last
    await anna.says("/schedule")
    assert "I keep only plans that a clinician gave" in anna.last
    await anna.taps("A clinician gave me a plan")
    assert "Which medicine is it?" in anna.last


async def test_a_country_is_never_guessed(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor")
    await anna.says("Germny")
    assert "Which of these do you mean?" in anna.last
    await anna.says("qqqqq")
    assert "I did not find that country" in anna.last
    await anna.says("germany")
    assert "Where are you now?" in anna.last


async def test_a_time_zone_is_found_by_location_and_the_location_is_not_kept(stage: Stage, anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor", "Skip", "Share my location once")
    assert "Tap the key" in anna.last
    stage.sandbox.share_location(anna.user, 0.0, -30.0)
    await stage.answer()
    assert "I did not find that place" in anna.last
    stage.sandbox.share_location(anna.user, 40.4168, -3.7038)
    await stage.answer()
    assert "Time zone: Europe/Madrid" in anna.last
    assert "have not kept your location" in anna.heard[-2]["text"]
    await anna.taps("Yes, that is right", "Name my medicine")
    await anna.says("/export")
    assert "40.4" not in json.dumps(exported(stage, anna))


async def test_a_time_zone_is_found_by_the_clock_on_the_wall(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor", "Skip", "Tell by my clock")
    await anna.says("3:00")
    assert "Which of these is it?" in anna.last
    await anna.taps("New York")
    assert "It is now 03:00 where you are, right?\nTime zone: America/New York" in anna.last
    await anna.taps("No, choose again")
    assert "Where are you now?" in anna.last
    await anna.says("Springfield")
    assert "Which of these is it?" in anna.last
    await anna.says("xyzzy")
    assert "I did not find that place" in anna.last
    assert any("Tell by my clock" in label for label in anna.labels)


async def test_the_location_question_can_be_left_by_its_keys(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor", "Skip", "Share my location once")
    await anna.says("🆘 Get help")
    assert "Call your local emergency number" in anna.last
    await anna.says("◀ Back")
    assert "Where are you now?" in anna.last


async def test_every_setting_can_be_changed(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.says("/settings")
    assert "Time zone: Europe/Berlin\nCountry: Germany\nQuiet hours: 22:00 to 07:00" in anna.last
    await anna.taps("Make reminders discreet")
    assert "Reminders are discreet." in anna.last
    await anna.taps("Name my medicine in reminders", "Country")
    await anna.says("France")
    await anna.taps("Settings", "Quiet hours")
    await anna.says("21:00", "06:30")
    await anna.taps("Settings")
    assert "Country: France\nQuiet hours: 21:00 to 06:30\nReminders name your medicine" in anna.last
    await anna.taps("Quiet hours", "No quiet hours", "Settings")
    assert "Quiet hours: none" in anna.last
    await anna.taps("Time zone")
    await anna.says("Asia/Tokyo")
    await anna.taps("Yes, that is right")
    assert "Your time zone is Asia/Tokyo." in anna.last
    await anna.taps("Settings", "Language", "Español")
    spanish = anna.last
    await anna.says("/settings")
    assert anna.last == spanish
    await anna.taps("Idioma", "English")
    assert "Your settings" in anna.last


async def test_a_pause_until_a_date_must_lie_ahead(anna: Person) -> None:
    await anna.joins()
    await anna.says("/pause")
    await anna.taps("Until a date")
    await anna.says("2 March 2026")
    assert "not in the future" in anna.last
    await anna.says("20 March")
    await anna.taps("Yes, pause")
    assert "paused until Fri 20 Mar 00:00" in anna.last
    await anna.says("/today")
    assert "Reminders are paused." in anna.last
    await anna.taps("Resume reminders")
    assert "on again" in anna.last


async def test_the_export_holds_everything_and_nothing_of_others(stage: Stage, anna: Person, bruno: Person) -> None:
    await bruno.joins(city="Europe/Lisbon", country="Portugal")
    await bruno.enters_weekly_plan()
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.pass_time(days=1)
    await anna.taps("Taken")
    await anna.says("/export")
    record = exported(stage, anna)
    assert record["format"] == "b12-companion"
    assert [d["state"] for d in record["doses"]][:2] == ["taken", "open"]  # type: ignore[attr-defined]
    assert "Lisbon" not in json.dumps(record)


async def test_delete_is_asked_back_and_then_erases_everything_at_once(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/checklist")
    await anna.taps("My next visit")
    await anna.says("Friday", "10:00", "Dr Roth")
    await anna.says("/schedule")
    await anna.taps("Enter another plan")
    await anna.says("/delete")
    await anna.taps("No, keep my data")
    await anna.says("/delete")
    await anna.taps("Yes, erase everything")
    assert "Everything is erased." in anna.last
    assert await stage.program.database.run(count_rows) == 0
    heard = len(anna.heard)
    await stage.pass_time(days=10)
    assert len(anna.heard) == heard
    await anna.says("/today")
    assert "First I need your agreement." in anna.last


async def test_old_buttons_after_delete_get_a_kind_line(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    message, data = anna.button("Taken")
    await anna.says("/delete")
    await anna.taps("Yes, erase everything")
    assert await anna.taps_data(message, data) == "This button is out of date. Send /today to see what is open."


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "location", "forward"])
async def test_what_is_not_words_gets_a_kind_sentence(stage: Stage, anna: Person, kind: str) -> None:
    await anna.joins()
    match kind:
        case "sticker":
            stage.sandbox.send_sticker(anna.user)
        case "voice":
            stage.sandbox.send_voice(anna.user)
        case "photo":
            stage.sandbox.send_photo(anna.user, picture(), "look")
        case "location":
            stage.sandbox.share_location(anna.user, 1.0, 2.0)
        case _:
            stage.sandbox.say(anna.user, "See you at six", forwarded=True)
    await stage.answer()
    assert "I can only read words and taps." in anna.last


async def test_an_edited_message_changes_nothing_and_says_so(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    await anna.says("First words")
    mine = [m for m in anna.chat if m["from"] == "user"][-1]
    stage.sandbox.edit(anna.user, mine["message_id"], "Other words")
    await stage.answer()
    assert "I cannot follow changes." in anna.last


async def test_a_group_is_left_with_a_sentence(stage: Stage, anna: Person) -> None:
    await anna.joins()
    group = stage.sandbox.add_to_group(anna.user)
    await stage.answer()
    assert "I only work in private chats" in stage.sandbox.sent_to(group)[-1]["text"]
    assert "leaveChat" in [method for method, _ in stage.request.calls]


@pytest.mark.parametrize("said", ["hello", "Menu", "what is the weather?", "/nonsense", "👍", "1000 mcg"])
async def test_whatever_is_typed_is_never_met_with_silence(anna: Person, said: str) -> None:
    await anna.joins()
    heard = len(anna.heard)
    await anna.says(said)
    assert len(anna.heard) == heard + 1
    assert len(anna.labels) >= 2


@pytest.mark.parametrize("said", ["taken", "Done.", "took it", "👍", "DONE!"])
async def test_a_bare_done_records_the_open_dose_after_one_tap(stage: Stage, anna: Person, said: str) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says(said)
    assert "Nothing is waiting to be noted." in anna.last
    await stage.next_reminder()
    await anna.says(said)
    assert "Shall I note this injection as taken?" in anna.last
    await anna.taps("Yes, I had it")
    assert "Noted: you had this injection" in anna.last


async def test_start_again_welcomes_back_or_goes_on(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor")
    await anna.says("/today")
    assert "First a few short questions" in anna.last
    await anna.taps("Go on")
    assert "Which country" in anna.last
    await anna.says("/start")
    assert "not finished" in anna.last
    await anna.taps("Go on")
    await anna.says("Germany", "Europe/Berlin")
    await anna.taps("Yes, that is right", "Name my medicine")
    await anna.says("/start")
    assert "Welcome back." in anna.last
