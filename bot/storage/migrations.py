"""The form of the database, brought up to date when it is opened.

A new database gets the tables as they are now. An older one goes through the steps that it lacks, one after the other
and all or none; a test holds the outcome of both ways against each other. Our own, because every change so far fits a
statement or two that SQLite and PostgreSQL share.
"""

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, inspect, select, text

from bot.storage.errors import DatabaseError
from bot.storage.tables import metadata, version

Step = Callable[[Connection], None]


_UPDATES_AND_OUTBOX: Final = """
CREATE TABLE updates (id BIGINT NOT NULL, of_chat BIGINT, taken FLOAT NOT NULL, state TEXT NOT NULL,
    begun SMALLINT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (id));
CREATE INDEX ix_updates_of_chat ON updates (of_chat);
CREATE INDEX ix_updates_state ON updates (state);
CREATE TABLE outbox (origin TEXT NOT NULL, position INTEGER NOT NULL, of_chat BIGINT, made FLOAT NOT NULL,
    state TEXT NOT NULL, tries SMALLINT NOT NULL, message_id BIGINT, content TEXT, PRIMARY KEY (origin, position));
CREATE INDEX ix_outbox_of_chat ON outbox (of_chat);
CREATE INDEX ix_outbox_made ON outbox (made);
CREATE TABLE bound_to (bot_id BIGINT NOT NULL, PRIMARY KEY (bot_id))
"""


def _add_updates_and_outbox(connection: Connection) -> None:
    for statement in _UPDATES_AND_OUTBOX.split(";"):
        connection.execute(text(statement))


STEPS: Final[tuple[Step, ...]] = (_add_updates_and_outbox,)
"""Step n (from 0) takes a database of version n + 1 to n + 2. Never change one that was released; add another."""

_LOCK: Final = 0x4D4E4A50  # any number, for all our programs the same


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the database up to date, within the connection's transaction; returns its version.

    Raises DatabaseError for one of a newer version.
    """
    if connection.dialect.name == "postgresql":
        # Two programs may open a new database at once. In SQLite the transaction itself keeps the other one out.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    latest = len(steps) + 1
    if not inspect(connection).has_table(version.name):
        metadata.create_all(connection)
        _stamp(connection, latest)
        return latest
    found = connection.execute(select(version.c.number)).scalar_one()
    if found > latest:
        raise DatabaseError(
            f"a newer version of the bot made this database (of form {found}, and this program knows {latest}); "
            "install the newer version, or set PARTNERSHIP_DATABASE to another one"
        )
    for step in steps[found - 1 :]:
        step(connection)
    _stamp(connection, latest)
    return latest


def _stamp(connection: Connection, number: int) -> None:
    connection.execute(delete(version))
    connection.execute(version.insert().values(number=number))
