"""Patients, their phones and the clock, as the page's side panel shows them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.sandbox.browse import ChatPage, expect
from tests.sandbox.stage import Stage, on_stage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with on_stage() as stage:
        yield stage


@pytest.fixture
def chat(stage: Stage) -> Iterator[ChatPage]:
    with stage.patient() as chat:
        yield chat


def add_patient(chat: ChatPage, name: str, language: str) -> None:
    chat.page.get_by_role("button", name="New patient").click()
    dialog = chat.page.get_by_role("dialog")
    dialog.get_by_label("First name").fill(name)
    dialog.get_by_label("Language of Telegram").select_option(language)
    dialog.get_by_role("button", name="Add").click()
    expect(chat.page.locator("#status")).to_contain_text(f"you are {name}")


def test_a_new_patient_starts_with_a_name_and_a_language(chat: ChatPage) -> None:
    add_patient(chat, "Ines", "pt-br")
    chat.start()
    chat.wait_for_text("Hello Ines, language pt-br")


def test_switching_patients_keeps_their_chats_apart(chat: ChatPage) -> None:
    chat.say("I am the first")
    chat.wait_for_text("You said: I am the first")
    add_patient(chat, "Teresa", "es")
    expect(chat.page.locator(".message")).to_have_count(0)
    chat.start()
    chat.wait_for_text("Hello Teresa")
    assert f"?user={chat.user}" not in chat.page.url
    chat.page.locator(f"[data-patient='{chat.user}']").click()
    chat.wait_for_text("You said: I am the first")
    assert not any("Teresa" in text for text in chat.texts())
    assert chat.page.url.endswith(f"?user={chat.user}")


def test_a_change_of_telegrams_language_is_told_to_the_bot(chat: ChatPage) -> None:
    chat.page.get_by_label("Language of Telegram").first.select_option("hi")
    expect(chat.page.locator("#device-said")).to_have_text("The language is saved.")
    chat.say("/start")
    chat.wait_for_text("language hi")


def test_a_patient_can_be_given_another_name(chat: ChatPage) -> None:
    chat.page.get_by_label("First name").first.fill("Roswitha")
    chat.page.get_by_role("button", name="Save").click()
    expect(chat.page.locator("#status")).to_contain_text("you are Roswitha")
    chat.say("/start")
    chat.wait_for_text("Hello Roswitha")


def test_a_blocked_bot_gets_no_message_until_it_is_unblocked(stage: Stage, chat: ChatPage) -> None:
    chat.page.get_by_role("button", name="Block the bot", exact=True).click()
    expect(chat.page.locator("#composer")).to_be_hidden()
    with pytest.raises(AssertionError, match="blocked"):
        stage.bot.call("sendMessage", chat_id=chat.user, text="Can you read this?")
    chat.page.locator("#gate").get_by_role("button", name="Unblock the bot").click()
    expect(chat.page.locator("#composer")).to_be_visible()
    chat.say("back again")
    chat.wait_for_text("You said: back again")


def test_moving_the_clock_shows_the_new_time_and_dates_what_follows(chat: ChatPage) -> None:
    before = chat.page.locator("#clock-utc").inner_text()
    chat.move_clock("+1 day")
    expect(chat.page.locator("#clock-said")).to_contain_text("It is now")
    assert chat.page.locator("#clock-utc").inner_text()[:10] > before[:10]
    chat.say("a day later")
    chat.wait_for_text("You said: a day later")
    day = chat.page.locator("#clock-day").inner_text()
    expect(chat.page.locator(".day").last).to_have_text(day)


def test_the_clock_goes_to_any_time_that_is_typed(chat: ChatPage) -> None:
    chat.page.get_by_label("Go to any later time").fill("2031-07-01T09:30")
    chat.move_clock("Go")
    expect(chat.page.locator("#clock-here")).to_have_text("09:30")
    expect(chat.page.locator("#clock-utc")).to_have_text("2031-07-01 08:30 UTC")


def test_the_clock_says_why_it_will_not_go_back(chat: ChatPage) -> None:
    shown = chat.page.locator("#clock-utc").inner_text()
    chat.page.get_by_label("Go to any later time").fill("2001-01-01T00:00")
    chat.move_clock("Go")
    expect(chat.page.locator("#clock-said")).not_to_be_empty()
    expect(chat.page.locator("#clock-said")).not_to_contain_text("It is now")
    assert chat.page.locator("#clock-utc").inner_text()[:10] == shown[:10]


def test_without_anything_planned_the_next_reminder_cannot_be_asked_for(chat: ChatPage) -> None:
    expect(chat.page.locator("#clock-next")).to_have_text("The bot has nothing planned.")
    expect(chat.page.get_by_role("button", name="To the next reminder")).to_be_disabled()


def test_to_the_next_reminder_goes_to_the_moment_that_the_bot_planned(stage: Stage, chat: ChatPage) -> None:
    stage.diary.due = datetime(2032, 2, 29, 9, 5, tzinfo=UTC)
    expect(chat.page.locator("#clock-next")).to_contain_text("Next: Sunday, 29 February 2032, 09:05 (in ")
    chat.move_clock("To the next reminder")
    expect(chat.page.locator("#clock-utc")).to_have_text("2032-02-29 09:05 UTC")
    expect(chat.page.locator("#clock-next")).to_have_text("The bot has nothing planned.")


def test_while_the_clock_moves_its_buttons_rest(chat: ChatPage) -> None:
    held = []
    chat.page.route("**/sandbox/clock", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks it
    chat.page.get_by_role("button", name="+1 hour").click()
    expect(chat.page.get_by_role("progressbar", name="The clock is moving")).to_be_visible()
    for name in ("+1 hour", "+1 day", "Go"):
        expect(chat.page.get_by_role("button", name=name, exact=True)).to_be_disabled()
    expect(chat.page.get_by_role("button", name="Send")).to_be_enabled()
    chat.page.unroute_all()
