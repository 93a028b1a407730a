"""What the bot remembers of a conversation for a while: its last question, so that the next one may lean on it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from index.answers import Turn

MOST_CONVERSATIONS: Final = 10_000
SECONDS_REMEMBERED: Final = 15 * 60.0


class ConversationKey(NamedTuple):
    """A chat, and the topic in it."""

    chat_id: int
    thread_id: int | None = None


class Conversations:
    """The last turn of each conversation, in memory; the one that was quiet longest goes first."""

    def __init__(
        self,
        *,
        most: int = MOST_CONVERSATIONS,
        seconds: float = SECONDS_REMEMBERED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._turns: OrderedDict[ConversationKey, tuple[float, Turn]] = OrderedDict()

    def last(self, key: ConversationKey) -> Turn | None:
        """Give the last turn, unless it was too long ago."""
        said, turn = self._turns.get(key, (0.0, None))
        return turn if turn is not None and self._clock() - said <= self._seconds else None

    def remember(self, key: ConversationKey, turn: Turn | None) -> None:
        """Make this the last turn; None where the last question left nothing to lean on."""
        self._turns.pop(key, None)
        if turn is not None:
            self._turns[key] = (self._clock(), turn)
        while len(self._turns) > self._most:
            self._turns.popitem(last=False)

    def forget(self, chat_id: int) -> None:
        """Forget a chat with all its topics."""
        for key in [key for key in self._turns if key.chat_id == chat_id]:
            del self._turns[key]
