"""Everyone reaches everything: by keyboard, by ear, on a phone, in any script, and when the bot is away."""

from collections.abc import Iterator

import pytest

from tests.sandbox.browse import ChatPage, Scheme, expect
from tests.sandbox.stage import Stage, on_stage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, a, dialog, [role]")]
    .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim()
        || node.getAttribute("aria-labelledby") || node.matches("[role=status], [role=alert]")))
    .map(node => node.outerHTML)"""
SMALL = """() => [...document.querySelectorAll("button, input, select, textarea")]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.closest(".words"))
    .filter(node => node.getBoundingClientRect().height < 44).map(node => node.outerHTML)"""
FAINT = """() => {
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const parts = colour => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        return colour.startsWith("color(srgb") ? numbers.map((v, i) => i < 3 ? v * 255 : v) : numbers;
    };
    const ground = node => {
        for (let n = node; n; n = n.parentElement) {
            const c = parts(getComputedStyle(n).backgroundColor);
            if (c.length < 4 || c[3] === 1) return c;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll("button:enabled, p, h1, h2, label, .words, time, a, span")]
        .filter(n => n.checkVisibility({visibilityProperty: true}) && n.innerText.trim())
        .filter(n => !n.closest(".visually-hidden, .skip, .hidden-words, .spoiler, .toast"))
        .map(n => [light(parts(getComputedStyle(n).color)), light(ground(n)), n.outerHTML])
        .filter(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5).map(row => row[2]);
}"""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with on_stage() as stage:
        yield stage


@pytest.fixture
def chat(stage: Stage) -> Iterator[ChatPage]:
    with stage.patient() as chat:
        yield chat


def fill_with_everything(chat: ChatPage) -> None:
    for words, answer in [("rich", "Bold"), ("choices", "due"), ("document", "clinic"), ("keys", "Where")]:
        chat.say(words)
        chat.wait_for_text(answer)


def test_the_whole_way_works_with_the_keyboard_alone(stage: Stage) -> None:
    with stage.patient(started=False) as chat:
        keyboard = chat.page.keyboard
        press_tab_until(chat, "Start")
        keyboard.press("Enter")
        chat.wait_for_text("Hello")
        keyboard.type("choices")
        keyboard.press("Enter")
        chat.wait_for_text("Your injection is due")
        press_tab_until(chat, "Taken", key="Shift+Tab")
        keyboard.press("Enter")
        chat.wait_for_toast("Noted at 09:00")
        press_tab_until(chat, "Menu")
        keyboard.press("Enter")
        keyboard.press("Enter")
        chat.wait_for_text("Helped")


def press_tab_until(chat: ChatPage, name: str, key: str = "Tab") -> None:
    for _ in range(40):
        chat.page.keyboard.press(key)
        if chat.page.evaluate("document.activeElement.innerText") == name:
            return
    raise AssertionError(f"The Tab key never came to {name}.")


def test_focus_goes_to_the_message_when_the_pressed_button_vanishes(chat: ChatPage) -> None:
    chat.say("choices")
    chat.wait_for_text("Your injection is due")
    chat.choice("Later").press("Enter")
    message = chat.wait_for_text("Later it is")
    expect(message).to_be_focused()


def test_escape_closes_the_menu_and_gives_the_focus_back(chat: ChatPage) -> None:
    menu = chat.page.get_by_role("button", name="Menu", exact=True)
    menu.click()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("#sheet")).to_be_hidden()
    expect(menu).to_be_focused()


def test_every_control_has_a_name_and_room_for_a_finger(chat: ChatPage) -> None:
    fill_with_everything(chat)
    assert chat.page.evaluate(NAMELESS) == []
    assert chat.page.evaluate(SMALL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_their_ground(stage: Stage, scheme: Scheme) -> None:
    with stage.patient(scheme=scheme) as chat:
        fill_with_everything(chat)
        assert chat.page.evaluate(FAINT) == []


def test_new_messages_are_announced_and_say_who_speaks(chat: ChatPage) -> None:
    log = chat.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    chat.say("hello")
    answer = chat.wait_for_text("You said: hello")
    expect(answer.locator(".visually-hidden").first).to_have_text("B12 Companion: ")
    expect(chat.page.get_by_role("main")).to_have_count(1)
    expect(chat.page.get_by_role("complementary")).to_have_count(1)


def test_markup_in_a_message_stays_text(chat: ChatPage) -> None:
    attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    chat.say(attack)
    answer = chat.wait_for_text(f"You said: {attack}")
    assert answer.locator(".words :is(img, script)").count() == 0
    assert "owned" not in chat.page.title()


def test_a_name_with_markup_stays_text(chat: ChatPage) -> None:
    chat.page.get_by_label("First name").first.fill("<b>Bo</b>")
    chat.page.get_by_role("button", name="Save").click()
    expect(chat.page.locator("#status")).to_contain_text("you are <b>Bo</b>")
    expect(chat.page.locator(".patients [aria-current]")).to_contain_text("<b>Bo</b>")


def test_arabic_runs_from_right_to_left(chat: ChatPage) -> None:
    chat.say("مرحبا")
    mine = chat.page.locator(".message.user .words").filter(has_text="مرحبا")
    assert mine.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert chat.page.locator("#bot-name").evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_a_phone_needs_no_sideways_scrolling(stage: Stage) -> None:
    with stage.patient(size="phone") as chat:
        fill_with_everything(chat)
        chat.say("week")
        chat.wait_for_text("On which days?")
        days = [chat.choice(day).bounding_box() for day in ("Mon", "Sun")]
        assert days[0]
        assert days[1]
        assert days[0]["y"] == days[1]["y"], "A week fits into one row."
        chat.say("Hydroxocobalamin" * 20)
        chat.wait_for_text("You said: Hydroxocobalamin")
        wide = "node => node.scrollWidth - node.clientWidth"
        for part in ("html", "body", "main", "#scroller", "#keyboard", "#composer"):
            assert chat.page.locator(part).evaluate(wide) <= 0, part
        chat.open_panel()
        assert chat.page.locator("#panel").evaluate(wide) <= 0


def test_on_a_phone_the_panel_covers_the_chat_and_gives_way_again(stage: Stage) -> None:
    with stage.patient(size="phone") as chat:
        expect(chat.page.locator("#panel")).to_be_hidden()
        chat.open_panel()
        expect(chat.page.get_by_role("button", name="Back to the chat")).to_be_focused()
        chat.move_clock("+1 hour")
        chat.page.keyboard.press("Escape")
        expect(chat.page.locator("#panel")).to_be_hidden()
        expect(chat.page.get_by_role("button", name="patients and clock")).to_be_focused()
        chat.say("still here")
        chat.wait_for_text("You said: still here")


def test_the_first_visit_explains_the_page_and_the_next_does_not(stage: Stage) -> None:
    with stage.patient(first_visit=True) as chat:
        hint = chat.page.get_by_text("This is a local stand-in for Telegram. Nothing leaves this computer.")
        expect(hint).to_be_visible()
        chat.page.get_by_role("button", name="Got it").click()
        expect(hint).to_be_hidden()
        chat.open(chat.user)
        expect(hint).to_be_hidden()


def test_when_the_server_goes_away_a_banner_says_so_and_the_chat_resumes(stage: Stage) -> None:
    with stage.patient() as chat:
        chat.say("before")
        chat.wait_for_text("You said: before")
        banner = chat.page.get_by_role("alert")
        stage.stop()
        expect(banner).to_have_text("The bot is not running: start it again with make run")
        chat.page.get_by_label("Message", exact=True).fill("not lost")
        chat.page.keyboard.press("Enter")
        expect(chat.page.get_by_label("Message", exact=True)).to_have_value("not lost")
        stage.begin()
        expect(banner).to_be_hidden()
        chat.start()
        chat.wait_for_text("Hello")
