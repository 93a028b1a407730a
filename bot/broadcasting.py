"""Broadcasts on their way, and on their way again after a restart."""

import asyncio
import logging
from typing import Final

from bot.replies.broadcasts import broadcast_reply, done_reply
from bot.sending import Place
from bot.services import Services
from bot.storage.broadcasts import Broadcast

AT_ONCE: Final = 8

logger = logging.getLogger(__name__)


class Broadcasting:
    """Sends broadcasts one after the other, each to all its chats, at the pace of the sender."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._news = asyncio.Event()

    def begun(self) -> None:
        """Say that there is a new one."""
        self._news.set()

    async def run(self) -> None:
        """Send what is unfinished, and what comes, until cancelled."""
        while True:
            self._news.clear()
            try:
                for broadcast in await self._services.memory.broadcasts.unfinished():
                    await self._send(broadcast)
            # One that cannot go on must not keep the next one from going.
            except Exception:
                logger.exception("a broadcast stopped; it goes on when the next one begins, or the bot starts again")
            await self._news.wait()

    async def _send(self, broadcast: Broadcast) -> None:
        await asyncio.gather(*(self._work(broadcast) for _ in range(AT_ONCE)))
        outcome = await self._services.memory.broadcasts.finish(broadcast.id)
        logger.info("broadcast %d: %d sent, %d failed", broadcast.id, outcome.sent, outcome.failed)
        if broadcast.author_id is not None:
            _ = self._services.memory.preferences.texts(broadcast.author_id, None)
            await self._services.sender.send(Place(broadcast.author_id), done_reply(outcome, _))

    async def _work(self, broadcast: Broadcast) -> None:
        broadcasts = self._services.memory.broadcasts
        while (chat_id := await broadcasts.next_chat(broadcast.id)) is not None:
            posted = await self._services.sender.send(Place(chat_id), broadcast_reply(broadcast.text))
            await broadcasts.note(broadcast.id, chat_id, sent=posted is not None)
