"""What a person does in the chat, and what they see of the bot's messages."""

import re
from collections.abc import Iterator

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


def test_a_newcomer_reads_what_the_bot_is_and_presses_start(stage: Stage) -> None:
    with stage.patient(started=False) as chat:
        expect(chat.page.locator("#description")).to_have_text("I repeat what you say. Press Start.")
        expect(chat.page.locator("#composer")).to_be_hidden()
        chat.start()
        chat.wait_for_text("Hello ")
        expect(chat.page.locator("#composer")).to_be_visible()
        expect(chat.page.locator("#about")).to_be_hidden()
        expect(chat.page.get_by_label("Message", exact=True)).to_be_focused()


def test_enter_sends_and_shift_enter_makes_a_new_line(chat: ChatPage) -> None:
    field = chat.page.get_by_label("Message", exact=True)
    field.press_sequentially("first line")
    field.press("Shift+Enter")
    field.press_sequentially("second line")
    field.press("Enter")
    answer = chat.wait_for_text("You said: first line")
    assert "You said: first line\nsecond line" in answer.inner_text()
    expect(field).to_have_value("")


def test_bubbles_of_the_person_stand_right_and_those_of_the_bot_left(chat: ChatPage) -> None:
    chat.say("good morning")
    answer = chat.wait_for_text("You said: good morning").locator(".bubble").bounding_box()
    mine = chat.page.locator(".message.user .bubble").last.bounding_box()
    scene = chat.page.locator("#scroller").bounding_box()
    assert answer
    assert mine
    assert scene
    assert answer["x"] - scene["x"] < 40
    assert scene["x"] + scene["width"] - (mine["x"] + mine["width"]) < 60


def test_formatting_stands_where_it_belongs_even_after_an_emoji(chat: ChatPage) -> None:
    chat.say("rich")
    message = chat.wait_for_text("Bold")
    for tag, words in {
        "strong": ["Bold", "after the needle"],
        "em": ["slanted"],
        "u": ["under"],
        "s": ["gone"],
        "code": ["1000 mcg"],
        "blockquote": ["Quoted"],
    }.items():
        assert message.locator(f".words {tag}").all_inner_texts() == words
    link = message.get_by_role("link", name="Read more")
    assert link.get_attribute("href") == "https://example.org/"
    assert "noopener" in (link.get_attribute("rel") or "")


def test_a_spoiler_is_read_only_after_it_is_pressed(chat: ChatPage) -> None:
    chat.say("rich")
    message = chat.wait_for_text("Bold")
    assert "secret" not in message.inner_text()
    message.get_by_role("button", name="Hidden text").click()
    expect(message).to_contain_text("secret")


def test_a_command_in_a_message_is_sent_when_it_is_pressed(chat: ChatPage) -> None:
    chat.say("rich")
    chat.wait_for_text("Bold").get_by_role("button", name="/help").click()
    chat.wait_for_text("Helped")


def test_a_tap_shows_the_bots_answer_as_a_toast(chat: ChatPage) -> None:
    chat.say("choices")
    chat.wait_for_text("Your injection is due")
    chat.tap("Taken")
    chat.wait_for_toast("Noted at 09:00")


def test_an_alert_waits_until_it_is_read(chat: ChatPage) -> None:
    chat.say("choices")
    chat.wait_for_text("Your injection is due")
    chat.tap("Skip")
    alert = chat.page.get_by_role("dialog")
    expect(alert).to_contain_text("Ask your clinician first")
    alert.get_by_role("button", name="OK").click()
    expect(alert).to_be_hidden()


def test_a_tap_that_edits_the_message_marks_it_and_takes_its_buttons_away(chat: ChatPage) -> None:
    chat.say("choices")
    message = chat.wait_for_text("Your injection is due")
    number = message.get_attribute("id")
    chat.tap("Later")
    edited = chat.page.locator(f"#{number}")
    expect(edited).to_contain_text("Later it is")
    expect(edited).to_contain_text("edited")
    expect(edited.get_by_role("button")).to_have_count(0)


def test_buttons_differ_by_more_than_their_colour(chat: ChatPage) -> None:
    chat.say("choices")
    chat.wait_for_text("Your injection is due")
    looks = [
        chat.choice(label).evaluate("b => { const s = getComputedStyle(b); return s.borderStyle + s.boxShadow }")
        for label in ("Taken", "Later", "Skip")
    ]
    assert len(set(looks)) == 3


def test_a_link_button_opens_a_page_of_its_own(chat: ChatPage) -> None:
    chat.page.context.route("https://example.org/**", lambda route: route.fulfill(body="The guideline"))
    chat.say("choices")
    chat.wait_for_text("Your injection is due")
    with chat.page.context.expect_page() as opened:
        chat.page.get_by_role("button", name="What the national guideline").click()
    opened.value.wait_for_url("https://example.org/")
    opened.value.close()


def test_the_reply_keyboard_answers_and_shares_a_location(chat: ChatPage) -> None:
    chat.say("keys")
    chat.wait_for_text("Where are you?")
    expect(chat.page.get_by_placeholder("Where are you?")).to_be_visible()
    chat.tap("Type my city")
    chat.wait_for_text("You said: Type my city")
    chat.tap("Share my location")
    chat.share_location("Manila")
    chat.wait_for_text("You are at 14.6, 121.0")
    expect(chat.page.locator("#keyboard")).to_be_hidden()


def test_coordinates_can_be_typed_instead_of_a_city(chat: ChatPage) -> None:
    chat.attach("Location")
    dialog = chat.page.get_by_role("dialog")
    dialog.get_by_label("Latitude").fill("-33.9")
    dialog.get_by_label("Longitude").fill("18.4")
    dialog.get_by_role("button", name="Share these").click()
    chat.wait_for_text("You are at -33.9, 18.4")


def test_the_menu_lists_the_commands_and_sends_the_chosen_one(chat: ChatPage) -> None:
    chat.page.get_by_role("button", name="Menu", exact=True).click()
    expect(chat.page.locator("#sheet")).to_contain_text("What is due today")
    chat.page.get_by_role("button", name="/help").click()
    chat.wait_for_text("Helped")
    expect(chat.page.locator("#sheet")).to_be_hidden()


def test_a_document_opens_and_can_be_saved(chat: ChatPage) -> None:
    chat.say("document")
    message = chat.wait_for_text("For the clinic")
    expect(message).to_contain_text("summary.txt")
    with chat.page.expect_download() as saved:
        message.get_by_role("link", name="Save summary.txt").click()
    assert saved.value.path().read_bytes() == b"Injections: 3 of 6"
    assert saved.value.suggested_filename == "summary.txt"
    address = message.get_by_role("link", name="Open summary.txt").get_attribute("href")
    assert chat.page.request.get(f"{chat.address}{address}").text() == "Injections: 3 of 6"


def test_a_photo_is_sent_with_the_written_words_and_shown(chat: ChatPage) -> None:
    chat.page.get_by_label("Message", exact=True).fill("my label")
    picture = chat.page.locator("#face").screenshot()
    chat.page.locator("#photo-file").set_input_files({"name": "label.png", "mimeType": "image/png", "buffer": picture})
    chat.wait_for_text("A photo, thank you. my label")
    image = chat.page.locator(".message.user img").last
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize(("entry", "answer"), [("Sticker", "A sticker"), ("Voice message", "A voice")])
def test_stickers_and_voice_messages_reach_the_bot(chat: ChatPage, entry: str, answer: str) -> None:
    chat.attach(entry)
    chat.wait_for_text(answer)
    expect(chat.page.locator(".message.user").last).to_contain_text(entry)


def test_the_last_own_message_can_be_edited(chat: ChatPage) -> None:
    chat.say("3 ampoulse")
    chat.wait_for_text("You said: 3 ampoulse")
    chat.attach("Edit my last message")
    field = chat.page.get_by_label("Message", exact=True)
    expect(field).to_have_value("3 ampoulse")
    field.fill("3 ampoules")
    field.press("Enter")
    chat.wait_for_text("Changed to: 3 ampoules")
    expect(chat.page.locator(".message.user").filter(has_text="3 ampoules")).to_contain_text("edited")


def test_the_page_shows_that_the_bot_is_typing(chat: ChatPage) -> None:
    chat.say("think")
    expect(chat.page.locator("#status")).to_have_text(re.compile("typing"))
    expect(chat.page.locator("#typing")).to_be_visible()


def test_whoever_scrolled_up_stays_there_and_is_told_of_new_messages(stage: Stage, chat: ChatPage) -> None:
    for number in range(8):
        chat.say(f"message {number}")
        chat.wait_for_text(f"You said: message {number}")
    expect(chat.last_bubble()).to_be_in_viewport(ratio=1)
    chat.page.locator("#scroller").hover()
    chat.page.mouse.wheel(0, -3000)
    expect(chat.page.locator(".message").first).to_be_in_viewport()
    stage.bot.call("sendMessage", chat_id=chat.user, text="Are you there?")
    newer = chat.page.get_by_role("button", name="New messages")
    expect(newer).to_be_visible()
    expect(chat.page.locator(".message").first).to_be_in_viewport()
    newer.click()
    expect(chat.last_bubble()).to_be_in_viewport(ratio=1)
    expect(chat.last_bubble()).to_contain_text("Are you there?")
    expect(newer).to_be_hidden()


def test_a_moment_keeps_the_bots_words_and_tells_the_readers_own_time(stage: Stage, chat: ChatPage) -> None:
    moment = {"type": "date_time", "offset": 4, "length": 15, "unix_time": 1772528400, "date_time_format": "wDT"}
    stage.bot.call("sendMessage", chat_id=chat.user, text="Due Tue 3 Mar 18:00", entities=[moment])
    shown = chat.wait_for_text("Due ").locator(".words time")
    expect(shown).to_have_text("Tue 3 Mar 18:00")
    expect(shown).to_have_attribute("title", re.compile(r"Tuesday,? 3 March 2026.*09:00"))


def entity(kind: str, offset: int, length: int, **extra: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **extra}


MADE = """async cases => {
    const { formatted } = await import("/page/entities.js");
    return cases.map(([text, entities]) => {
        const box = document.createElement("div");
        box.append(formatted(text, entities, () => {}));
        return box.innerHTML.replace(/ class="[^"]*"/g, "");
    });
}"""


def test_entities_nest_end_their_lines_and_never_run_code(chat: ChatPage) -> None:
    cases = {
        "<strong>a <em>b</em> c</strong>": ("a b c", [entity("bold", 0, 5), entity("italic", 2, 1)]),
        "<blockquote>q</blockquote>w": ("q\nw", [entity("blockquote", 0, 1)]),
        "<strong>ab<em>c</em></strong>d": ("abcd", [entity("bold", 0, 3), entity("italic", 2, 2)]),
        "<span>here</span>": ("here", [entity("text_link", 0, 4, url="javascript:alert(1)")]),
        "&lt;b&gt;&amp;": ("<b>&", []),
    }
    assert chat.page.evaluate(MADE, list(cases.values())) == list(cases)
