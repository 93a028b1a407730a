"""What admins write to the daily subscribers, and how far it has got."""

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, delete, func, literal, select, update

from bot.storage.database import Database
from bot.storage.days import days_ago, today
from bot.storage.tables import broadcasts, chats, deliveries, subscriptions

DAYS_KEPT: Final = 90


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A text of an admin's; `author_id` is their chat, None where it was forgotten."""

    id: int
    author_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """To how many it went. `failed`: it did not arrive, or nobody knows whether it did."""

    sent: int
    failed: int


class Broadcasts:
    """Texts for all subscribers, each of whom gets one once however often the bot is killed meanwhile."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, author_id: int, text: str) -> int:
        """Keep a text that is not confirmed yet; gives its number."""

        def draft(connection: Connection) -> int:
            connection.execute(self._database.add(chats, id=author_id, since=today()))
            values = {"day": today(), "chat_id": author_id, "text": text, "state": "draft"}
            made = connection.execute(broadcasts.insert().values(**values).returning(broadcasts.c.id))
            return int(made.scalar_one())

        return await self._database.run(draft)

    async def begin(self, number: int) -> bool:
        """Address it to all who are subscribers now; false where it was begun before."""

        def begin(connection: Connection) -> bool:
            fresh = update(broadcasts).where(broadcasts.c.id == number, broadcasts.c.state == "draft")
            if not connection.execute(fresh.values(state="sending")).rowcount:
                return False
            who = select(subscriptions.c.chat_id, literal(number), literal("waiting"))
            connection.execute(deliveries.insert().from_select(["chat_id", "broadcast_id", "state"], who))
            return True

        return await self._database.run(begin)

    async def unfinished(self) -> list[Broadcast]:
        """List those that are under way, oldest first."""

        def unfinished(connection: Connection) -> list[Broadcast]:
            columns = broadcasts.c.id, broadcasts.c.chat_id, broadcasts.c.text
            rows = connection.execute(select(*columns).where(broadcasts.c.state == "sending").order_by(broadcasts.c.id))
            return [Broadcast(*row) for row in rows]

        return await self._database.run(unfinished)

    async def waiting(self, number: int, most: int = 1000) -> list[int]:
        """List chats that it has not gone to."""
        return await self._chats(number, "waiting", most)

    async def begun(self, number: int) -> list[int]:
        """List chats to which it was on its way when the process ended; the outbox knows how far it came."""
        return await self._chats(number, "begun", None)

    async def claim(self, number: int, chat_id: int) -> bool:
        """Note that it is on its way to a chat; false where somebody else has taken that."""
        one = deliveries.c.broadcast_id == number, deliveries.c.chat_id == chat_id, deliveries.c.state == "waiting"
        taken = update(deliveries).where(*one).values(state="begun")
        return await self._database.run(lambda connection: connection.execute(taken).rowcount > 0)

    async def _chats(self, number: int, state: str, most: int | None) -> list[int]:
        chats = select(deliveries.c.chat_id).where(deliveries.c.broadcast_id == number, deliveries.c.state == state)
        found = chats.order_by(deliveries.c.chat_id).limit(most)
        return await self._database.run(lambda connection: list(connection.execute(found).scalars()))

    async def note(self, number: int, chat_id: int, state: Literal["sent", "failed"]) -> None:
        """Note how it ended for a chat."""
        one = (deliveries.c.broadcast_id == number, deliveries.c.chat_id == chat_id)
        noted = update(deliveries).where(*one).values(state=state)
        await self._database.run(lambda connection: connection.execute(noted))

    def prune(self, days: int = DAYS_KEPT) -> None:
        """Delete what is older and not under way."""
        self._database.write(
            delete(broadcasts).where(broadcasts.c.day < days_ago(days), broadcasts.c.state != "sending")
        )

    async def finish(self, number: int) -> Outcome:
        """Close it, and count. Chats that were forgotten meanwhile count as neither."""

        def finish(connection: Connection) -> Outcome:
            connection.execute(update(broadcasts).where(broadcasts.c.id == number).values(state="done"))
            count = select(deliveries.c.state, func.count()).where(deliveries.c.broadcast_id == number)
            rows = connection.execute(count.group_by(deliveries.c.state))
            states = {str(state): int(number) for state, number in rows}
            return Outcome(states.pop("sent", 0), sum(states.values()))

        return await self._database.run(finish)
