import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.preview import Conversation, StandIn

LONG_QUOTE = "A sentence that goes on for a while, so that the quote is longer than it shows. " * 6


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
async def api(telegram: StandIn) -> AsyncIterator[Bot]:
    """The Bot API as python-telegram-bot speaks it."""
    async with Bot(telegram.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot") as bot:
        yield bot


@pytest.fixture
def anna(telegram: StandIn) -> Conversation:
    """A private chat in which somebody pressed Start, the bot having seen it."""
    chat = telegram.chat(telegram.person("Anna", username="anna"))
    chat.start()
    telegram.world.updates.pending.clear()
    return chat


@pytest.fixture
def echo_bot(telegram: StandIn) -> Iterator[None]:
    """A small real bot, polling the stand-in from a thread of its own."""
    with running(telegram):
        yield


@contextmanager
def running(telegram: StandIn) -> Iterator[None]:
    started = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def work() -> None:
        app: Any = (
            Application.builder()
            .token(telegram.token)
            .base_url(f"{telegram.url}/bot")
            .base_file_url(f"{telegram.url}/file/bot")
            .build()
        )
        for handler in _handlers():
            app.add_handler(handler)
        async with app:
            await app.bot.set_my_commands([("start", "Begin"), ("help", "What I can do")])
            await app.bot.set_my_commands([("start", "始める")], language_code="ja")
            await app.bot.set_my_description("I say again what you say.")
            await app.start()
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            started.set()
            await stop.wait()
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    assert started.wait(20)
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def _handlers() -> list[Any]:
    return [
        MessageHandler(filters.UpdateType.GUEST_MESSAGE, _guest),
        CommandHandler("start", _start),
        CommandHandler("help", _help),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, _edited),
        MessageHandler(filters.Document.ALL, _document),
        MessageHandler(filters.PHOTO | filters.VOICE | filters.Sticker.ALL, _media),
        MessageHandler(filters.TEXT & ~filters.VIA_BOT, _echo),
        CallbackQueryHandler(_pressed),
        InlineQueryHandler(_inline),
    ]


async def _start(update: Any, context: Any) -> None:
    keys = [
        [InlineKeyboardButton("Toast", callback_data="toast"), InlineKeyboardButton("Alert", callback_data="alert")],
        [InlineKeyboardButton("Change", callback_data="change")],
        [InlineKeyboardButton("Try inline", switch_inline_query_current_chat="trees")],
    ]
    said = " ".join(context.args) or "nothing"
    await update.effective_message.reply_html(f"Started with <b>{said}</b>.", reply_markup=InlineKeyboardMarkup(keys))


async def _help(update: Any, context: Any) -> None:
    address = f"https://t.me/{context.bot.username}?start=shared"
    share = f"https://t.me/share/url?{urlencode({'url': address, 'text': 'Look at this'})}"
    await update.effective_message.reply_html(
        f"<i>Help</i> <code>x &lt; y</code> <tg-spoiler>secret</tg-spoiler> <a href='{address}'>the link</a>\n"
        f"<blockquote expandable>{LONG_QUOTE}</blockquote>&lt;img src=x onerror=alert(1)&gt;",
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Share", url=share)]]),
    )


async def _echo(update: Any, context: Any) -> None:
    await update.effective_chat.send_action("typing")
    await update.effective_message.reply_text(f"You said: {update.effective_message.text}")


async def _edited(update: Any, context: Any) -> None:
    await update.effective_message.reply_text(f"Now you say: {update.effective_message.text}")


async def _document(update: Any, context: Any) -> None:
    document = update.effective_message.document
    file = await document.get_file()
    content = bytes(await file.download_as_bytearray())
    await update.effective_message.reply_document(content[::-1], filename=f"reversed-{document.file_name}")


async def _media(update: Any, context: Any) -> None:
    message = update.effective_message
    if message.photo:
        photo = message.photo[-1]
        await message.reply_text(f"A photo of {photo.width} by {photo.height}: {message.caption}")
    else:
        await message.reply_text("A voice." if message.voice else f"A sticker: {message.sticker.emoji}")


async def _guest(update: Any, context: Any) -> None:
    content = InputTextMessageContent(f"A guest hears: {update.guest_message.text}")
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Change", callback_data="change")]])
    result = InlineQueryResultArticle("guest", "Guest", content, reply_markup=keys)
    await update.guest_message.answer_guest_query(result)


async def _pressed(update: Any, context: Any) -> None:
    query = update.callback_query
    await query.answer(f"This is a {query.data}.", show_alert=query.data == "alert")
    if query.data == "change":
        await query.edit_message_text("Changed.")


async def _inline(update: Any, context: Any) -> None:
    query = update.inline_query.query
    results = [
        InlineQueryResultArticle(
            str(number),
            f"Passage {number} on {query}",
            InputTextMessageContent(f"<b>{number}</b> {query}", parse_mode="HTML"),
            description="What it says",
        )
        for number in range(3)
    ]
    await update.inline_query.answer(results if query else [])
