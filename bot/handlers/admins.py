"""Who the admins are, and what is for them alone."""

import logging
from collections.abc import Container
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from bot.handlers.stopping import Callback
from bot.profile import register_admin_commands
from bot.reply import Toast
from bot.services import Services

logger = logging.getLogger(__name__)

Admins = Container[int]
"""Telegram's ids of people."""


class AdminChat(filters.MessageFilter):
    """New messages of admins in their private chats."""

    def __init__(self, admins: Admins) -> None:
        super().__init__()
        self._admins = admins

    def filter(self, message: Message) -> bool:
        """Tell whether a message is one of these."""
        private = message.chat.type == message.chat.PRIVATE
        return (
            private and not message.edit_date and message.from_user is not None and message.from_user.id in self._admins
        )


def admins_only(admins: Admins, services: Services, callback: Callback) -> Callback:
    """Give a callback for presses that does nothing for others, who may have been admins once."""

    async def call(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query and query.from_user.id in admins:
            await callback(update, context)
        elif query:
            _ = services.texts(update)
            await services.sender.answer_press(query, Toast(_("This button is for admins.")))

    return call


class AdminMenu:
    """Shows admins their commands, from their first message on."""

    def __init__(self, admins: Admins) -> None:
        self._admins = admins
        self._shown: set[int] = set()

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [MessageHandler(AdminChat(self._admins), self.show)]

    async def show(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Register the commands, once a run."""
        chat = update.effective_chat
        if chat is None or chat.id in self._shown:
            return
        self._shown.add(chat.id)
        try:
            await register_admin_commands(context.bot, chat.id)
        except TelegramError as error:
            logger.warning("the commands of admin %d could not be registered: %s", chat.id, error)
