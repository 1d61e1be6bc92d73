"""What the bot says about itself: names, descriptions, commands and the menu button."""

import re
from typing import Any

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from bot.sandbox import shapes
from bot.sandbox.errors import bad
from bot.sandbox.links import LinkError, normalised
from bot.sandbox.records import Note
from bot.sandbox.wire import Json, Params
from bot.sandbox.world import World

_LONGEST = {
    "name": BotNameLimit.MAX_NAME_LENGTH,
    "description": BotDescriptionLimit.MAX_DESCRIPTION_LENGTH,
    "short_description": BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
}
_BROAD_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def get_me(world: World, _params: Params) -> Json:
    """getMe."""
    yes = ("can_join_groups",)
    no = (
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
        "can_manage_bots",
    )
    return {**shapes.bot_user(world), **dict.fromkeys(yes, True), **dict.fromkeys(no, False)}


def set_profile(world: World, params: Params, what: str) -> bool:
    """setMyName, setMyDescription and setMyShortDescription; `what` is the parameter."""
    language, text = _language(params), params.text(what).strip()
    if len(text) > _LONGEST[what]:
        raise bad(f"{what.replace('_', ' ')} must not exceed {int(_LONGEST[what])} characters")
    world.notes.put(f"profile|{what}|{language}", Note(text))
    world.changes.touch_all()
    return True


def get_profile(world: World, params: Params, what: str) -> Json:
    """getMyName, getMyDescription and getMyShortDescription."""
    return {what: shapes.profile(world, what, _language(params))}


def set_commands(world: World, params: Params) -> bool:
    """setMyCommands."""
    key = _commands_key(world, params)
    given: Any = params.parsed("commands", "commands")
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.notes.put(key, Note([_command(command) for command in given]))
    world.changes.touch_all()
    return True


def get_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands: exactly those set for this scope and language."""
    note = world.notes.get(_commands_key(world, params))
    return list(note.value) if note else []


def delete_commands(world: World, params: Params) -> bool:
    """deleteMyCommands."""
    world.notes.drop(_commands_key(world, params))
    world.changes.touch_all()
    return True


def commands_for(world: World, chat_id: int, language: str) -> list[Json]:
    """The commands that a person sees in a private chat: the narrowest scope first, their language before none."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for tag in (primary(language), ""):
            note = world.notes.get(f"commands|{scope}|{tag}")
            if note is not None and note.value:
                return list(note.value)
    return []


def primary(language: str) -> str:
    """The part of an app's language that bots can have words for: pt of pt-br."""
    return language.partition("-")[0].lower()


def set_menu(world: World, params: Params) -> bool:
    """setChatMenuButton."""
    button: Any = params.parsed("menu_button", "menu button")
    button = _menu_button(button if button is not None else {"type": "default"})
    world.notes.put(f"menu|{_menu_place(world, params)}", Note(button))
    world.changes.touch_all()
    return True


def get_menu(world: World, params: Params) -> Json:
    """getChatMenuButton."""
    return menu_for(world, _menu_place(world, params))


def menu_for(world: World, place: str) -> Json:
    """The menu button of a chat, or the one for chats that have none of their own."""
    for key in (f"menu|{place}", "menu|default"):
        note = world.notes.get(key)
        if note is not None and note.value["type"] != "default":
            button: Json = note.value
            return button
    return {"type": "commands"}


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _commands_key(world: World, params: Params) -> str:
    scope: Any = params.parsed("scope", "BotCommandScope")
    return f"commands|{_scope(world, {'type': 'default'} if scope is None else scope)}|{_language(params)}"


def _scope(world: World, scope: object) -> str:
    fault = "can't parse BotCommandScope: "
    if not isinstance(scope, dict):
        raise bad(fault + "BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind in _BROAD_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad(fault + "Unsupported type specified")
    chat_id = world.audience(str(scope.get("chat_id", "")))
    if kind != "chat_member":
        return f"{kind}:{chat_id}"
    if not isinstance(scope.get("user_id"), int) or scope["user_id"] <= 0:
        raise bad(fault + "Invalid user_id specified")
    return f"{kind}:{chat_id}:{scope['user_id']}"


def _command(given: object) -> Json:
    fault = "can't parse BotCommand: "
    if not isinstance(given, dict):
        raise bad(fault + "expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad(fault + f'Can\'t find field "{name}"')
    if set(given) - {"command", "description"}:
        raise bad(fault + "unknown field")
    command, description = given["command"].strip().removeprefix("/"), given["description"].strip()
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
        raise bad("BOT_COMMAND_INVALID")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > BotCommandLimit.MAX_DESCRIPTION:
        raise bad(f"command description length must not exceed {int(BotCommandLimit.MAX_DESCRIPTION)}")
    return {"command": command, "description": description}


def _menu_place(world: World, params: Params) -> str:
    return str(world.audience(params.text("chat_id"))) if params.text("chat_id") else "default"


def _menu_button(button: object) -> Json:
    fault = "can't parse menu button: "
    if not isinstance(button, dict):
        raise bad(fault + "MenuButton must be an Object")
    match button:
        case {"type": "commands" | "default" as kind}:
            return {"type": kind}
        case {"type": "web_app", "text": str(text), "web_app": {"url": str(url)}}:
            try:
                return {"type": "web_app", "text": text, "web_app": {"url": normalised(url)}}
            except LinkError as error:
                raise bad(f"menu button Web App URL '{url}' is invalid: {error}") from None
    raise bad(fault + "MenuButton has unsupported type")
