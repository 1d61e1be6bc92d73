"""Drives the chat page in headless Chromium, in a person's words: say, tap, wait for a text."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Self

import pytest

NOTHING_SKIPPED = bool(os.environ.get("NOTHING_SKIPPED"))
if not NOTHING_SKIPPED:
    pytest.importorskip("playwright.sync_api", reason="The page's tests need the package playwright.")

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, sync_playwright  # noqa: E402
from playwright.sync_api import expect as expect  # noqa: E402

PATIENCE = 10_000.0
"""Milliseconds; how long anything on the page may take before a test gives up on it."""

Size = Literal["desk", "phone"]
Scheme = Literal["light", "dark"]
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: the machine's own, else playwright's; without either the tests are skipped."""
    with sync_playwright() as play:
        installed = next((path for path in map(shutil.which, NAMES) if path), None)
        try:
            browser = play.chromium.launch(executable_path=installed, args=QUIET)
        except Error as error:
            if NOTHING_SKIPPED:
                raise
            pytest.skip(f"The page's tests need Chromium: {error.message.splitlines()[0]}")
        with browser:
            yield browser


def profile(
    browser: Browser, *, size: Size = "desk", scheme: Scheme = "light", zone: str = "Europe/London"
) -> BrowserContext:
    """A browser profile of its own, as a first visitor has it; it ends with the browser."""
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        timezone_id=zone,
        locale="en-GB",
        reduced_motion="reduce",
    )


class ChatPage:
    """The chat page as one patient's eyes and fingers have it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address.rstrip("/")
        self.user = 1
        page.set_default_timeout(PATIENCE)

    def open(self, user: int = 1) -> Self:
        """Go to this patient's chat and wait until it can be used."""
        self.user = user
        self.page.goto(f"{self.address}/?user={user}")
        self.page.locator("#composer:visible, #gate:visible").wait_for()
        return self

    def close(self) -> None:
        self.page.close()

    def start(self) -> None:
        """Press Start, as a patient does who opens the bot for the first time."""
        self.page.get_by_role("button", name="Start", exact=True).click()

    def say(self, text: str) -> None:
        """Write a message and send it with Enter."""
        field = self.page.get_by_label("Message", exact=True)
        field.fill(text)
        field.press("Enter")
        expect(field).to_have_value("")

    def tap(self, label: str) -> None:
        """Press the newest button of the chat with exactly this label: below a message, or of the keyboard."""
        self.choice(label).click()

    def choice(self, label: str) -> Locator:
        """The newest button of the chat with exactly this label."""
        exact = re.compile(rf"^\s*{re.escape(label)}\s*$")
        return self.page.locator(".choice, .key").filter(has_text=exact).last

    def share_location(self, city: str) -> None:
        """Choose a city in the location dialog, which must be open."""
        self.page.get_by_role("dialog").get_by_role("button", name=city, exact=True).click()

    def command(self, name: str) -> None:
        """Choose a command, such as /help, from the menu."""
        self.page.get_by_role("button", name="Menu", exact=True).click()
        self.page.locator("#sheet").get_by_role("button", name=name).click()

    def attach(self, entry: str) -> None:
        """Choose an entry of the list behind the plus sign, such as Photo or Location."""
        self.page.get_by_role("button", name="Attach or edit").click()
        self.page.locator("#sheet").get_by_role("button", name=entry, exact=True).click()

    def open_panel(self) -> None:
        """On a phone: show patients and clock instead of the chat."""
        self.page.get_by_role("button", name="patients and clock").click()

    def last_bubble(self) -> Locator:
        """The newest message with its buttons."""
        return self.page.locator(".message").last

    def texts(self) -> list[str]:
        """The words of all messages, oldest first."""
        return self.page.locator(".message .words").all_inner_texts()

    def wait_for_text(self, text: str) -> Locator:
        """The newest message that contains this text, once there is one."""
        message = self.page.locator(".message").filter(has_text=text).last
        # wait_for() looks again sooner than expect() does, and most of a test's time is spent here.
        message.wait_for()
        return message

    def wait_for_toast(self, text: str) -> None:
        self.page.locator("#toast.shown").filter(has_text=text).wait_for()

    def move_clock(self, button: str) -> None:
        """Press a button of the clock panel and wait until all that fell due has been sent."""
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator("#clock-progress")).to_be_hidden()

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)
