"""Questions in private chats and groups, questions that are edited, and what is said besides."""

from typing import Any, Final

from telegram import Bot, Message, Update
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from bot.addressing import question_for
from bot.asking import Found
from bot.buttons import QuestionRef
from bot.leaning import turn_before
from bot.library import view_of
from bot.quotas import Admission
from bot.replies.answers import answer_reply, refusal_reply
from bot.replies.pages import ask_how_reply, too_fast_reply
from bot.replies.small_talk import small_talk_reply
from bot.reply import Reply
from bot.sending import Place, Posted
from bot.services import Services, conversation_of, place_of
from bot.storage.exchanges import Exchange
from bot.texts import SPEAKS
from index import Language, SmallTalk, Turn, small_talk

_CHATS: Final = filters.ChatType.PRIVATE | filters.ChatType.GROUPS
_SAID: Final = _CHATS & (filters.TEXT | filters.CAPTION)


class Questions:
    """Answers what is asked in chats."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers, for a group of their own: what is not for the bot is let through."""
        return [
            MessageHandler(_SAID & filters.UpdateType.MESSAGE, self.message),
            MessageHandler(_SAID & filters.UpdateType.EDITED_MESSAGE, self.edited),
        ]

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a message that is for the bot."""
        message = update.effective_message
        question = question_for(message, context.bot) if message else None
        if message is None or question is None or not self._services.albums.take(message):
            return
        if not await self._admitted(update, message):
            return
        if not question:
            await self._services.sender.send(place_of(message), ask_how_reply(self._services.texts(update)))
            return
        await self.answer(message, question, context.bot)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question in place of its first answer; one that was not answered before is answered now."""
        message = update.edited_message
        question = question_for(message, context.bot) if message else None
        if message is None or not question or not await self._admitted(update, message):
            return
        exchange = self._services.memory.exchanges.find(message.chat_id, message.message_id)
        if exchange is None:
            await self.answer(message, question, context.bot)
        elif question != exchange.question:
            await self._answer_again(message, question, exchange, context.bot)

    async def answer(self, message: Message, question: str, bot: Bot) -> None:
        """Answer a question that a message asks."""
        services = self._services
        before = turn_before(message, question, bot, services.library, services.memory, self._hint(message))
        place = place_of(message)
        reply = await self._reply(message, question, before, place, bot)
        posted = await services.sender.send(place, reply)
        if posted and posted.message_id:
            exchange = Exchange(posted.message_id, question, before)
            services.memory.exchanges.keep(message.chat_id, message.message_id, exchange)

    async def _admitted(self, update: Update, message: Message) -> bool:
        """Tell whether a person may ask yet; who asks too fast is told so once."""
        # Who writes in the name of a group has an account of Telegram's that all such people share.
        person = message.from_user.id if message.from_user and not message.sender_chat else None
        admission = self._services.manners.question(person, message.chat_id)
        if admission is Admission.NO:
            await self._services.sender.send(place_of(message), too_fast_reply(self._services.texts(update)))
        return admission is Admission.YES

    async def _answer_again(self, message: Message, question: str, exchange: Exchange, bot: Bot) -> None:
        reply = await self._reply(message, question, exchange.before, place_of(message), bot)
        await self._services.sender.edit(Posted(message.chat_id, exchange.answer_id), reply)
        again = Exchange(exchange.answer_id, question, exchange.before)
        self._services.memory.exchanges.keep(message.chat_id, message.message_id, again)

    async def _reply(self, message: Message, question: str, before: Turn | None, place: Place, bot: Bot) -> Reply:
        services, hint = self._services, self._hint(message)
        if said := small_talk(question):
            return self._small_talk(message, said, bot)
        async with services.sender.typing(place):
            found = await services.asker.ask(question, conversation_of(message), before, hint)
        if not found.answer.foreign:
            services.memory.preferences.heard(message.chat_id, found.answer.language)
        return reply_to_question(found, services, message.chat_id, bot)

    def _small_talk(self, message: Message, said: SmallTalk, bot: Bot) -> Reply:
        """Reply to what asks nothing, in its language; it is no question, and nothing is kept of it."""
        _ = self._services.memory.preferences.answer_texts(message.chat_id, said.language or self._hint(message))
        arrive = bool(bot.can_read_all_group_messages)
        return small_talk_reply(said, self._services.library, bot.username, arrive, _)

    def _hint(self, message: Message) -> Language:
        code = message.from_user.language_code if message.from_user else None
        return self._services.memory.preferences.language(message.chat_id, code)


def reply_to_question(
    found: Found, services: Services, chat_id: int, bot: Bot, asked: QuestionRef | None = None
) -> Reply:
    """Show an answer, or its refusal, in the chat's language; `asked` names the question where a button asked it."""
    answer, library = found
    _ = services.memory.preferences.answer_texts(chat_id, answer.language)
    if answer.answered:
        note = _(SPEAKS) if answer.foreign else ""
        reply = answer_reply(view_of(answer, asked), library, bot.username, _, note=note)
        if reply:
            return reply
    return refusal_reply(answer, library, _)
