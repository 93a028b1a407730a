"""`/stats` and `/gaps`, for admins."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.apart import run_apart
from bot.charts import draw_statistics
from bot.choices import of_kind, read_choice
from bot.gaps import Gap, find_gaps
from bot.handlers.admins import AdminChat, Admins, admins_only
from bot.handlers.stopping import last
from bot.replies import reports
from bot.reply import Attachment, Reply, Toast
from bot.sending import Place, posted_of
from bot.services import Services, place_of
from bot.storage.feedback import DAYS_KEPT
from bot.storage.reports import DAYS, missed, statistics

APART_SECONDS: Final = 120.0


class Reports:
    """Tells admins how the bot is used. `data` and `model`: where the model lies that tells what questions mean."""

    def __init__(self, services: Services, admins: Admins, data: Path, model: str) -> None:
        self._services, self._admins = services, admins
        self._data, self._model = data, model

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        chat = AdminChat(self._admins)
        return [
            CommandHandler("stats", last(self.stats), chat),
            CommandHandler("gaps", last(self.gaps), chat),
            CallbackQueryHandler(last(admins_only(self._admins, self._services, self.press)), of_kind("gap")),
        ]

    async def stats(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Send statistics as a picture with the text."""
        message, _ = update.effective_message, self._services.texts(update)
        if message is None:
            return
        async with self._services.sender.typing(place_of(message)):
            seen = await self._services.memory.database.run(lambda connection: statistics(connection, DAYS))
            picture = await run_apart(draw_statistics, seen, _, seconds=APART_SECONDS)
        attachment = Attachment("statistics.png", picture, picture=True)
        await self._services.sender.send_file(place_of(message), attachment, reports.statistics_reply(seen, _))

    async def gaps(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """List what people ask in vain."""
        message = update.effective_message
        if message is None:
            return
        async with self._services.sender.typing(place_of(message)):
            found = await self._gaps()
        reply = reports.gaps_reply(found, DAYS_KEPT, self._services.texts(update))
        await self._services.sender.send(place_of(message), reply)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Hand a group of questions over as a file."""
        query, _ = update.callback_query, self._services.texts(update)
        pressed = read_choice(query.data or "") if query else None
        posted = posted_of(query) if query else None
        if query is None or pressed is None or posted is None or posted.chat_id is None:
            return
        gap = next((gap for gap in await self._gaps() if reports.gap_key(gap) == pressed.fields[0]), None)
        if gap is None:
            await self._services.sender.answer_press(query, Toast(_("These questions are no longer stored.")))
            return
        await self._services.sender.answer_press(query, Toast())
        await self._services.sender.send_file(
            Place(posted.chat_id), reports.gap_file(gap), Reply(reports.gap_title(gap))
        )

    async def _gaps(self) -> Sequence[Gap]:
        found = await self._services.memory.database.run(lambda connection: missed(connection, DAYS_KEPT))
        return await run_apart(find_gaps, found, self._data, self._model, seconds=APART_SECONDS)
