"""Pressed buttons."""

import logging
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes

from bot import buttons
from bot.buttons import AskQuestion, AskText, ChooseLanguage, GiveReason, Press, Rate, ShowSources, Translate, View
from bot.choices import of_no_kind
from bot.handlers.questions import reply_to_question
from bot.quotas import Admission
from bot.replies import pages
from bot.replies.answers import answer_reply
from bot.replies.pages import TOO_FAST
from bot.reply import Reply, Toast
from bot.sending import Place, posted_of
from bot.services import Services, thread_of
from bot.storage.conversations import ConversationKey
from bot.storage.errors import DatabaseError
from bot.storage.feedback import Opinion
from bot.texts import N_, Texts

logger = logging.getLogger(__name__)


class Presses:
    """Does what a button says."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [CallbackQueryHandler(self.press, of_no_kind)]

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the press at once, then do what it asks for."""
        query = update.callback_query
        if query is None:
            return
        press = buttons.read_press(query.data or "")
        _ = self._services.texts(update)
        if not self._admitted(query, press):
            await self._say(query, _(TOO_FAST))
            return
        if press is None:
            await self._say(query, _("This button is from an older version. Please ask again."))
        elif isinstance(press, (AskQuestion, AskText)):
            await self._ask(query, press, _, context)
        elif isinstance(press, ShowSources):
            await self._say(query)
            sources = self._services.library.index.sources()
            await self._edit(query, pages.sources_reply(sources, press.page, _))
        elif isinstance(press, ChooseLanguage):
            await self._choose_language(update, query, press)
        else:
            await self._show(query, press, _, context)

    def _admitted(self, query: CallbackQuery, press: Press | None) -> bool:
        """Tell whether a person may press yet; a button that asks counts as a question."""
        manners, person = self._services.manners, query.from_user.id
        if isinstance(press, (AskQuestion, AskText)):
            return manners.question(person, _chat_id(query)) is Admission.YES
        return manners.presses.admit(person) is Admission.YES

    async def _show(self, query: CallbackQuery, press: Press, _: Texts, context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            view, thanks = await self._followed(query, press)
        except DatabaseError as error:
            logger.error("an opinion could not be kept: %s", error)
            await self._say(query, pages.trouble_reply(_).html, alert=True)
            return
        match = self._services.library.match(view.shown) if view else None
        if view is None or match is None:
            await self._say(query, _("My documents have changed since then. Please ask again."), alert=True)
            return
        chat_id = _chat_id(query)
        shown = self._services.memory.preferences.answer_texts(chat_id, view.asker or match.passage.language)
        reply = answer_reply(view, self._services.library, context.bot.username, shown)
        await self._say(query, shown(thanks) if thanks else "")
        if reply:
            await self._edit(query, reply)

    async def _followed(self, query: CallbackQuery, press: Press) -> tuple[View | None, str]:
        """Give the view that a press leads to, and what is said to it; an opinion is recorded."""
        if isinstance(press, View):
            return press, ""
        if isinstance(press, Translate):
            return self._services.library.translated(press.view, press.language), ""
        if isinstance(press, Rate):
            await self._record(query, press.view, press.good)
            if press.good:
                return replace(press.view, face="passage"), N_("Thank you!")
            return replace(press.view, face="reasons"), N_("Thank you! What's wrong with it?")
        if isinstance(press, GiveReason):
            await self._record(query, press.view, good=False, reason=press.reason)
            return replace(press.view, face="passage"), N_("Thank you, I've made a note of it.")
        return None, ""

    async def _record(self, query: CallbackQuery, view: View, good: bool, reason: buttons.Reason | None = None) -> None:
        question = self._services.library.question(view.asked) if view.asked else None
        if question is None and query.message:
            question = self._services.memory.exchanges.question(query.message.chat.id, query.message.message_id)
        match = self._services.library.match(view.shown)
        if match:
            opinion = Opinion(view.shown, good, match.passage.language, question, reason)
            await self._services.memory.feedback.record_now(opinion, query.from_user.id)

    async def _ask(
        self, query: CallbackQuery, press: AskQuestion | AskText, _: Texts, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        asked = press.question if isinstance(press, AskQuestion) else None
        question = press.text if isinstance(press, AskText) else self._services.library.question(press.question)
        message = query.message
        if not question or not isinstance(message, Message):
            await self._say(query, _("My documents have changed since then. Please ask again."), alert=True)
            return
        await self._say(query)
        place = Place(message.chat_id, thread_of(message))
        key = ConversationKey(place.chat_id, place.thread_id)
        # A question from a button stands alone, whatever was said before it.
        found = await self._services.asker.ask(question, key, None, _.language)
        self._services.memory.preferences.heard(message.chat_id, found.answer.language)
        reply = reply_to_question(found, self._services, message.chat_id, context.bot, asked)
        await self._services.sender.send(place, reply)

    async def _choose_language(self, update: Update, query: CallbackQuery, press: ChooseLanguage) -> None:
        self._services.memory.preferences.fix(_chat_id(query), press.language)
        _ = self._services.texts(update)
        await self._say(query, _("I'll remember that."))
        await self._edit(query, pages.language_reply(press.language, _))

    async def _say(self, query: CallbackQuery, text: str = "", *, alert: bool = False) -> None:
        await self._services.sender.answer_press(query, Toast(text, alert))

    async def _edit(self, query: CallbackQuery, reply: Reply) -> None:
        posted = posted_of(query)
        if posted:
            await self._services.sender.edit(posted, reply)


def _chat_id(query: CallbackQuery) -> int:
    """Give the chat of the message; where an inline message does not tell it, the person."""
    return query.message.chat.id if query.message else query.from_user.id
