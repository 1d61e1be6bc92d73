"""What Telegram shows of the bot before anybody writes: its commands and descriptions in every language."""

import logging

from telegram import BotCommand, MenuButtonCommands
from telegram.error import TelegramError

from bot.client import Client
from bot.i18n import Languages
from bot.views import menu

log = logging.getLogger(__name__)


async def introduce(bot: Client, languages: Languages) -> None:
    """Tell Telegram the commands and descriptions in every language; it is no harm where that fails for once."""
    try:
        await bot.delete_webhook()
        for tag in (None, *languages.names):
            t = languages.of(tag)
            commands = [BotCommand(name, what) for name, what in menu.commands(t).items()]
            await bot.set_my_commands(commands, language_code=tag)
            await bot.set_my_description(menu.description(t), language_code=tag)
            await bot.set_my_short_description(menu.short_description(t), language_code=tag)
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        log.warning("not introduced", extra={"error": type(error).__name__})
