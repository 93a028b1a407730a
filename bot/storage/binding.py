"""Which bot a database belongs to."""

from sqlalchemy import Connection, select

from bot.storage.database import Database
from bot.storage.errors import DatabaseError
from bot.storage.tables import bound


async def bind(database: Database, bot_id: int) -> None:
    """Bind a database to a bot for good. Raises DatabaseError for one that belongs to another.

    Chats know one bot: to another, every subscriber would look like somebody who left.
    """

    def bind(connection: Connection) -> int:
        found: int | None = connection.execute(select(bound.c.bot_id)).scalar_one_or_none()
        if found is None:
            connection.execute(bound.insert().values(bot_id=bot_id))
        return bot_id if found is None else found

    owner = await database.run(bind)
    if owner != bot_id:
        raise DatabaseError(
            f"the database {database.name} belongs to the bot {owner}, and this token is that of the bot {bot_id}; "
            "set PARTNERSHIP_DATA or PARTNERSHIP_DATABASE to another one, or take back the earlier token"
        )
