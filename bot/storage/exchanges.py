"""Which message answers which: for a question that is edited, and for what people think of an answer."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select

from bot.storage.chats import write_for_chat
from bot.storage.database import Database
from bot.storage.days import DAY_SECONDS
from bot.storage.tables import exchanges
from index import Turn

MOST_EXCHANGES: Final = 10_000
SECONDS_KEPT: Final = 2 * DAY_SECONDS
"""People can edit a message for 48 hours: https://core.telegram.org/api/config (edit_time_limit)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answered question; `before` is the turn that came before it, which the edited question leans on as well.

    Only the number of the answer outlives a restart: what somebody asked is not stored with who they are. So
    `question` is then empty.
    """

    answer_id: int
    question: str = ""
    before: Turn | None = None


class Exchanges:
    """The latest exchanges, by the message of the question: texts in memory, numbers in the database."""

    def __init__(self, database: Database, most: int = MOST_EXCHANGES, clock: Callable[[], float] = time.time) -> None:
        self._database, self._most, self._clock = database, most, clock
        self._kept: OrderedDict[tuple[int, int], Exchange] = OrderedDict()
        self._said: dict[tuple[int, int], float] = {}
        database.run_now(self._load)

    def keep(self, chat_id: int, question_id: int, exchange: Exchange) -> None:
        """Remember an exchange in place of an earlier one of the same question."""
        self._kept[chat_id, question_id] = exchange
        self._kept.move_to_end((chat_id, question_id))
        said = self._said[chat_id, question_id] = self._clock()
        while len(self._kept) > self._most:
            self._drop(next(iter(self._kept)))
        row = {"chat_id": chat_id, "question_id": question_id, "answer_id": exchange.answer_id}
        write_for_chat(self._database, chat_id, self._database.put(exchanges, **row, said=said))

    def find(self, chat_id: int, question_id: int) -> Exchange | None:
        """Find the exchange of a question."""
        return self._kept.get((chat_id, question_id))

    def answered_by(self, chat_id: int, answer_id: int) -> Exchange | None:
        """Find the exchange of an answer."""
        kept = reversed(self._kept.items())
        return next((e for (chat, _), e in kept if chat == chat_id and e.answer_id == answer_id), None)

    def question(self, chat_id: int, answer_id: int) -> str | None:
        """Find the question of an answer, while its words are known."""
        exchange = self.answered_by(chat_id, answer_id)
        return exchange.question or None if exchange else None

    def texts(self, chat_id: int) -> list[str]:
        """List a chat's questions whose words are known."""
        return [e.question for (chat, _), e in self._kept.items() if chat == chat_id and e.question]

    def forget(self, chat_id: int) -> None:
        """Forget a chat. Its rows go with the chat's, see `bot.storage.chats`."""
        for key in [key for key in self._kept if key[0] == chat_id]:
            self._drop(key)

    def prune(self) -> None:
        """Delete what can be edited no more, in memory as in the database."""
        for key in [key for key, said in self._said.items() if said < self._clock() - SECONDS_KEPT]:
            self._drop(key)
        self._database.write(delete(exchanges).where(exchanges.c.said < self._clock() - SECONDS_KEPT))

    def _drop(self, key: tuple[int, int]) -> None:
        del self._kept[key], self._said[key]

    def _load(self, connection: Connection) -> None:
        recent = select(exchanges).where(exchanges.c.said >= self._clock() - SECONDS_KEPT)
        latest = connection.execute(recent.order_by(exchanges.c.said.desc()).limit(self._most)).mappings().all()
        for row in reversed(latest):
            key = row["chat_id"], row["question_id"]
            self._kept[key], self._said[key] = Exchange(row["answer_id"]), row["said"]
