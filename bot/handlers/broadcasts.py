"""`/broadcast`, for admins."""

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.broadcasting import Broadcasting
from bot.choices import of_kind, read_choice
from bot.handlers.admins import AdminChat, Admins, admins_only
from bot.handlers.stopping import last
from bot.replies import broadcasts
from bot.reply import Toast
from bot.sending import posted_of
from bot.services import Services, place_of


class Broadcasts:
    """Lets admins write to the daily subscribers."""

    def __init__(self, services: Services, admins: Admins, broadcasting: Broadcasting) -> None:
        self._services, self._admins, self._broadcasting = services, admins, broadcasting

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [
            CommandHandler("broadcast", last(self.broadcast), AdminChat(self._admins)),
            CallbackQueryHandler(last(admins_only(self._admins, self._services, self.press)), of_kind("broadcast")),
        ]

    async def broadcast(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Show what would be sent, and ask."""
        message, _ = update.effective_message, self._services.texts(update)
        if message is None:
            return
        _command, *rest = (message.text or "").split(maxsplit=1)
        text = rest[0].strip() if rest else ""
        subscribers = await self._services.memory.subscriptions.count()
        place = place_of(message)
        if not text:
            await self._services.sender.send(place, broadcasts.how_reply(_))
        elif not subscribers:
            await self._services.sender.send(place, broadcasts.no_subscribers_reply(_))
        else:
            number = await self._services.memory.broadcasts.draft(message.chat_id, text)
            await self._services.sender.send(place, broadcasts.broadcast_reply(text))
            await self._services.sender.send(place, broadcasts.confirm_reply(number, subscribers, _))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Send it, or not."""
        query, _ = update.callback_query, self._services.texts(update)
        pressed = read_choice(query.data or "") if query else None
        posted = posted_of(query) if query else None
        if query is None or pressed is None or posted is None:
            return
        await self._services.sender.answer_press(query, Toast())
        if pressed.fields[1] == "0":
            await self._services.sender.edit(posted, broadcasts.cancelled_reply(_))
        elif await self._services.memory.broadcasts.begin(int(pressed.fields[0])):
            await self._services.sender.edit(posted, broadcasts.begun_reply(_))
            self._broadcasting.begun()
