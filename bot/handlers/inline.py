"""Inline mode (`@bot question` in any chat) and guest messages (the same, sent into a chat that the bot is not in)."""

from dataclasses import replace
from typing import Any, Final

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler, TypeHandler

from bot.addressing import guest_question, said_before
from bot.buttons import View
from bot.leaning import MOST_SAID
from bot.library import Library, ref_of
from bot.limits import INLINE_CACHE_SECONDS
from bot.quotas import Admission
from bot.replies.answers import answer_reply, refusal_reply
from bot.replies.small_talk import small_talk_reply
from bot.reply import Reply
from bot.sending import markup
from bot.services import Services
from bot.telegram_html import cut
from bot.texts import Texts, texts
from index import Language, Match, Turn, small_talk

POPULAR: Final = 10
MOST_RESULTS: Final = 5
MOST_TITLE: Final = 80
MOST_SNIPPET: Final = 160


class Inline:
    """Offers passages above the input line."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [InlineQueryHandler(self.query), TypeHandler(Update, self.guest)]

    async def query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offer ranked passages; popular questions where nothing is asked."""
        query = update.inline_query
        # Who types faster than anybody can gets no list; the next letter a moment later does.
        if query is None or self._services.manners.queries.admit(query.from_user.id) is not Admission.YES:
            return
        _, text = self._services.texts(update), query.query.strip()
        asks = bool(text) and not small_talk(text)
        results, button = await self._found(text, _, context) if asks else (await self._popular(_, context), None)
        # Personal, since the same words may be asked in two languages.
        await self._services.sender.answer_inline(
            query, results, cache_time=INLINE_CACHE_SECONDS, is_personal=True, button=button
        )

    async def guest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question from a chat that the bot is not in."""
        message = update.guest_message
        if message is None or not message.guest_query_id:
            return
        question, language = guest_question(message, context.bot), self._services.texts(update).language
        if said := small_talk(question):
            _ = texts(said.language or language)
            reply = small_talk_reply(said, self._services.library, context.bot.username, mentions_arrive=True, _=_)
        else:
            reply = await self._answer_guest(question, language, message, context)
        # The bot cannot ask further in a chat that it is not in, so it offers nothing to ask.
        await self._services.sender.answer_guest(message.guest_query_id, _article("guest", question, "", reply))

    async def _answer_guest(
        self, question: str, language: Language, message: Message, context: ContextTypes.DEFAULT_TYPE
    ) -> Reply:
        said = said_before(message, question, context.bot)[:MOST_SAID]
        turn = Turn(" ".join(said.split()), None, language) if said else None
        answer, library = await self._services.asker.ask_alone(question, language, turn)
        shown = self._shown(answer.matches[0], answer.language, library, context) if answer.answered else None
        return shown or refusal_reply(replace(answer, suggestions=()), library, texts(answer.language))

    async def _found(
        self, text: str, _: Texts, context: ContextTypes.DEFAULT_TYPE
    ) -> tuple[list[InlineQueryResultArticle], InlineQueryResultsButton | None]:
        answer, library = await self._services.asker.search(text, _.language, top=MOST_RESULTS)
        if not answer.answered:
            return [], InlineQueryResultsButton(_("No answer in my documents. Ask me in a chat"), start_parameter="ask")
        return [
            result for match in answer.matches if (result := self._result(match, answer.language, library, context))
        ], None

    async def _popular(self, _: Texts, context: ContextTypes.DEFAULT_TYPE) -> list[InlineQueryResultArticle]:
        library = self._services.library
        results = []
        for question in library.index.examples(_.language, POPULAR):
            (answer, _used), ref = (
                await self._services.asker.search(question, _.language),
                library.question_ref(question),
            )
            if not answer.answered or ref is None:
                continue
            view = View((ref_of(answer.matches[0]),), asked=ref)
            if reply := answer_reply(view, library, context.bot.username, _):
                results.append(_article(f"q{ref}", question, answer.matches[0].sentence, reply))
        return results

    def _result(
        self, match: Match, asker: Language, library: Library, context: ContextTypes.DEFAULT_TYPE
    ) -> InlineQueryResultArticle | None:
        reply = self._shown(match, asker, library, context)
        # The section alone tells results of one document apart; a phone cuts the title after some 30 letters.
        title = match.passage.section or match.passage.title
        return _article(str(ref_of(match)), title, match.sentence, reply) if reply else None

    def _shown(
        self, match: Match, asker: Language, library: Library, context: ContextTypes.DEFAULT_TYPE
    ) -> Reply | None:
        view = View((ref_of(match),), asker=asker if asker != match.passage.language else None)
        return answer_reply(view, library, context.bot.username, texts(asker))


def _article(name: str, title: str, snippet: str, reply: Reply) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        name,
        cut(title, MOST_TITLE) or "…",
        InputTextMessageContent(
            reply.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        description=cut(snippet, MOST_SNIPPET),
        reply_markup=markup(reply.keyboard),
    )
