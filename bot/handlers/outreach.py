"""`/daily`, `/stop` and `/random`."""

import datetime as dt
from secrets import choice as any_of
from typing import Any, Final

from telegram import CallbackQuery, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.choices import Choice, of_kind, read_choice
from bot.handlers.stopping import last
from bot.replies import outreach
from bot.replies.privacy import private_only_reply
from bot.reply import Reply, Toast
from bot.sending import posted_of
from bot.services import Services, place_of
from bot.storage.subscriptions import Subscription
from bot.texts import Texts

_CHATS: Final = (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE
_MOST_OFFSET: Final = 14 * 60


class Outreach:
    """Sends facts to whoever wants some."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        return [
            CommandHandler("daily", last(self.daily), _CHATS),
            CommandHandler("stop", last(self.stop), _CHATS),
            CommandHandler("random", last(self.random), _CHATS),
            CallbackQueryHandler(last(self.press), of_kind("daily", "hours", "clocks", "stop", "random")),
        ]

    async def daily(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Offer the hours."""
        message, _ = update.effective_message, self._services.texts(update)
        if message is None:
            return
        if message.chat.type != message.chat.PRIVATE:
            await self._services.sender.send(place_of(message), private_only_reply(_))
            return
        known = await self._services.memory.subscriptions.find(message.chat_id)
        await self._services.sender.send(
            place_of(message), outreach.daily_reply(known, _offset(known, update), _now(), _)
        )

    async def stop(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """End the daily facts."""
        message, _ = update.effective_message, self._services.texts(update)
        if message:
            was_subscribed = await self._services.memory.subscriptions.stop(message.chat_id)
            await self._services.sender.send(place_of(message), outreach.stopped_reply(was_subscribed, _))

    async def random(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send any fact."""
        message = update.effective_message
        reply = self._random(context.bot.username, self._services.texts(update))
        if message and reply:
            await self._services.sender.send(place_of(message), reply)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of these says, in its message."""
        query = update.callback_query
        pressed = read_choice(query.data or "") if query else None
        if query is None or pressed is None:
            return
        await self._services.sender.answer_press(query, Toast())
        posted = posted_of(query)
        reply = await self._pressed(update, query, pressed, context.bot.username)
        if posted and reply:
            await self._services.sender.edit(posted, reply)

    async def _pressed(self, update: Update, query: CallbackQuery, pressed: Choice, username: str) -> Reply | None:
        _, subscriptions = self._services.texts(update), self._services.memory.subscriptions
        if pressed.kind == "random":
            return self._random(username, _)
        if query.message is None or query.message.chat.type != query.message.chat.PRIVATE:
            return None
        chat_id = query.message.chat.id
        if pressed.kind == "stop":
            return outreach.stopped_reply(await subscriptions.stop(chat_id), _)
        if pressed.kind == "clocks":
            return outreach.clocks_reply(_now(), _)
        if pressed.kind == "hours":
            return outreach.daily_reply(await subscriptions.find(chat_id), _bounded(pressed.fields[0]), _now(), _)
        hour, offset = min(int(pressed.fields[0]), 23), _bounded(pressed.fields[1])
        one = await subscriptions.subscribe(Subscription(chat_id, hour, offset, _.language), _now())
        return outreach.subscribed_reply(one, _now(), _)

    def _random(self, username: str, _: Texts) -> Reply | None:
        library = self._services.library
        facts = library.index.passages(_.language) or library.index.passages("en")
        return outreach.random_reply(any_of(facts), library, username, _) if facts else None


def _offset(known: Subscription | None, update: Update) -> int:
    user = update.effective_user
    return known.offset_minutes if known else outreach.default_offset(user.language_code if user else None)


def _bounded(minutes: str) -> int:
    return max(-_MOST_OFFSET, min(_MOST_OFFSET, int(minutes)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
