"""The one place from which the bot writes: replies as calls of the Bot API. `bot.delivery` makes them."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import TelegramError

from bot.delivery import Delivery, Target
from bot.metrics import Metrics
from bot.origins import next_key
from bot.pacing import Pace
from bot.places import Place as Place
from bot.places import Posted as Posted
from bot.reply import Attachment, Button, Keyboard, Link, Reply, Toast
from bot.storage.outbox import Key, Outbox
from bot.stored_reply import pack, unpack

TYPING_AFTER: Final = 0.5  # seconds; what is quicker needs no sign
TYPING_LASTS: Final = 4.5  # seconds; https://core.telegram.org/bots/api#sendchataction: "5 seconds or less"
EDIT_SECONDS: Final = 60 * 60.0
QUERY_SECONDS: Final = 60.0
"""How long an edit, or the answer to a press or an inline query, is of use."""
MOST_SHOWN: Final = 10_000

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

logger = logging.getLogger(__name__)


class Sender:
    """Sends and edits replies. `forget` is called with the id of a chat that has left the bot for good."""

    def __init__(
        self, bot: Bot, pace: Pace, forget: Callable[[int], None], outbox: Outbox, metrics: Metrics | None = None
    ) -> None:
        self._bot, self._outbox = bot, outbox
        self.delivery = Delivery(bot.get_me, pace, outbox, forget, metrics or Metrics())
        # What messages show, so that one is not edited into what it is.
        self._shown: OrderedDict[Posted, Reply] = OrderedDict()

    async def send(self, place: Place, reply: Reply, key: Key | None = None) -> Posted | None:
        """Send a message; None where it did not arrive, or nobody knows whether it did.

        `key` names a message that no update in hand asks for; it is sent once, even after a kill.
        """

        async def call(to: Target) -> Message:
            return await self._bot.send_message(
                _known(to),
                reply.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=to.thread_id,
                reply_parameters=_quote(place),
                reply_markup=markup(reply.keyboard),
                link_preview_options=_NO_PREVIEW,
            )

        key = key or next_key()
        content = None if key else pack(place, reply)
        posted = await self.delivery.send(Target(place.chat_id, place.thread_id), call, key, content)
        self._show(posted, reply)
        return posted

    async def send_file(self, place: Place, attachment: Attachment, reply: Reply) -> Posted | None:
        """Send a file with a message below it, of a caption's length; None as with `send`."""

        async def call(to: Target) -> Message:
            send = self._bot.send_photo if attachment.picture else self._bot.send_document
            return await send(
                _known(to),
                InputFile(attachment.content, attachment.name),
                caption=reply.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=to.thread_id,
                reply_markup=markup(reply.keyboard),
            )

        return await self.delivery.send(Target(place.chat_id, place.thread_id), call, next_key(), None)

    async def send_waiting(self) -> None:
        """Send what an earlier run left that no update will make again."""
        for entry in await self._outbox.waiting():
            place, reply = unpack(entry.content or "")
            await self.send(place, reply, entry.key)
            self._outbox.close(entry.key.origin)

    async def edit(self, posted: Posted, reply: Reply) -> None:
        """Put a reply in place of a message; nothing happens where it is the same."""
        if self._shown.get(posted) == reply:
            return

        async def call(to: Target) -> Message | bool:
            return await self._bot.edit_message_text(
                reply.html,
                chat_id=to.chat_id,
                message_id=posted.message_id,
                inline_message_id=posted.inline_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(reply.keyboard),
                link_preview_options=_NO_PREVIEW,
            )

        self._shown.pop(posted, None)
        if await self.delivery.repeat(Target(posted.chat_id), call, EDIT_SECONDS):
            self._show(posted, reply)

    async def answer_press(self, query: CallbackQuery, toast: Toast) -> None:
        """Answer a pressed button, so that it stops waiting; one pressed long ago cannot be, which harms nobody."""
        await self._answer(lambda: query.answer(toast.text or None, show_alert=toast.alert))

    async def answer_inline(self, query: InlineQuery, results: Sequence[InlineQueryResultArticle], **how: Any) -> None:
        """Answer an inline query; one asked long ago cannot be."""
        await self._answer(lambda: query.answer(results, **how))

    async def answer_guest(self, query_id: str, result: InlineQueryResultArticle) -> None:
        """Answer a message from a chat that the bot is not in."""
        await self._answer(lambda: self._bot.answer_guest_query(query_id, result))

    @asynccontextmanager
    async def typing(self, place: Place) -> AsyncIterator[None]:
        """Show that the bot is writing while the body runs, if that takes a while."""
        task = asyncio.create_task(self._type(place))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _type(self, place: Place) -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            try:
                await self._bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id)
            except TelegramError as error:
                logger.debug("no typing sign: %s", error)
                return
            await asyncio.sleep(TYPING_LASTS)

    async def _answer(self, answer: Callable[[], Awaitable[Any]]) -> None:
        # Of no chat whose limit they would count towards, but of the bot's.
        try:
            await self.delivery.repeat(Target(None), lambda _: answer(), QUERY_SECONDS)
        except TelegramError as error:
            logger.warning("a query could not be answered: %s", error)

    def _show(self, posted: Posted | None, reply: Reply) -> None:
        if posted is None:
            return
        self._shown[posted] = reply
        self._shown.move_to_end(posted)
        while len(self._shown) > MOST_SHOWN:
            self._shown.popitem(last=False)


def posted_of(query: CallbackQuery) -> Posted | None:
    """Give the message of a pressed button."""
    if query.inline_message_id:
        return Posted(inline_id=query.inline_message_id)
    return Posted(query.message.chat.id, query.message.message_id) if query.message else None


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Give a keyboard as the Bot API takes it."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard]) if keyboard else None


def _button(button: Button | Link) -> InlineKeyboardButton:
    if isinstance(button, Link):
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)


def _quote(place: Place) -> ReplyParameters | None:
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None


def _known(target: Target) -> int:
    if target.chat_id is None:
        raise TypeError("a message goes to a chat")
    return target.chat_id
