"""Broadcasts on their way, and on their way again after a restart."""

import asyncio
import logging
from typing import Final

from bot.replies.broadcasts import broadcast_reply, done_reply
from bot.sending import Place
from bot.services import Services
from bot.storage.broadcasts import Broadcast
from bot.storage.outbox import Key

AT_ONCE: Final = 8
AGAIN_SECONDS: Final = 60.0

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
                logger.exception("a broadcast stopped, and goes on in a minute")
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                await self._news.wait()

    async def _send(self, broadcast: Broadcast) -> None:
        broadcasts, room = self._services.memory.broadcasts, asyncio.Semaphore(AT_ONCE)

        async def deliver(chat_id: int, *, again: bool = False) -> None:
            async with room:
                try:
                    if again or await broadcasts.claim(broadcast.id, chat_id):
                        await self._deliver(broadcast, chat_id)
                # One chat that cannot be written to must not end the round of all.
                except Exception:
                    logger.exception("a broadcast did not reach a chat")
                    await broadcasts.note(broadcast.id, chat_id, "failed")

        await asyncio.gather(*(deliver(chat, again=True) for chat in await broadcasts.begun(broadcast.id)))
        while chats := await broadcasts.waiting(broadcast.id):
            await asyncio.gather(*map(deliver, chats))
        outcome = await broadcasts.finish(broadcast.id)
        logger.info("broadcast %d: %d sent, %d failed", broadcast.id, outcome.sent, outcome.failed)
        if broadcast.author_id is not None:
            _ = self._services.memory.preferences.texts(broadcast.author_id, None)
            await self._services.sender.send(Place(broadcast.author_id), done_reply(outcome, _))

    async def _deliver(self, broadcast: Broadcast, chat_id: int) -> None:
        memory, key = self._services.memory, Key(f"broadcast:{broadcast.id}:{chat_id}")
        posted = await self._services.sender.send(Place(chat_id), broadcast_reply(broadcast.text), key)
        await memory.broadcasts.note(broadcast.id, chat_id, "sent" if posted else "failed")
        memory.outbox.close(key.origin)
