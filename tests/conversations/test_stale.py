"""Old buttons, doubled updates and changes in between: what was meant then is never taken for now."""

import json

import pytest

from tests.cast import Json, Person, Stage


async def to_the_preview(anna: Person, medicine: str) -> tuple[int, str]:
    """A plan up to its preview; the button that would save it."""
    await anna.taps(medicine, "Skip", "I do not have it here", "Step by step")
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Maintenance", "Every month")
    await anna.says("09:00", "5 March")
    await anna.taps("When my clinician", "I do not know", "No, that is all")
    await anna.knows_nothing_of_late_ones()
    return anna.button("Yes, save")


def old_tap(anna: Person, message: int, data: str, update: int = 90_000) -> Json:
    """A tap on a message as it looked before its buttons were taken away."""
    return {
        "update_id": update,
        "callback_query": {
            "id": "1",
            "from": {"id": anna.user, "is_bot": False, "first_name": "Anna"},
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": message, "date": 1, "chat": {"id": anna.user, "type": "private"}, "text": "old"},
        },
    }


async def test_an_old_yes_never_saves_another_plan(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    message, data = await to_the_preview(anna, "Methylcobalamin")
    await anna.says("/schedule")
    await anna.taps("Start anew")
    await to_the_preview(anna, "Hydroxocobalamin")
    await stage.deliver(old_tap(anna, message, data))
    await anna.says("/next")
    assert "You have no plan here yet" in anna.last


async def test_an_old_enter_my_plan_offers_the_half_entered_one(anna: Person) -> None:
    await anna.joins()
    message, data = anna.button("Enter my plan")
    await anna.taps("Enter my plan", "Methylcobalamin")
    await anna.taps_data(message, data)
    assert "not finished" in anna.last
    await anna.taps("Go on")
    assert "What is the product called" in anna.last


async def test_a_move_before_yes_shows_the_preview_again(anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    message, data = await to_the_preview(anna, "Methylcobalamin")
    await anna.says("/settings")
    await anna.taps("Time zone")
    await anna.says("Asia/Tokyo")
    await anna.taps("Yes, that is right")
    toast = await anna.taps_data(message, data)
    assert toast is not None
    assert "answered already" in toast
    await anna.says("/schedule")
    await anna.taps("Go on")
    assert "Times are for Asia/Tokyo." in anna.last
    await anna.taps("Yes, save")
    assert "Saved" in anna.last


async def test_an_old_erase_asks_again(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.says("/delete")
    message, data = anna.button("Yes, erase everything")
    await stage.pass_time(days=60)
    await anna.taps_data(message, data)
    assert "Erase everything I keep about you?" in anna.last


async def test_an_old_end_this_plan_ends_no_newer_one(anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await anna.says("/schedule")
    await anna.taps("End this plan")
    message, data = anna.button("Yes, end it")
    await anna.taps("No, keep my plan", "Enter another plan", "It replaces my plan")
    await to_the_preview(anna, "Hydroxocobalamin")
    await anna.taps("Yes, save")
    await anna.taps_data(message, data)
    assert "Your plan, as you confirmed it" in anna.last
    assert "Hydroxocobalamin" in anna.last


async def test_a_card_from_before_delete_records_nothing_after_joining_again(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    message, data = anna.button("Taken")
    await anna.says("/delete")
    await anna.taps("Yes, erase everything")
    await anna.joins()
    await anna.enters_weekly_plan(start="today", at="23:00")
    await stage.next_reminder()
    assert await anna.taps_data(message, data) == "This button is out of date. Send /today to see what is open."


async def test_the_last_answer_delivered_again_is_confirmed_again(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    message, data = await to_the_preview(anna, "Methylcobalamin")
    stage.sandbox.tap(anna.user, message, data)
    (update,) = stage.sandbox.take_updates()
    await stage.deliver(update)
    await stage.deliver(update)
    assert "I have all your answers." in anna.last
    await anna.says("/export")
    stored = stage.sandbox.file(anna.heard[-1]["document"]["file_id"])
    assert stored is not None
    assert len(json.loads(stored[1])["regimens"]) == 1


async def test_a_taken_delivered_again_is_no_second_injection(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    message, data = anna.button("Taken")
    stage.sandbox.tap(anna.user, message, data)
    (update,) = stage.sandbox.take_updates()
    await stage.deliver(update)
    await stage.deliver(update)
    assert "second time" not in anna.last
    assert "Noted: you had this injection" in anna.last


async def test_undo_tapped_twice_leaves_the_dose_open(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.taps("Taken")
    message, data = anna.button("undo")
    stage.sandbox.tap(anna.user, message, data)
    stage.sandbox.tap(anna.user, message, data)
    await stage.answer()
    assert "This injection is open" in anna.last
    assert any("Taken" in label for label in anna.labels)


async def test_ending_a_plan_with_an_open_dose_ends_the_asking(stage: Stage, anna: Person) -> None:
    await anna.joins()
    await anna.enters_weekly_plan()
    await stage.next_reminder()
    await anna.says("/schedule")
    await anna.taps("End this plan", "Yes, end it")
    heard = len(anna.heard)
    await stage.pass_time(days=10)
    assert len(anna.heard) == heard


async def test_forgetting_the_first_answers_leads_to_the_first_question(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "Later", "Forget the answers")
    await anna.says("/schedule")
    await anna.taps("Go on")
    assert "Who prescribed" in anna.last


@pytest.mark.parametrize(
    ("said", "read_back"), [("1.125 mg", "1,125\u00a0mg"), ("1,125 mg", "1,125\u00a0mg (1,125,000\u00a0mcg)")]
)
async def test_an_unusual_amount_can_be_told_all_the_same(anna: Person, said: str, read_back: str) -> None:
    await anna.reaches_the_amount()
    await anna.says(said)
    if "Which of these" in anna.last:
        await anna.taps(read_back)
    assert "Is that exactly what your clinician said?" in anna.last
    assert "outside what I know" in anna.last


@pytest.mark.parametrize("digits", [20, 60, 2000])
async def test_an_endless_number_is_no_amount(anna: Person, digits: int) -> None:
    await anna.reaches_the_amount()
    await anna.says("9" * digits + " mcg")
    assert "I could not find one clear amount" in anna.last


async def test_all_seven_weekdays_are_daily_and_asked_twice(anna: Person) -> None:
    await anna.reaches_the_amount()
    await anna.says("1000 mcg")
    await anna.taps("Yes, exactly", "Into the muscle", "I, or somebody", "Repletion", "On certain weekdays")
    await anna.taps("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Done")
    assert "Every single day" in anna.last


async def test_a_mistyped_command_answers_no_question(anna: Person) -> None:
    await anna.joins()
    await anna.taps("Enter my plan")
    await anna.says("/tdoay")
    assert "I do not know that command." in anna.last
    await anna.taps("Methylcobalamin")
    assert "What is the product called" in anna.last


async def test_a_country_code_is_no_country(anna: Person) -> None:
    await anna.says("/start")
    await anna.taps("Yes, I am 18", "I agree", "A doctor")
    await anna.says("NO")
    assert "Where are you now?" not in anna.last


async def test_a_forwarded_warning_sign_is_met(stage: Stage, anna: Person) -> None:
    await anna.joins()
    stage.sandbox.say(anna.user, "I have chest pain", forwarded=True)
    await stage.answer()
    assert "Call 112 now" in anna.last
