"""The one place from which the bot writes into chats: limits of speed, retries, and what Telegram refuses."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.pacing import Pace
from bot.reply import Attachment, Button, Keyboard, Link, Reply, Toast

MOST_ATTEMPTS: Final = 4
FIRST_PAUSE: Final = 0.5  # seconds before the second attempt; each further pause is twice as long
LONGEST_WAIT: Final = timedelta(minutes=2)
"""A chat that Telegram holds back for longer than this gets no reply: its person has gone away."""

TYPING_AFTER: Final = 0.5  # seconds; what is quicker needs no sign
TYPING_LASTS: Final = 4.5  # seconds; https://core.telegram.org/bots/api#sendchataction: "5 seconds or less"

_GONE: Final = (
    "chat not found",
    "user is deactivated",
    "not enough rights to send",
    "have no rights to send",
    "peer_id_invalid",
)
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: a chat, its topic, and the message that it answers."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's that can be edited: in a chat, or sent by a person from an inline result."""

    chat_id: int | None = None
    message_id: int | None = None
    inline_id: str | None = None


class Sender:
    """Sends and edits replies. `forget` is called with the id of a chat that the bot can no longer write to."""

    def __init__(self, bot: Bot, pace: Pace, forget: Callable[[int], None]) -> None:
        self._bot, self._pace, self._forget = bot, pace, forget

    async def send(
        self, place: Place, reply: Reply, begin: Callable[[], Awaitable[None]] | None = None
    ) -> Posted | None:
        """Send a message; None where it did not arrive, or nobody knows whether it did.

        `begin` is awaited at the last moment at which it surely has not.
        """
        quote = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None

        async def call(chat_id: int | None) -> Message:
            if begin:
                await begin()
            return await self._bot.send_message(
                chat_id or place.chat_id,
                reply.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.thread_id,
                reply_parameters=quote,
                reply_markup=markup(reply.keyboard),
                link_preview_options=_NO_PREVIEW,
            )

        message = await self._deliver(place.chat_id, call, repeatable=False)
        return Posted(message.chat_id, message.message_id) if message else None

    async def send_file(self, place: Place, attachment: Attachment, reply: Reply) -> Posted | None:
        """Send a file with a message below it, of a caption's length; None as with `send`."""

        async def call(chat_id: int | None) -> Message:
            send = self._bot.send_photo if attachment.picture else self._bot.send_document
            return await send(
                chat_id or place.chat_id,
                InputFile(attachment.content, attachment.name),
                caption=reply.html,
                parse_mode=ParseMode.HTML,
                message_thread_id=place.thread_id,
                reply_markup=markup(reply.keyboard),
            )

        message = await self._deliver(place.chat_id, call, repeatable=False)
        return Posted(message.chat_id, message.message_id) if message else None

    async def edit(self, posted: Posted, reply: Reply) -> None:
        """Put a reply in place of a message; nothing happens where it is the same."""

        async def call(chat_id: int | None) -> Message | bool:
            return await self._bot.edit_message_text(
                reply.html,
                chat_id=chat_id,
                message_id=posted.message_id,
                inline_message_id=posted.inline_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(reply.keyboard),
                link_preview_options=_NO_PREVIEW,
            )

        await self._deliver(posted.chat_id, call, repeatable=True)

    async def answer_press(self, query: CallbackQuery, toast: Toast) -> None:
        """Answer a pressed button, so that it stops waiting; one pressed long ago cannot be, which harms nobody."""
        try:
            await query.answer(toast.text or None, show_alert=toast.alert)
        except TelegramError as error:
            logger.info("a pressed button could not be answered: %s", error)

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

    async def _deliver(
        self, chat_id: int | None, call: Callable[[int | None], Awaitable[T]], *, repeatable: bool
    ) -> T | None:
        """Make a call until it is done, refused, or has to be given up.

        `repeatable`: doing it twice is doing it once. What is not is never repeated after an error that leaves open
        whether it was done. Raises BadRequest for a mistake of ours.
        """
        for attempt in range(MOST_ATTEMPTS):
            try:
                async with self._pace.turn(chat_id):
                    return await call(chat_id)
            except RetryAfter as error:
                wait = _seconds(error)
                if wait > LONGEST_WAIT.total_seconds():
                    logger.warning("chat %s may not be written to for %.0f s; a message is given up", chat_id, wait)
                    return None
            except ChatMigrated as error:
                chat_id, wait = error.new_chat_id, 0.0
            except (Forbidden, BadRequest) as error:
                self._refused(chat_id, error)
                return None
            except NetworkError as error:
                if not (repeatable or not_done(error)):
                    logger.warning(
                        "a message to chat %s may have arrived or not, and is not sent again: %s", chat_id, error
                    )
                    return None
                wait = FIRST_PAUSE * 2**attempt
            await asyncio.sleep(wait)
        logger.error("a message to chat %s is given up after %d attempts", chat_id, MOST_ATTEMPTS)
        return None

    def _refused(self, chat_id: int | None, error: TelegramError) -> None:
        """Forget a chat that is gone, pass over an edit that changes nothing or comes too late; raise what remains."""
        text = str(error).lower()
        if isinstance(error, Forbidden) or any(sign in text for sign in _GONE):
            logger.info("chat %s is gone: %s", chat_id, error)
            if chat_id is not None:
                self._forget(chat_id)
        elif "message is not modified" in text or "message to edit not found" in text or "message_id_invalid" in text:
            logger.debug("nothing to edit: %s", error)
        else:
            raise error


def posted_of(query: CallbackQuery) -> Posted | None:
    """Give the message of a pressed button."""
    if query.inline_message_id:
        return Posted(inline_id=query.inline_message_id)
    return Posted(query.message.chat.id, query.message.message_id) if query.message else None


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Give a keyboard as the Bot API takes it."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard]) if keyboard else None


def not_done(error: NetworkError) -> bool:
    """Tell whether Telegram surely did not do what was asked: it was never reached, or it answered with a refusal."""
    import httpx

    cause = error.__cause__
    if isinstance(cause, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        return True
    # Without a cause it is an answer of the server's (5xx); behind a gateway that timed out it may still be done.
    return cause is None and "gateway time" not in str(error).lower()


def _button(button: Button | Link) -> InlineKeyboardButton:
    if isinstance(button, Link):
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
