"""Albums, which come as several messages and get one reply."""

import asyncio
from collections import OrderedDict
from typing import Final

from telegram import Message

MOST_ALBUMS: Final = 1000
SECONDS: Final = 1.5
"""So long a picture without words waits for one with some: an album's messages come one after another."""


class Albums:
    """Which albums were replied to: one reply for each, to the message with words where there is one."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._taken: OrderedDict[tuple[int, str], None] = OrderedDict()

    def take(self, message: Message) -> bool:
        """Take a message to reply to it; false where another one of its album was taken."""
        if message.media_group_id is None:
            return True
        key = message.chat_id, message.media_group_id
        if key in self._taken:
            return False
        self._taken[key] = None
        if len(self._taken) > MOST_ALBUMS:
            self._taken.popitem(last=False)
        return True

    async def take_wordless(self, message: Message) -> bool:
        """Take a message without words, if none of its album that has some comes in a while."""
        if message.media_group_id is not None:
            await asyncio.sleep(self._seconds)
        return self.take(message)
