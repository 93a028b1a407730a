"""Commands, and what is neither a command nor a question."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.buttons import View, read_start_parameter
from bot.replies import pages
from bot.replies.answers import answer_reply
from bot.reply import Reply
from bot.services import Services, place_of
from bot.texts import texts

_NEW: Final = filters.UpdateType.MESSAGE
_CHATS: Final = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & _NEW
_PRIVATE: Final = filters.ChatType.PRIVATE & _NEW
_SPOKEN: Final = (
    filters.VOICE
    | filters.AUDIO
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.ANIMATION
    | filters.Sticker.ALL
    | filters.PHOTO
    | filters.LOCATION
    | filters.CONTACT
    | filters.POLL
    | filters.Document.ALL
)

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


class Commands:
    """Answers commands."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers; `/ask` is a question and not among them."""
        commands: dict[str, Callback] = {
            "start": self.start,
            "help": self.help,
            "sources": self.sources,
            "language": self.language,
        }
        return [
            *(CommandHandler(name, callback, _CHATS) for name, callback in commands.items()),
            MessageHandler(_PRIVATE & filters.COMMAND & ~filters.Regex(r"(?i)^/ask\b"), self.unknown),
            MessageHandler(_PRIVATE & _SPOKEN & ~filters.CAPTION, self.not_text),
        ]

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet; or open the passage that a deep link names."""
        ref = read_start_parameter(context.args[0]) if context.args else None
        match = self._services.library.match(ref) if ref else None
        if ref and match:
            language = texts(match.passage.language)
            reply = answer_reply(View((ref,)), self._services.library, context.bot.username, language)
            if reply:
                await self._send(update, reply)
                return
        await self._send(update, pages.start_reply(self._services.library, self._services.texts(update)))

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say how to ask."""
        arrive = bool(context.bot.can_read_all_group_messages)
        await self._send(update, pages.help_reply(context.bot.username, arrive, self._services.texts(update)))

    async def sources(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """List the sources, page by page."""
        sources = self._services.library.index.sources()
        await self._send(update, pages.sources_reply(sources, 0, self._services.texts(update)))

    async def language(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Offer the languages."""
        chat = update.effective_chat
        fixed = self._services.memory.preferences.fixed(chat.id) if chat else None
        await self._send(update, pages.language_reply(fixed, self._services.texts(update)))

    async def unknown(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Answer a command that there is not."""
        await self._send(update, pages.unknown_command_reply(self._services.texts(update)))

    async def not_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what cannot be read."""
        message = update.effective_message
        if message is None:
            return
        if message.media_group_id is None:
            await self._cannot_read(update, message)
        else:
            # Apart from the update, since the message of the album that has words comes after it.
            context.application.create_task(self._cannot_read(update, message), update)

    async def _cannot_read(self, update: Update, message: Message) -> None:
        if await self._services.albums.take_wordless(message):
            await self._send(update, pages.reads_text_reply(self._services.texts(update)))

    async def _send(self, update: Update, reply: Reply) -> None:
        if update.effective_message:
            await self._services.sender.send(place_of(update.effective_message), reply)
