"""Documents that admins send, remove, or change in the folder: `/add`, `/remove`, `/reload`."""

import logging
from collections.abc import Awaitable
from typing import Any

from telegram import Document, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.choices import of_kind, read_choice
from bot.documents import MOST_BYTES, endings
from bot.errors import BotError
from bot.handlers.admins import AdminChat, Admins, admins_only
from bot.handlers.stopping import last
from bot.replies import documents
from bot.replies.pages import trouble_reply
from bot.reply import Reply, Toast
from bot.sending import Place, Posted, posted_of
from bot.services import Services, place_of
from bot.texts import Texts
from bot.upkeep import Change, Upkeep
from index import IndexingError

logger = logging.getLogger(__name__)


class DocumentUpkeep:
    """Lets admins change what the bot knows."""

    def __init__(self, services: Services, admins: Admins, upkeep: Upkeep) -> None:
        self._services, self._admins, self._upkeep = services, admins, upkeep

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Give the handlers."""
        chat = AdminChat(self._admins)
        return [
            CommandHandler("add", last(self.how), chat),
            CommandHandler("remove", last(self.list_removable), chat),
            CommandHandler("reload", last(self.reload), chat),
            MessageHandler(chat & filters.Document.ALL, last(self.received)),
            CallbackQueryHandler(last(admins_only(self._admins, self._services, self.press)), of_kind("add", "remove")),
        ]

    async def how(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """Say how to add a document."""
        _ = self._services.texts(update)
        await self._send(update, documents.how_to_add_reply(endings(), MOST_BYTES // 2**20, _))

    async def received(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Read a document, show what was read, and ask whether to take it in."""
        message, _ = update.effective_message, self._services.texts(update)
        document = message.document if message else None
        if message is None or document is None:
            return
        name = document.file_name or "document"
        refusal = _refusal(document, name, _)
        if refusal:
            await self._send(update, documents.refused_reply(refusal, _))
            return
        async with self._services.sender.typing(place_of(message)):
            try:
                file = await context.bot.get_file(document.file_id)
                content = bytes(await file.download_as_bytearray())
                received = await self._upkeep.read(name, content)
            except (IndexingError, BotError, TelegramError) as error:
                await self._send(update, documents.refused_reply(str(error), _))
                return
        replaces = self._upkeep.documents.has(received.name)
        await self._send(update, documents.received_reply(received, replaces, _))

    async def list_removable(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002 - PTB's signature
        """List the documents that were added."""
        await self._send(
            update, documents.removable_reply(self._upkeep.documents.added(), self._services.texts(update))
        )

    async def reload(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Take in what the operator changed in the folder."""
        message, _ = update.effective_message, self._services.texts(update)
        posted = await self._services.sender.send(place_of(message), documents.working_reply(_)) if message else None
        if posted:
            change = self._change(self._upkeep.reload(), posted, "", documents.up_to_date_reply(_), _)
            context.application.create_task(change, update)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Add or remove a document, or let it be."""
        query, _ = update.callback_query, self._services.texts(update)
        pressed = read_choice(query.data or "") if query else None
        posted = posted_of(query) if query else None
        if query is None or pressed is None or posted is None:
            return
        await self._services.sender.answer_press(query, Toast())
        token, confirmed = pressed.fields
        gone = documents.gone_reply(_)
        if confirmed == "0":
            if pressed.kind == "add":
                self._upkeep.documents.drop(token)
            await self._services.sender.edit(posted, documents.cancelled_document_reply(_))
        elif confirmed == "?":
            one = self._upkeep.documents.find(token)
            await self._services.sender.edit(posted, documents.confirm_removal_reply(one, _) if one else gone)
        else:
            await self._services.sender.edit(posted, documents.working_reply(_))
            adds = pressed.kind == "add"
            work = self._upkeep.add(token) if adds else self._upkeep.remove(token)
            done = documents.added_text(_) if adds else documents.removed_text(_)
            # Apart from the press, so that the admin's next questions are answered meanwhile.
            context.application.create_task(self._change(work, posted, done, gone, _), update)

    async def _change(
        self, work: Awaitable[Change | None], posted: Posted, done: str, nothing: Reply, _: Texts
    ) -> None:
        """Wait for a change and say in its message what was done; `nothing` where there was nothing to do."""
        try:
            change = await work
        except (IndexingError, BotError) as error:
            reply = documents.refused_reply(str(error), _)
        except Exception:
            logger.exception("the documents could not be changed")
            reply = trouble_reply(_)
        else:
            reply = documents.changed_reply(done.format(name=change.name), change.report, _) if change else nothing
        await self._services.sender.edit(posted, reply)

    async def _send(self, update: Update, reply: Reply) -> None:
        if update.effective_message:
            place: Place = place_of(update.effective_message)
            await self._services.sender.send(place, reply)


def _refusal(document: Document, name: str, _: Texts) -> str | None:
    """Say why a document is not even fetched."""
    if not name.lower().endswith(tuple(endings())):
        return _("I can read files of these kinds: {endings}").format(endings=", ".join(endings()))
    if (document.file_size or 0) > MOST_BYTES:
        return _("The file is larger than {megabytes} MB. Please split it.").format(megabytes=MOST_BYTES // 2**20)
    return None
