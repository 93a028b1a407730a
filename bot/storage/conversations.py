"""What the bot remembers of a conversation for a while: its last question, so that the next one may lean on it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, select

from bot.storage.chats import write_for_chat
from bot.storage.database import Database
from bot.storage.tables import turns
from index import Turn

MOST_CONVERSATIONS: Final = 10_000
SECONDS_REMEMBERED: Final = 15 * 60.0


class ConversationKey(NamedTuple):
    """A chat, and the topic in it."""

    chat_id: int
    thread_id: int | None = None


class Conversations:
    """The last turn of each conversation; the one that was quiet longest goes first.

    Read from memory; kept in the database no longer than it is remembered, see `prune`.
    """

    def __init__(
        self,
        database: Database,
        *,
        most: int = MOST_CONVERSATIONS,
        seconds: float = SECONDS_REMEMBERED,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._most, self._seconds, self._clock = most, seconds, clock
        self._turns: OrderedDict[ConversationKey, tuple[float, Turn]] = OrderedDict()
        database.run_now(self._load)

    def last(self, key: ConversationKey) -> Turn | None:
        """Give the last turn, unless it was too long ago."""
        said, turn = self._turns.get(key, (0.0, None))
        return turn if turn is not None and self._clock() - said <= self._seconds else None

    def remember(self, key: ConversationKey, turn: Turn) -> None:
        """Make this the last turn."""
        self._turns.pop(key, None)
        said = self._clock()
        self._turns[key] = (said, turn)
        row = {"chat_id": key.chat_id, "thread_id": key.thread_id or 0}
        values = {"said": said, "question": turn.question, "match_id": turn.match_id, "language": turn.language}
        write_for_chat(self._database, key.chat_id, self._database.put(turns, **row, **values))
        while len(self._turns) > self._most:
            self._turns.popitem(last=False)

    def forget(self, chat_id: int) -> None:
        """Forget a chat with all its topics. Its rows go with the chat's, see `bot.storage.chats`."""
        for key in [key for key in self._turns if key.chat_id == chat_id]:
            del self._turns[key]

    def prune(self) -> None:
        """Delete what is remembered no more."""
        oldest = self._clock() - self._seconds
        for key in [key for key, (said, _) in self._turns.items() if said < oldest]:
            del self._turns[key]
        self._database.write(delete(turns).where(turns.c.said < oldest))

    def _load(self, connection: Connection) -> None:
        recent = select(turns).where(turns.c.said >= self._clock() - self._seconds).order_by(turns.c.said)
        for row in connection.execute(recent).mappings():
            key = ConversationKey(row["chat_id"], row["thread_id"] or None)
            self._turns[key] = (row["said"], Turn(row["question"], row["match_id"], row["language"]))
