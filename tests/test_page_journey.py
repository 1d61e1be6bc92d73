"""The whole journey on the chat page, in a real browser, with the real program behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.running import running
from tests.sandbox.browse import ChatPage, Size, chromium, profile

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# What is said or tapped, and what the bot asks next.
JOURNEY = (
    ("tap", "Yes, I am 18 or over", "not end-to-end encrypted"),
    ("tap", "I agree", "Who prescribed your B12 injections?"),
    ("tap", "A doctor, nurse or other clinician", "Which country are you in?"),
    ("say", "United Kingdom", "Where are you now?"),
    ("tap", "📍 Share my location once", "Share my location at the bottom"),
    ("place", "London", "where you are, right?"),
    ("tap", "Yes, that is right", "What may a reminder say?"),
    ("tap", "Name my medicine and amount", "All set."),
    ("tap", "Enter my plan", "Which medicine is it?"),
    ("tap", "Methylcobalamin", "What is the product called on the label?"),
    ("tap", "Skip", "How does the label state the strength?"),
    ("tap", "Per ampoule", "What strength per ampoule"),
    ("say", "1000 mcg", "another strength too"),
    ("tap", "Nothing more", "What is the schedule?"),
    ("tap", "Step by step", "How much is one injection"),
    ("say", "1000 mcg", "Is that exactly what your clinician said?"),
    ("tap", "Yes, exactly", "How is it injected"),
    ("tap", "Into the muscle (IM)", "Who gives the injections?"),
    ("tap", "I, or somebody at home", "what did your clinician call it?"),
    ("tap", "Repletion (loading)", "How often are the injections"),
    ("tap", "On certain weekdays", "Tap each day, then Done."),
    ("tap", "Tue", "Chosen: Tuesday"),
    ("tap", "Fri", "Chosen: Tuesday and Friday"),
    ("tap", "Done", "At what time of day"),
    ("say", "09:00", "On which day is the first injection?"),
    ("say", "Friday", "How does this phase end"),
    ("tap", "After a number of injections", "How many injections"),
    ("say", "6", "Is there another phase"),
    ("tap", "No, that is all", "What did your clinician say to do when one is late?"),
    ("tap", "I do not know: I will ask", "Please check every line."),
    ("tap", "Yes, save this plan", "Saved."),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for this file."""
    with chromium() as opened:
        yield opened


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_newcomer_chats_from_start_to_the_next_date(browser: Browser, tmp_path: Path, size: Size) -> None:
    with running(tmp_path) as program:
        chat = ChatPage(profile(browser, size=size).new_page(), f"http://127.0.0.1:{program.port}").open()
        chat.start()
        chat.wait_for_text("Are you 18 or over?")
        for way, what, expect in JOURNEY:
            match way:
                case "tap":
                    chat.tap(what)
                case "say":
                    chat.say(what)
                case _:
                    chat.tap("📍 Share my location")
                    chat.share_location(what)
            chat.wait_for_text(expect)
        if size == "phone":
            chat.open_panel()
        chat.move_clock("To the next reminder")
        if size == "phone":
            chat.page.get_by_role("button", name="chat", exact=False).first.click()
        chat.wait_for_text("Time for your injection")
        chat.tap("✅ Taken: I had it")
        card = chat.wait_for_text("Noted: you had this injection")
        assert "Next:" in card.inner_text()
        chat.close()
