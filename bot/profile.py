"""What Telegram shows of the bot: its commands and descriptions, in each language."""

import logging
from typing import Final

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.replies.pages import COMMANDS, DESCRIPTION, GROUP_COMMANDS, SHORT_DESCRIPTION
from bot.texts import DEFAULT_LANGUAGE, texts
from index.documents import LANGUAGES, Language

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


async def _register_commands(bot: Bot, language: Language) -> None:
    _, code = texts(language), _code(language)
    for scope, names in _SCOPES.values():
        commands = [BotCommand(name, _(COMMANDS[name])) for name in names]
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
