"""Who gets a fact a day, at which hour of their clock, and which facts they had."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, or_, select, update

from bot.storage.database import Database
from bot.storage.days import today
from bot.storage.tables import chats, sent_facts, subscriptions
from index import Language


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's wish: the hour (0 to 23) of a clock that is `offset_minutes` ahead of UTC."""

    chat_id: int
    hour: int
    offset_minutes: int
    language: Language
    last_sent: dt.date | None = None

    def local(self, now: dt.datetime) -> dt.datetime:
        """Give a moment (with a time zone) as this chat's clock shows it."""
        return now.astimezone(dt.timezone(dt.timedelta(minutes=self.offset_minutes)))

    def due(self, now: dt.datetime) -> bool:
        """Tell whether today's fact is to be sent: at the hour, or as soon after it as the bot runs."""
        local = self.local(now)
        return local.hour >= self.hour and (self.last_sent is None or self.last_sent < local.date())


class Subscriptions:
    """The daily subscribers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, chat_id: int) -> Subscription | None:
        """Find a chat's subscription."""
        return await self._database.run(lambda connection: _find(connection, chat_id))

    async def subscribe(self, wish: Subscription, now: dt.datetime) -> Subscription:
        """Begin, or change the hour; returns what is stored. An hour that is over today counts from tomorrow."""
        local = wish.local(now)

        def subscribe(connection: Connection) -> Subscription:
            before = _find(connection, wish.chat_id)
            sent = before.last_sent if before else None
            if local.hour >= wish.hour and (sent is None or sent < local.date()):
                sent = local.date()
            connection.execute(self._database.add(chats, id=wish.chat_id, since=today()))
            connection.execute(self._database.put(subscriptions, **_row(wish), last_sent=sent))
            return Subscription(wish.chat_id, wish.hour, wish.offset_minutes, wish.language, sent)

        return await self._database.run(subscribe)

    async def stop(self, chat_id: int) -> bool:
        """End it; tells whether there was one."""

        def stop(connection: Connection) -> bool:
            return connection.execute(delete(subscriptions).where(subscriptions.c.chat_id == chat_id)).rowcount > 0

        return await self._database.run(stop)

    async def due(self, now: dt.datetime) -> list[Subscription]:
        """List those whose fact is to be sent."""

        def all_of_them(connection: Connection) -> list[Subscription]:
            rows = connection.execute(select(subscriptions).order_by(subscriptions.c.chat_id)).mappings()
            return [Subscription(**row) for row in rows]

        return [one for one in await self._database.run(all_of_them) if one.due(now)]

    async def count(self) -> int:
        """Count them."""
        return await self._database.run(
            lambda connection: connection.execute(select(func.count()).select_from(subscriptions)).scalar_one()
        )

    async def next_fact(
        self,
        one: Subscription,
        facts: Sequence[str],
        now: dt.datetime,
        post: Callable[[Connection, str], None] = lambda connection, fact: None,  # noqa: ARG005 - one signature
    ) -> str | None:
        """Choose a fact that the subscriber has not had yet, and note that they have it now.

        `post` puts it into the outbox in the same transaction: neither without the other, whenever the process ends.
        When all were sent they begin again. None where there are no facts, no such subscriber any more, or where
        somebody else has taken this day.
        """
        day = one.local(now).date()
        from secrets import choice

        def take(connection: Connection) -> str | None:
            had = select(sent_facts.c.fact).where(sent_facts.c.chat_id == one.chat_id)
            seen = set(connection.execute(had).scalars())
            fresh = [fact for fact in facts if fact not in seen]
            if not fresh:
                connection.execute(delete(sent_facts).where(sent_facts.c.chat_id == one.chat_id))
                fresh = list(facts)
            free = or_(subscriptions.c.last_sent.is_(None), subscriptions.c.last_sent < day)
            noted = update(subscriptions).where(subscriptions.c.chat_id == one.chat_id, free)
            if not fresh or not connection.execute(noted.values(last_sent=day)).rowcount:
                return None
            fact = choice(fresh)
            connection.execute(self._database.add(sent_facts, chat_id=one.chat_id, fact=fact))
            post(connection, fact)
            return fact

        return await self._database.run(take)


def _find(connection: Connection, chat_id: int) -> Subscription | None:
    row = connection.execute(select(subscriptions).where(subscriptions.c.chat_id == chat_id)).mappings().one_or_none()
    return Subscription(**row) if row else None


def _row(wish: Subscription) -> dict[str, object]:
    return {
        "chat_id": wish.chat_id,
        "hour": wish.hour,
        "offset_minutes": wish.offset_minutes,
        "language": wish.language,
    }
