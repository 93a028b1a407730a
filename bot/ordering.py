"""Updates of one chat one after the other, those of different chats at once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MOST_AT_ONCE: Final = 512


class ChatOrder(BaseUpdateProcessor):
    """Handles an update when all earlier ones of its chat are done."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        super().__init__(most_at_once)
        self._locks: dict[int, asyncio.Lock] = {}
        self._users: Counter[int] = Counter()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then for `coroutine`."""
        key = _key(update)
        if key is None:
            await coroutine
            return
        # asyncio's lock is fair: whoever asked first has it first.
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] += 1
        try:
            async with lock:
                await coroutine
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._locks[key], self._users[key]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to clear away."""


def _key(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    where = update.effective_chat or update.effective_user
    return where.id if where else None
