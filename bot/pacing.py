"""Telegram's limits of speed, kept: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

`telegram.ext.AIORateLimiter` does not know the limit of a private chat, and its buckets let up to twice a limit through
in one window.
"""

import asyncio
import time
from collections import deque
from typing import Final

from bot.limits import CHAT_MESSAGES_A_SECOND, GROUP_MESSAGES_A_MINUTE, MESSAGES_A_SECOND

# Two messages may travel at different speeds, so they leave a little further apart than Telegram wants them to arrive.
JITTER_SECONDS: Final = 0.1
_SWEEP_ABOVE: Final = 1000


class Window:
    """At most `most` events in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until there is room; 0 where there is."""
        while self._times and now - self._times[0] >= self.seconds:
            self._times.popleft()
        return self.seconds - (now - self._times[0]) if len(self._times) >= self.most else 0.0

    def note(self, now: float) -> None:
        """Count an event."""
        self._times.append(now)

    @property
    def empty(self) -> bool:
        """Whether nothing counts any more, as of the last `wait`."""
        return not self._times


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
        self._all = Window(a_second, 1 + JITTER_SECONDS)
        self._chats: dict[int, Window] = {}

    async def turn(self, chat_id: int | None) -> None:
        """Wait until a message may go to a chat (None: into one whose id is not known, by an inline message)."""
        windows = [self._all] if chat_id is None else [self._all, self._window(chat_id)]
        # It waits for a moment, and another may have taken that moment's room; there is no event to wait for.
        while (wait := max(window.wait(time.monotonic()) for window in windows)) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)
        for window in windows:
            window.note(time.monotonic())

    def _window(self, chat_id: int) -> Window:
        if chat_id not in self._chats:
            self._sweep()
            group = chat_id < 0
            most, seconds = (self._group_a_minute, 60.0) if group else (self._chat_a_second, 1.0)
            self._chats[chat_id] = Window(most, seconds + JITTER_SECONDS)
        return self._chats[chat_id]

    def _sweep(self) -> None:
        if len(self._chats) > _SWEEP_ABOVE:
            now = time.monotonic()
            self._chats = {chat: window for chat, window in self._chats.items() if window.wait(now) or not window.empty}
