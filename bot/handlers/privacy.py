"""`/privacy`, `/export` and `/forget`."""

import json
import logging
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.choices import of_kind, read_choice
from bot.handlers.stopping import last
from bot.replies import privacy
from bot.replies.pages import trouble_reply
from bot.reply import Attachment, Reply, Toast
from bot.sending import posted_of
from bot.services import Services, place_of
from bot.storage.errors import DatabaseError

_CHATS: Final = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE
_FILE: Final = "partnership-bot-export.json"

logger = logging.getLogger(__name__)


class Privacy:
    """Shows people what is stored of them, and deletes it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [
            CommandHandler("privacy", last(self.privacy), _CHATS),
            CommandHandler("export", last(self.export), _CHATS),
            CommandHandler("forget", last(self.forget), _CHATS),
            CallbackQueryHandler(last(self.press), of_kind("forget")),
        ]

    async def privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Say what is stored."""
        if update.effective_message:
            await self._send(update.effective_message, privacy.privacy_reply(self._services.texts(update)))

    async def export(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Send what is stored, as a JSON document."""
        message, _ = update.effective_message, self._services.texts(update)
        if message is None or await self._elsewhere(update, message):
            return
        memory = self._services.memory
        stored: dict[str, Any] = await memory.chats.export(message.chat_id)
        questions = memory.exchanges.texts(message.chat_id)
        if questions:
            stored["questions_in_memory"] = questions  # on no disk, and gone when the bot restarts
        if not stored:
            await self._send(message, privacy.nothing_stored_reply(_))
            return
        content = json.dumps(stored, ensure_ascii=False, indent=1).encode()
        await self._services.sender.send_file(place_of(message), Attachment(_FILE, content), privacy.export_reply(_))

    async def forget(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Ask whether to delete it."""
        message = update.effective_message
        if message and not await self._elsewhere(update, message):
            await self._send(message, privacy.forget_reply(self._services.texts(update)))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Delete it, or let it be."""
        query = update.callback_query
        pressed = read_choice(query.data or "") if query else None
        posted = posted_of(query) if query else None
        if query is None or query.message is None or pressed is None or posted is None:
            return
        _, done = self._services.texts(update), pressed.fields[0] == "1"
        private = query.message.chat.type == query.message.chat.PRIVATE
        if done and private:
            try:
                await self._services.memory.forget_now(query.message.chat.id)
            except DatabaseError as error:
                logger.error("what is stored of a chat could not be deleted: %s", error)
                await self._services.sender.answer_press(query, Toast(trouble_reply(_).html, alert=True))
                return
        await self._services.sender.answer_press(query, Toast())
        await self._services.sender.edit(posted, privacy.forgotten_reply(done and private, _))

    async def _elsewhere(self, update: Update, message: Message) -> bool:
        """Tell whether this is a group, whose members must not speak for each other; and say so there."""
        if message.chat.type == message.chat.PRIVATE:
            return False
        await self._send(message, privacy.private_only_reply(self._services.texts(update)))
        return True

    async def _send(self, message: Message, reply: Reply) -> None:
        await self._services.sender.send(place_of(message), reply)
