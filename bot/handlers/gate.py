"""What one person may ask of the bot besides questions, which have a quota of their own."""

from typing import Any, Final

from telegram import Update
from telegram.ext import (
    ApplicationHandlerStop,
    BaseHandler,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.choices import of_no_kind
from bot.quotas import PERSON_PRESSES, Admission, Quota
from bot.replies.pages import TOO_FAST, too_fast_reply
from bot.reply import Toast
from bot.services import Services, place_of

PERSON_COMMANDS: Final = 20
"""Commands of one person in a minute."""

_COMMANDS: Final = filters.COMMAND & filters.UpdateType.MESSAGE & ~filters.Regex(r"(?i)^/ask\b|^/ask@")


class Gate:
    """Stands before all other handlers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._commands = Quota(PERSON_COMMANDS)
        self._presses = Quota(PERSON_PRESSES)

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [
            MessageHandler(_COMMANDS, self.command),
            CallbackQueryHandler(self.press, lambda data: isinstance(data, str) and not of_no_kind(data)),
            TypeHandler(Update, self.guest),
        ]

    async def command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Let a command pass; who sends them too fast is told so once."""
        message, person = update.message, update.effective_user
        if message is None or person is None:
            return
        admission = self._commands.admit(person.id)
        if admission is Admission.NO:
            await self._services.sender.send(place_of(message), too_fast_reply(self._services.texts(update)))
        if admission is not Admission.YES:
            raise ApplicationHandlerStop

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Let a press of a button that `bot.handlers.presses` does not count pass."""
        query = update.callback_query
        if query and self._presses.admit(query.from_user.id) is not Admission.YES:
            await self._services.sender.answer_press(query, Toast(self._services.texts(update)(TOO_FAST)))
            raise ApplicationHandlerStop

    async def guest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Let a question from a chat that the bot is not in pass, as one of its person."""
        message = update.guest_message
        if message is None or message.from_user is None:
            return
        if self._services.manners.question(message.from_user.id, message.from_user.id) is not Admission.YES:
            raise ApplicationHandlerStop
