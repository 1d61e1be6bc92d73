"""The rest of the Bot API that a bot needs: updates, webhooks, chats and files."""

from typing import Any

from telegram.constants import FileSizeLimit, PollingLimit, UpdateType, WebhookLimit

from bot.sandbox import shapes
from bot.sandbox.errors import ApiError, bad
from bot.sandbox.records import Note
from bot.sandbox.wire import Json, Params
from bot.sandbox.world import World

_LONGEST_POLL = 50  # seconds
_DEFAULT_CONNECTIONS = 40


async def get_updates(world: World, params: Params) -> list[Json]:
    """getUpdates."""
    if world.notes.get("webhook"):
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _allow(world, params)
    limit = min(max(params.integer("limit", PollingLimit.MAX_LIMIT), PollingLimit.MIN_LIMIT), PollingLimit.MAX_LIMIT)
    timeout = min(max(params.integer("timeout"), 0), _LONGEST_POLL)
    return await world.updates.fetch(params.integer("offset"), limit, timeout)


def set_webhook(world: World, params: Params) -> bool:
    """setWebhook; the sandbox remembers the address, but never calls it."""
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    _allow(world, params)
    url = params.text("url")
    if not url:
        world.notes.drop("webhook")
        return True
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if len(params.text("secret_token")) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad("secret token is too long")
    world.updates.interrupt("Conflict: terminated by setWebhook request")
    connections = params.integer("max_connections", _DEFAULT_CONNECTIONS)
    world.notes.put("webhook", Note({"url": url, "max_connections": connections}))
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.forget()
    world.notes.drop("webhook")
    return True


def webhook_info(world: World, _params: Params) -> Json:
    """getWebhookInfo."""
    note = world.notes.get("webhook")
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": world.updates.count()}
    allowed = world.updates.allowed()
    return {**info, **(note.value if note else {}), **({"allowed_updates": allowed} if allowed else {})}


def get_chat(world: World, params: Params) -> Json:
    """getChat."""
    wanted = params.text("chat_id")
    group = world.groups.get(wanted)
    person = world.people.get(wanted)
    if not wanted:
        raise bad("chat_id is empty")
    if group is None and (person is None or not person.started):
        raise bad("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **shapes.chat(world, int(wanted)),
        "accent_color_id": abs(int(wanted)) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_file(world: World, params: Params) -> Json:
    """getFile."""
    if not params.text("file_id"):
        raise bad("file_id not specified")
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id(),
        "file_size": file.size,
        "file_path": file.path,
    }


def leave_chat(world: World, params: Params) -> bool:
    """leaveChat."""
    chat_id = world.audience(params.text("chat_id"))
    group = world.groups.get(chat_id)
    if group is None:
        raise bad("chat member status can't be changed in private chats")
    group.member = False
    world.groups.put(group.id, group)
    world.changes.touch(group.id)
    return True


def log_out(_world: World, _params: Params) -> bool:
    """logOut and close: the sandbox has nowhere else to go."""
    return True


def _allow(world: World, params: Params) -> None:
    kinds: Any = params.parsed("allowed_updates", "allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad("can't parse allowed_updates: expected an Array of String")
    unknown = sorted(set(kinds) - {kind.value for kind in UpdateType})
    if unknown:
        raise bad(f'unknown kind of update "{unknown[0]}"')
    world.updates.allow(kinds)
