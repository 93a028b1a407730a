"""Groups that the bot joins, and chats that it loses."""

from typing import Any, Final

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from bot.addressing import GROUPS
from bot.replies.pages import joined_reply
from bot.sending import Place
from bot.services import Services

_IN: Final = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED})


class Membership:
    """Greets groups and forgets chats."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [
            ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.migrated),
        ]

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say on joining a group how to ask; forget a chat that blocked or removed the bot."""
        change = update.my_chat_member
        if change is None:
            return
        was_in, is_in = (member.status in _IN for member in (change.old_chat_member, change.new_chat_member))
        if was_in and not is_in:
            self._services.memory.forget(change.chat.id)
        elif is_in and not was_in and change.chat.type in GROUPS:
            arrive = bool(context.bot.can_read_all_group_messages)
            reply = joined_reply(context.bot.username, arrive, self._services.texts(update))
            await self._services.sender.send(Place(change.chat.id), reply)

    async def migrated(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Take a group's language along when it becomes a supergroup."""
        message = update.effective_message
        if message and message.migrate_to_chat_id and message.chat.type == ChatType.GROUP:
            memory = self._services.memory
            memory.preferences.fix(message.migrate_to_chat_id, memory.preferences.fixed(message.chat_id))
            memory.forget(message.chat_id)
