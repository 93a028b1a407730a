"""Chats that the bot knows, and all that is stored of one: to show it, and to forget it."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Executable, delete, func, select

from bot.storage.database import Database
from bot.storage.days import today
from bot.storage.tables import chats, metadata


def write_for_chat(database: Database, chat_id: int, *statements: Executable) -> None:
    """Write what belongs to a chat; the chat is known from then on."""
    database.write(database.add(chats, id=chat_id, since=today()), *statements)


class Chats:
    """The chats that the bot can write to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, chat_id: int) -> None:
        """Know a chat."""
        write_for_chat(self._database, chat_id)

    def forget(self, chat_id: int) -> None:
        """Forget a chat with all that belongs to it."""
        self._database.write(delete(chats).where(chats.c.id == chat_id))

    async def forget_now(self, chat_id: int) -> None:
        """The same, and wait until it is done. Raises DatabaseError where it is not."""
        await self._database.write_now(delete(chats).where(chats.c.id == chat_id))

    async def count(self) -> tuple[int, int]:
        """Count private chats and groups."""

        def count(connection: Connection) -> tuple[int, int]:
            people = connection.execute(select(func.count()).where(chats.c.id > 0)).scalar_one()
            groups = connection.execute(select(func.count()).where(chats.c.id < 0)).scalar_one()
            return people, groups

        return await self._database.run(count)

    async def export(self, chat_id: int) -> dict[str, list[dict[str, Any]]]:
        """Give every row of every table that says something of a chat, as JSON has it."""
        return await self._database.run(lambda connection: _export(connection, chat_id))


def _export(connection: Connection, chat_id: int) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in metadata.sorted_tables:
        key = table.c.id if table is chats else table.c.get("chat_id")
        if key is not None:
            rows = connection.execute(select(table).where(key == chat_id)).mappings()
            found[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
