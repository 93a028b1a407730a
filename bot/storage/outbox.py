"""Messages on their way: noted before they are sent, so that a kill neither loses nor repeats one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from bot.storage.database import Database
from bot.storage.days import DAY_SECONDS
from bot.storage.tables import outbox

MOST_TRIES: Final = 2
"""An answer of which nobody knows whether it arrived is sent so often in all."""
ANSWER: Final = "update:"
LATER: Final = "later:"
"""What the origin of an answer to an update begins with, and of one that comes when the update is done already."""
SECONDS_KEPT: Final = DAY_SECONDS

State = Literal["waiting", "sent", "lost"]


class Key(NamedTuple):
    """What a message answers, and which of its messages it is."""

    origin: str
    position: int = 0

    @property
    def most_tries(self) -> int:
        """How often it is sent where nobody knows whether it arrived: what nobody asked for, not again."""
        return MOST_TRIES if self.origin.startswith((ANSWER, LATER)) else 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its way, or the outcome; `message_id` is Telegram's number of it where it was sent."""

    key: Key
    chat_id: int | None
    state: State
    tries: int = 0
    message_id: int | None = None
    content: str | None = None


class Outbox:
    """The messages on their way. What it raises where it cannot be written is DatabaseError."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    @property
    def ailing(self) -> bool:
        """Whether it could not be written a moment ago."""
        return self._database.ailing

    async def look(self, key: Key) -> Entry | None:
        """Find a message that was noted before; one that may have arrived as often as is allowed is given up."""
        return await self._database.run(lambda connection: self._look(connection, key))

    async def begin(self, key: Key, chat_id: int | None, content: str | None = None) -> None:
        """Note that a message goes out now: from here on it may arrive.

        `content` is kept where no update would make the message again.
        """
        values = {"origin": key.origin, "position": key.position, "of_chat": chat_id, "content": content}
        made = self._database.add(outbox, **values, made=self._clock(), state="waiting", tries=0)
        again = update(outbox).where(*_is(key)).values(tries=outbox.c.tries + 1)
        await self._database.write_now(made, again)

    def not_sent(self, key: Key) -> None:
        """Note that it surely did not arrive, so that it may be tried again."""
        self._database.write(update(outbox).where(*_is(key)).values(tries=outbox.c.tries - 1))

    def sent(self, key: Key, message_id: int) -> None:
        """Note that it arrived. Its words are deleted."""
        values = {"state": "sent", "message_id": message_id, "content": None}
        self._database.write(update(outbox).where(*_is(key)).values(**values))

    def lost(self, key: Key) -> None:
        """Note that it is given up."""
        self._database.write(update(outbox).where(*_is(key)).values(state="lost", content=None))

    def close(self, origin: str) -> None:
        """Forget the messages of an update that is done."""
        self._database.write(delete(outbox).where(outbox.c.origin == origin))

    def add(self, connection: Connection, key: Key, chat_id: int, content: str) -> bool:
        """Put a message in within a transaction of the caller's, to be sent soon; false where it was there before."""
        values = {"origin": key.origin, "position": key.position, "of_chat": chat_id, "content": content}
        made = self._database.add(outbox, **values, made=self._clock(), state="waiting", tries=0)
        return connection.execute(made).rowcount > 0

    async def waiting(self) -> list[Entry]:
        """List the messages that no update would make again, oldest first."""

        def waiting(connection: Connection) -> list[Entry]:
            where = outbox.c.state == "waiting", outbox.c.content.is_not(None)
            rows = connection.execute(select(outbox).where(*where).order_by(outbox.c.made, outbox.c.origin)).mappings()
            return [
                Entry(Key(r["origin"], r["position"]), r["of_chat"], "waiting", r["tries"], None, r["content"])
                for r in rows
            ]

        return await self._database.run(waiting)

    async def count(self) -> int:
        """Count what is not sent."""
        counted = select(func.count()).where(outbox.c.state == "waiting")
        return await self._database.run(lambda connection: int(connection.execute(counted).scalar_one()))

    def forget(self, chat_id: int) -> None:
        """Delete what no update would make again of a chat."""
        self._database.write(delete(outbox).where(outbox.c.of_chat == chat_id, outbox.c.content.is_not(None)))

    def prune(self) -> None:
        """Delete what is too old to be of use."""
        self._database.write(delete(outbox).where(outbox.c.made < self._clock() - SECONDS_KEPT))

    def _look(self, connection: Connection, key: Key) -> Entry | None:
        row = connection.execute(select(outbox).where(*_is(key))).mappings().one_or_none()
        if row is None:
            return None
        state: State = row["state"]
        if state == "waiting" and row["tries"] >= key.most_tries:
            connection.execute(update(outbox).where(*_is(key)).values(state="lost", content=None))
            state = "lost"
        return Entry(key, row["of_chat"], state, row["tries"], row["message_id"], row["content"])


def _is(key: Key) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.origin == key.origin, outbox.c.position == key.position
