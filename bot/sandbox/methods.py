"""Which methods the sandbox serves, and which parameters each of them takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.sandbox import about, editing, sending, service
from bot.sandbox.errors import bad
from bot.sandbox.wire import Params
from bot.sandbox.world import World

_SENT = "chat_id message_thread_id disable_notification protect_content allow_paid_broadcast message_effect_id"
_SENT += " reply_parameters reply_markup"
_CAPTION = "caption parse_mode caption_entities"
_EDITED = "chat_id message_id inline_message_id reply_markup"
_PARAMETERS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "sendMessage": f"text parse_mode entities link_preview_options {_SENT}",
    "sendPhoto": f"photo show_caption_above_media has_spoiler {_CAPTION} {_SENT}",
    "sendDocument": f"document thumbnail disable_content_type_detection {_CAPTION} {_SENT}",
    "sendChatAction": "chat_id message_thread_id action",
    "editMessageText": f"text parse_mode entities link_preview_options {_EDITED}",
    "editMessageCaption": f"show_caption_above_media {_CAPTION} {_EDITED}",
    "editMessageReplyMarkup": _EDITED,
    "editMessageMedia": f"media {_EDITED}",
    "deleteMessage": "chat_id message_id",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "setMyCommands": "commands scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "setChatMenuButton": "chat_id menu_button",
    "getChatMenuButton": "chat_id",
    "getChat": "chat_id",
    "getFile": "file_id",
    "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "leaveChat": "chat_id",
    "logOut": "",
    "close": "",
}
_CARRIED_OUT: dict[str, Callable[[World, Params], Any]] = {
    "getMe": about.get_me,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_reply_markup,
    "editMessageMedia": editing.edit_media,
    "deleteMessage": editing.delete,
    "answerCallbackQuery": editing.answer_tap,
    "setMyCommands": about.set_commands,
    "getMyCommands": about.get_commands,
    "deleteMyCommands": about.delete_commands,
    "setMyName": partial(about.set_profile, what="name"),
    "getMyName": partial(about.get_profile, what="name"),
    "setMyDescription": partial(about.set_profile, what="description"),
    "getMyDescription": partial(about.get_profile, what="description"),
    "setMyShortDescription": partial(about.set_profile, what="short_description"),
    "getMyShortDescription": partial(about.get_profile, what="short_description"),
    "setChatMenuButton": about.set_menu,
    "getChatMenuButton": about.get_menu,
    "getChat": service.get_chat,
    "getFile": service.get_file,
    "setWebhook": service.set_webhook,
    "deleteWebhook": service.delete_webhook,
    "getWebhookInfo": service.webhook_info,
    "leaveChat": service.leave_chat,
    "logOut": service.log_out,
    "close": service.log_out,
}


@dataclass(frozen=True)
class Method:
    """One method: its name as Telegram spells it, its parameters, and what carries it out."""

    name: str
    parameters: frozenset[str]
    carry_out: Callable[[World, Params], Any | Awaitable[Any]]

    def check(self, params: Params) -> None:
        """Refuse parameters that the method does not take: Telegram ignores them, and hides a slip that way."""
        unknown = sorted(params.names() - self.parameters)
        if unknown:
            raise bad(f'{self.name} takes no parameter "{unknown[0]}" here')


METHODS = {
    name.lower(): Method(name, frozenset(given.split()), _CARRIED_OUT.get(name, service.get_updates))
    for name, given in _PARAMETERS.items()
}
