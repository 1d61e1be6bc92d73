"""What people do, and how the bot hears of it."""

import asyncio
from typing import Any

import pytest

from bot.sandbox import ImpossibleError, Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA, BORIS, picture


def heard(sandbox: Sandbox) -> Any:
    """The one update that waits."""
    (update,) = sandbox.take_updates()
    update.pop("update_id")
    return update


def test_the_first_message_presses_start(sandbox: Sandbox) -> None:
    assert sandbox.meet(BORIS)["started"] is False
    sandbox.say(BORIS, "/start")
    message = heard(sandbox)["message"]
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": BORIS, "is_bot": False, "first_name": "Person 12", "language_code": "en"}
    assert sandbox.meet(BORIS)["started"] is True


def test_message_ids_grow_over_all_chats(sandbox: Sandbox) -> None:
    ids = [sandbox.say(person, "hello")["message_id"] for person in (ANNA, BORIS, ANNA)]
    assert ids == sorted(set(ids))


def test_a_place_is_shared(sandbox: Sandbox) -> None:
    view = sandbox.share_location(ANNA, 48.2, 16.4)
    assert view["location"] == {"latitude": 48.2, "longitude": 16.4}
    assert heard(sandbox)["message"]["location"] == {"latitude": 48.2, "longitude": 16.4}
    with pytest.raises(ImpossibleError, match="latitude"):
        sandbox.share_location(ANNA, 91, 0)


def test_pictures_stickers_voices_and_forwards_are_messages_too(sandbox: Sandbox) -> None:
    sandbox.send_photo(ANNA, picture(), "my arm")
    message = heard(sandbox)["message"]
    assert (message["caption"], message["photo"][0]["width"]) == ("my arm", 2)
    sandbox.send_sticker(ANNA)
    assert heard(sandbox)["message"]["sticker"]["emoji"] == "👍"
    sandbox.send_voice(ANNA)
    assert heard(sandbox)["message"]["voice"]["duration"] == 2
    sandbox.say(ANNA, "from my doctor", forwarded=True)
    assert heard(sandbox)["message"]["forward_origin"]["type"] == "hidden_user"
    assert [set(view) & {"photo", "sticker", "voice", "forwarded"} for view in sandbox.chat(ANNA)[1:]] == [
        {"photo"},
        {"sticker"},
        {"voice"},
        {"forwarded"},
    ]
    with pytest.raises(ImpossibleError, match="no picture"):
        sandbox.send_photo(ANNA, b"no picture")


def test_a_person_edits_what_they_wrote(sandbox: Sandbox) -> None:
    written = sandbox.say(ANNA, "tkaen")["message_id"]
    sandbox.take_updates()
    assert sandbox.edit(ANNA, written, "taken")["edited"] is True
    edited = heard(sandbox)["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("taken", edited["date"])
    with pytest.raises(ImpossibleError, match="says that already"):
        sandbox.edit(ANNA, written, "taken")
    with pytest.raises(ImpossibleError, match="wrote"):
        sandbox.edit(BORIS, written, "mine")


async def test_nobody_edits_what_the_bot_wrote(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="Due")
    with pytest.raises(ImpossibleError, match="wrote"):
        sandbox.edit(ANNA, sent["message_id"], "not due")


@pytest.mark.parametrize(("text", "complaint"), [("", "no text"), (" \n", "no text"), ("x" * 4097, "4096")])
def test_what_no_app_would_send_is_not_sent(sandbox: Sandbox, text: str, complaint: str) -> None:
    with pytest.raises(ImpossibleError, match=complaint):
        sandbox.say(ANNA, text)
    assert sandbox.take_updates() == []


def test_blocking_and_unblocking_are_told_to_the_bot(sandbox: Sandbox) -> None:
    sandbox.patch_user(ANNA, blocked=True)
    change = heard(sandbox)["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(ImpossibleError, match="blocked"):
        sandbox.say(ANNA, "hello?")
    sandbox.patch_user(ANNA, blocked=False)
    assert heard(sandbox)["my_chat_member"]["new_chat_member"]["status"] == "member"
    sandbox.patch_user(ANNA, blocked=False)
    assert sandbox.take_updates() == []


def test_a_new_name_is_known_from_then_on(sandbox: Sandbox) -> None:
    assert sandbox.patch_user(ANNA, first_name="Anna")["first_name"] == "Anna"
    sandbox.say(ANNA, "hello")
    assert heard(sandbox)["message"]["from"]["first_name"] == "Anna"
    assert [person["first_name"] for person in sandbox.users()] == ["Anna"]


async def test_a_bot_in_a_group_can_leave_it(does: Call, ask: Call, refusal: Call, sandbox: Sandbox) -> None:
    group = sandbox.add_to_group(ANNA, "Family", "Look at this bot")
    joined, greeting = sandbox.take_updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert greeting["message"]["chat"] == {"id": group, "type": "group", "title": "Family"}
    await does("sendMessage", chat_id=group, text="I talk in private only.")
    assert [message["text"] for message in sandbox.sent_to(group)] == ["I talk in private only."]
    assert (await does("getChat", chat_id=group))["title"] == "Family"
    assert await does("leaveChat", chat_id=group) is True
    answer = await ask("sendMessage", chat_id=group, text="Still here?")
    assert answer.body["description"] == "Forbidden: bot is not a member of the group chat"
    assert (await refusal("leaveChat", chat_id=ANNA)).endswith("can't be changed in private chats")


async def test_the_chat_is_read_from_any_message_on(does: Call, sandbox: Sandbox) -> None:
    sent = await does("sendMessage", chat_id=ANNA, text="one")
    await does("sendMessage", chat_id=ANNA, text="two")
    assert [view["text"] for view in sandbox.chat(ANNA)] == ["/start", "one", "two"]
    assert [view["text"] for view in sandbox.chat(ANNA, after=sent["message_id"])] == ["two"]


async def test_every_change_to_a_chat_makes_its_screen_newer(does: Call, sandbox: Sandbox) -> None:
    versions = [sandbox.screen(ANNA)["version"]]
    sandbox.say(ANNA, "hello")
    versions.append(sandbox.screen(ANNA)["version"])
    sent = await does("sendMessage", chat_id=ANNA, text="Hi")
    versions.append(sandbox.screen(ANNA)["version"])
    await does("editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="Ho")
    versions.append(sandbox.screen(ANNA)["version"])
    await does("deleteMessage", chat_id=ANNA, message_id=sent["message_id"])
    versions.append(sandbox.screen(ANNA)["version"])
    await does("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    versions.append(sandbox.screen(ANNA)["version"])
    await sandbox.move_clock(sandbox.clock.now())
    versions.append(sandbox.screen(ANNA)["version"])
    assert versions == sorted(set(versions))
    sandbox.say(BORIS, "/start")
    assert sandbox.screen(ANNA)["version"] == versions[-1]


async def test_whoever_watches_a_screen_sees_the_next_change_at_once(sandbox: Sandbox) -> None:
    version = sandbox.screen(ANNA)["version"]
    watching = asyncio.create_task(sandbox.screen_after(ANNA, version, 30))
    await asyncio.sleep(0)
    sandbox.say(BORIS, "/start")
    sandbox.say(ANNA, "hello")
    assert (await watching)["messages"][-1]["text"] == "hello"


async def test_whoever_is_behind_sees_the_screen_at_once(sandbox: Sandbox) -> None:
    assert (await sandbox.screen_after(ANNA, 0, 30))["messages"]


async def test_typing_ends_on_the_screen_without_a_message(does: Call, sandbox: Sandbox) -> None:
    sandbox.world.type(ANNA, seconds=0.05)
    version = sandbox.screen(ANNA)["version"]
    watched = await sandbox.screen_after(ANNA, version, 30)
    assert watched["typing"] is False
    assert watched["version"] > version
