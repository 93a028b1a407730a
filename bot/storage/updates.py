"""Updates from before they are confirmed to Telegram until they are answered."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, select, update

from bot.storage.database import Database
from bot.storage.days import DAY_SECONDS
from bot.storage.tables import updates

SECONDS_KEPT: Final = DAY_SECONDS
"""Telegram itself keeps updates no longer (https://core.telegram.org/bots/api#getting-updates); who waited for a day
has gone elsewhere."""
MOST_BEGUN: Final = 10
"""An update that was begun so often and never done may be what ends the process; it is kept aside."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An update as Telegram sent it: its number, its chat where it names one, its JSON."""

    id: int
    chat_id: int | None
    content: str


@dataclass(frozen=True, slots=True)
class Left:
    """What an earlier run left open, oldest first, and how many were too old to be taken up."""

    open: list[Raw]
    dropped: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many updates wait for their answer, and the seconds that the oldest has waited."""

    open: int
    oldest_seconds: float


class Updates:
    """Takes updates in, so that none is lost or handled twice however the process ends."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    async def store(self, batch: Sequence[Raw]) -> list[Raw]:
        """Keep a batch; gives those of it that were not known. Raises DatabaseError where they cannot be kept."""
        now = self._clock()

        def store(connection: Connection) -> list[Raw]:
            known = set(
                connection.execute(select(updates.c.id).where(updates.c.id.in_([u.id for u in batch]))).scalars()
            )
            fresh = list({raw.id: raw for raw in batch if raw.id not in known}.values())
            rows = [
                {"id": r.id, "of_chat": r.chat_id, "content": r.content, "taken": now, "state": "open", "begun": 0}
                for r in fresh
            ]
            for row in rows:
                connection.execute(self._database.add(updates, **row))
            return fresh

        return await self._database.run(store)

    async def left(self) -> Left:
        """List what was not answered when the bot ended; what is too old is closed."""
        oldest = self._clock() - SECONDS_KEPT

        def left(connection: Connection) -> Left:
            is_open = updates.c.state == "open"
            old = connection.execute(update(updates).where(is_open, updates.c.taken < oldest).values(**_DONE)).rowcount
            often = update(updates).where(is_open, updates.c.begun >= MOST_BEGUN)
            connection.execute(often.values(state="aside"))
            columns = updates.c.id, updates.c.of_chat, updates.c.content
            rows = connection.execute(select(*columns).where(is_open).order_by(updates.c.taken, updates.c.id))
            return Left([Raw(*row) for row in rows], old)

        return await self._database.run(left)

    def begun(self, number: int) -> None:
        """Note that it is being handled."""
        self._database.write(update(updates).where(updates.c.id == number).values(begun=updates.c.begun + 1))

    def done(self, number: int) -> None:
        """Note that it is answered: only its number stays."""
        self._database.write(update(updates).where(updates.c.id == number).values(**_DONE))

    def put_aside(self, number: int) -> None:
        """Keep one aside that cannot be read."""
        self._database.write(update(updates).where(updates.c.id == number).values(state="aside"))

    def forget(self, chat_id: int) -> None:
        """Delete what was kept aside of a chat; what is still open is answered and then gone."""
        self._database.write(delete(updates).where(updates.c.of_chat == chat_id, updates.c.state == "aside"))

    def prune(self) -> None:
        """Delete the numbers that Telegram will not send again, and what was kept aside."""
        old = updates.c.taken < self._clock() - SECONDS_KEPT
        self._database.write(delete(updates).where(old, updates.c.state != "open"))

    async def backlog(self) -> Backlog:
        """Count what is open."""
        now = self._clock()

        def backlog(connection: Connection) -> Backlog:
            counted = select(func.count(), func.min(updates.c.taken)).where(updates.c.state == "open")
            number, oldest = connection.execute(counted).one()
            return Backlog(number, max(0.0, now - oldest) if oldest else 0.0)

        return await self._database.run(backlog)


_DONE: Final[dict[str, Any]] = {"state": "done", "content": "", "of_chat": None}
