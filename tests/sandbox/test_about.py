"""What the bot says about itself, and who sees what of it."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Call
from tests.sandbox.given import ANNA, BORIS

HELP = [{"command": "help", "description": "Help"}]
AYUDA = [{"command": "help", "description": "Ayuda"}]
PRIVATE = {"type": "all_private_chats"}


def shown(sandbox: Sandbox, language: str) -> list[str]:
    """The descriptions of the commands that Anna sees in an app of this language."""
    sandbox.patch_user(ANNA, language_code=language)
    return [command["description"] for command in sandbox.screen(ANNA)["commands"]]


async def test_the_bot_knows_itself(does: Call) -> None:
    me = await does("getMe")
    assert me["is_bot"] is True
    assert me["username"].endswith("bot")


async def test_commands_are_shown_in_the_language_of_the_app(does: Call, sandbox: Sandbox) -> None:
    await does("setMyCommands", commands=HELP)
    await does("setMyCommands", commands=AYUDA, language_code="es")
    assert shown(sandbox, "es-MX") == ["Ayuda"]
    assert shown(sandbox, "fr") == ["Help"]


async def test_the_narrowest_scope_wins_and_a_language_wins_within_a_scope(does: Call, sandbox: Sandbox) -> None:
    chat = {"type": "chat", "chat_id": ANNA}
    for scope, language, words in (
        ({"type": "default"}, "es", "default es"),
        (PRIVATE, "", "private"),
        (PRIVATE, "es", "private es"),
        (chat, "", "chat"),
    ):
        commands = [{"command": "help", "description": words}]
        await does("setMyCommands", commands=commands, scope=scope, language_code=language)
    assert shown(sandbox, "es") == ["chat"]
    await does("deleteMyCommands", scope=chat)
    assert shown(sandbox, "es") == ["private es"]
    assert shown(sandbox, "de") == ["private"]
    await does("deleteMyCommands", scope=PRIVATE)
    assert shown(sandbox, "de") == []


async def test_commands_are_got_back_exactly_as_they_were_set(does: Call) -> None:
    await does("setMyCommands", commands=HELP, scope=PRIVATE)
    assert await does("getMyCommands", scope=PRIVATE) == HELP
    assert await does("getMyCommands") == []
    assert await does("getMyCommands", scope=PRIVATE, language_code="es") == []


@pytest.mark.parametrize(
    ("given", "description"),
    [
        ({}, "expected an Array of BotCommand"),
        ({"commands": ["help"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "help"}]}, "can't parse BotCommand: Can't find field \"description\""),
        ({"commands": [{"command": "Help!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "help", "description": " "}]}, "command description must be non-empty"),
        ({"commands": [{"command": "help", "description": "x" * 257}]}, "command description length must not exceed"),
        ({"commands": [{**HELP[0], "icon": "x"}]}, "can't parse BotCommand: unknown field"),
        ({"commands": HELP * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": HELP, "language_code": "english"}, "invalid language code specified"),
        ({"commands": HELP, "scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": HELP, "scope": []}, "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"commands": HELP, "scope": {"type": "chat", "chat_id": 999}}, "chat not found"),
    ],
)
async def test_commands_that_telegram_refuses_are_refused(refusal: Call, given: Any, description: str) -> None:
    assert (await refusal("setMyCommands", **given)).startswith(f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("what", "setter", "getter", "longest"),
    [
        ("name", "setMyName", "getMyName", 64),
        ("description", "setMyDescription", "getMyDescription", 512),
        ("short_description", "setMyShortDescription", "getMyShortDescription", 120),
    ],
)
async def test_names_and_descriptions_have_languages_and_limits(
    does: Call, refusal: Call, what: str, setter: str, getter: str, longest: int
) -> None:
    await does(setter, **{what: "in English"})
    await does(setter, **{what: "en español"}, language_code="es")
    assert await does(getter, language_code="es") == {what: "en español"}
    assert await does(getter, language_code="de") == {what: "in English"}
    await does(setter, **{what: ""}, language_code="es")
    assert await does(getter, language_code="es") == {what: "in English"}
    assert "must not exceed" in await refusal(setter, **{what: "x" * (longest + 1)})


async def test_the_screen_shows_the_bot_in_the_language_of_the_app(does: Call, sandbox: Sandbox) -> None:
    await does("setMyName", name="Compañera", language_code="es")
    await does("setMyDescription", description="Recuerda", language_code="es")
    sandbox.patch_user(ANNA, language_code="es")
    bot = sandbox.screen(ANNA)["bot"]
    assert (bot["first_name"], bot["description"]) == ("Compañera", "Recuerda")
    assert sandbox.screen(BORIS)["bot"]["first_name"] == "B12 Companion"


async def test_a_menu_button_is_set_for_all_chats_or_for_one(does: Call, refusal: Call, sandbox: Sandbox) -> None:
    assert await does("getChatMenuButton") == {"type": "commands"}
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org/"}}
    await does("setChatMenuButton", chat_id=ANNA, menu_button=app)
    assert sandbox.screen(ANNA)["menu"] == app
    assert sandbox.screen(BORIS)["menu"] == {"type": "commands"}
    await does("setChatMenuButton", chat_id=ANNA)
    assert await does("getChatMenuButton", chat_id=ANNA) == {"type": "commands"}
    said = await refusal("setChatMenuButton", menu_button={"type": "soup"})
    assert said == "Bad Request: can't parse menu button: MenuButton has unsupported type"


async def test_a_chat_is_described_once_it_has_begun(does: Call, refusal: Call) -> None:
    described = await does("getChat", chat_id=ANNA)
    assert (described["type"], described["first_name"]) == ("private", "Person 11")
    assert await refusal("getChat", chat_id=BORIS) == "Bad Request: chat not found"


async def test_logging_out_is_taken_politely(does: Call) -> None:
    assert await does("logOut") is True
    assert await does("close") is True
