"""The fact a day: sent when it is due, by a task that runs along with the bot."""

import asyncio
import datetime as dt
import logging
from typing import Final

from sqlalchemy import Connection

from bot.places import Place
from bot.replies.outreach import fact_reply
from bot.reply import Reply
from bot.services import Services
from bot.storage.outbox import Key
from bot.storage.subscriptions import Subscription
from bot.stored_reply import pack
from bot.texts import texts
from index import Language, Match

CHECK_SECONDS: Final = 20.0
AT_ONCE: Final = 8
"""Facts on their way at the same time: a chat that Telegram holds back must not keep the others waiting."""

logger = logging.getLogger(__name__)


class Daily:
    """Sends each subscriber a fact a day."""

    def __init__(self, services: Services, bot_username: str) -> None:
        self._services, self._bot_username = services, bot_username

    async def run(self) -> None:
        """Send what is due, again and again, until cancelled."""
        while True:
            try:
                await self.send_due(dt.datetime.now(dt.UTC))
            # Whatever goes wrong with one day's facts must not end those of the next.
            except Exception:
                logger.exception("the daily facts could not be sent")
            await asyncio.sleep(CHECK_SECONDS)

    async def send_due(self, now: dt.datetime) -> int:
        """Send all that is due at a moment (with a time zone); gives how many facts arrived."""
        room = asyncio.Semaphore(AT_ONCE)

        async def send(one: Subscription) -> bool:
            async with room:
                try:
                    return await self._send(one, now)
                # One person's fact that cannot be made or sent must not cost the others theirs.
                except Exception:
                    logger.exception("a daily fact could not be sent")
                    return False

        due = await self._services.memory.subscriptions.due(now)
        return sum(await asyncio.gather(*map(send, due)))

    async def _send(self, one: Subscription, now: dt.datetime) -> bool:
        language = self._services.memory.preferences.fixed(one.chat_id) or one.language
        facts, outbox = self._facts(language), self._services.memory.outbox
        key, place = Key(f"daily:{one.local(now).date()}:{one.chat_id}"), Place(one.chat_id)
        replies: list[Reply] = []

        def post(connection: Connection, name: str) -> None:
            _ = texts(language)
            reply = fact_reply(facts[name], self._services.library, self._bot_username, _("Fact of the day"), _)
            if reply:
                outbox.add(connection, key, one.chat_id, pack(place, reply))
                replies.append(reply)

        await self._services.memory.subscriptions.next_fact(one, list(facts), now, post)
        if not replies:
            return False
        posted = await self._services.sender.send(place, replies[0], key)
        outbox.close(key.origin)
        return posted is not None

    def _facts(self, language: Language) -> dict[str, Match]:
        """Name all facts in a language; the same one in another language has the same name."""
        matches = self._services.library.index.passages(language) or self._services.library.index.passages("en")
        return {match.passage.key or match.id: match for match in matches}
