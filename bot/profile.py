"""What Telegram shows of the bot: its commands and descriptions, in each language."""

import logging
from collections.abc import Mapping
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.replies.pages import ADMIN_COMMANDS, COMMANDS, DESCRIPTION, GROUP_COMMANDS, SHORT_DESCRIPTION
from bot.texts import DEFAULT_LANGUAGE, texts
from index import LANGUAGES, Language

logger = logging.getLogger(__name__)

_SCOPES: Final = {
    "private": (BotCommandScopeAllPrivateChats(), tuple(COMMANDS)),
    "groups": (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
}


async def register_profile(bot: Bot) -> None:
    """Tell Telegram what is not so yet. An error is logged: the bot answers without it."""
    for language in LANGUAGES:
        try:
            await _register_commands(bot, language)
            await _register_descriptions(bot, language)
        except TelegramError as error:
            logger.warning("commands and descriptions could not be registered in %s: %s", language, error)


async def register_admin_commands(bot: Bot, admin_id: int) -> None:
    """Show an admin's commands in their chat, below those of everybody."""
    scope, listed = BotCommandScopeChat(admin_id), COMMANDS | ADMIN_COMMANDS
    for language in LANGUAGES:
        await _register(bot, scope, listed, language)


async def _register_commands(bot: Bot, language: Language) -> None:
    for scope, names in _SCOPES.values():
        await _register(bot, scope, {name: COMMANDS[name] for name in names}, language)


async def _register(bot: Bot, scope: BotCommandScope, listed: Mapping[str, str], language: Language) -> None:
    _, code = texts(language), _code(language)
    commands = [BotCommand(name, _(about)) for name, about in listed.items()]
    if list(await bot.get_my_commands(scope, code)) != commands:
        await bot.set_my_commands(commands, scope, code)


async def _register_descriptions(bot: Bot, language: Language) -> None:
    # Telegram holds back a bot that sets these at every start, so they are compared first.
    _, code = texts(language), _code(language)
    if (await bot.get_my_description(code)).description != _(DESCRIPTION):
        await bot.set_my_description(_(DESCRIPTION), code)
    if (await bot.get_my_short_description(code)).short_description != _(SHORT_DESCRIPTION):
        await bot.set_my_short_description(_(SHORT_DESCRIPTION), code)


def _code(language: Language) -> str | None:
    """Give the `language_code`; None for what people of all other languages see."""
    return None if language == DEFAULT_LANGUAGE else language
