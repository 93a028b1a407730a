"""Telegram's limits of speed, kept: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

`telegram.ext.AIORateLimiter` does not know the limit of a private chat, and its buckets let up to twice a limit through
in one window.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from bot.limits import CHAT_MESSAGES_A_SECOND, GROUP_MESSAGES_A_MINUTE, MESSAGES_A_SECOND

SECOND: Final = 1.0
MINUTE: Final = 60.0
_SWEEP_ABOVE: Final = 1000


class Limit:
    """Lets at most `most` events happen in any `seconds`, each at an unknown moment of its own span."""

    def __init__(self, most: int, seconds: float) -> None:
        self._room, self._seconds = asyncio.Semaphore(most), seconds
        self._users = 0

    @property
    def idle(self) -> bool:
        """Whether nothing waits, and nothing counts any more."""
        return not self._users

    @asynccontextmanager
    async def span(self) -> AsyncIterator[None]:
        """Wait for room, first come first served; the event happens while the body runs.

        Telegram counts a message when it arrives, which is known only when its answer is there. So it takes room from
        before it leaves until `seconds` after that.
        """
        self._users += 1
        try:
            await self._room.acquire()
        except asyncio.CancelledError:
            self._users -= 1
            raise
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(self._seconds, self._leave)

    def _leave(self) -> None:
        self._users -= 1
        self._room.release()


class Pace:
    """Lets messages go as fast as Telegram takes them."""

    def __init__(
        self,
        *,
        a_second: int = MESSAGES_A_SECOND,
        chat_a_second: int = CHAT_MESSAGES_A_SECOND,
        group_a_minute: int = GROUP_MESSAGES_A_MINUTE,
    ) -> None:
        self._chat_a_second, self._group_a_minute = chat_a_second, group_a_minute
        self._all = Limit(a_second, SECOND)
        self._chats: dict[int, Limit] = {}

    @asynccontextmanager
    async def turn(self, chat_id: int | None) -> AsyncIterator[None]:
        """Wait until a message may go to a chat, and send it in the body.

        None stands for a chat whose id is not known, that of an inline message.
        """
        async with AsyncExitStack() as spans:
            if chat_id is not None:
                # The chat's comes first: who waits for it must not keep others from sending.
                await spans.enter_async_context(self._chat(chat_id).span())
            await spans.enter_async_context(self._all.span())
            yield

    def _chat(self, chat_id: int) -> Limit:
        if chat_id not in self._chats:
            if len(self._chats) > _SWEEP_ABOVE:
                self._chats = {chat: limit for chat, limit in self._chats.items() if not limit.idle}
            most, seconds = (self._group_a_minute, MINUTE) if chat_id < 0 else (self._chat_a_second, SECOND)
            self._chats[chat_id] = Limit(most, seconds)
        return self._chats[chat_id]
