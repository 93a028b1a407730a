"""The database, opened once a process and used from one thread of its own, so that nobody waits for a disk.

SQLite by default: its write-ahead log outlives a process that is killed at any moment
(https://www.sqlite.org/wal.html). A PostgreSQL address works the same.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Executable, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from bot.storage.errors import DatabaseError
from bot.storage.migrations import migrate

FILE_NAME: Final = "partnership.sqlite3"
IN_MEMORY: Final = "sqlite://"
BUSY_MILLISECONDS: Final = 5_000
"""How long we wait for another program that writes: the bot and a command may run at the same time."""
AILING_SECONDS: Final = 10.0
"""So long after a failure nobody waits for the database who can do without."""

MOST_WAITING: Final = 20_000
"""So many writes are kept while the disk takes none; the oldest are given up first."""
_PASSING: Final = ("is locked", "is full", "readonly", "disk i/o", "unable to open")

logger = logging.getLogger(__name__)
T = TypeVar("T")


def file_url(data: Path) -> str:
    """Give the address of the database file in the data folder."""
    return URL.create("sqlite", database=str((data / FILE_NAME).resolve())).render_as_string(hide_password=False)


class Database:
    """An open database. Raises DatabaseError where it cannot be opened or brought up to date.

    `write` returns at once and what it is given is committed soon after, in order; `run` sees all that was written
    before it, and raises DatabaseError where the work cannot be done: the disk is full or read-only, the database is
    locked or damaged. Safe to call from any thread.
    """

    def __init__(self, url: str = IN_MEMORY) -> None:
        self._engine = _engine(url)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="storage")
        self._waiting: list[Sequence[Executable]] = []
        self._draining = False
        self._lock = threading.Lock()
        self._failed: float | None = None
        self.trouble: str | None = None
        """What went wrong last, until something goes right again."""
        try:
            self._thread.submit(self._open).result()
        except (SQLAlchemyError, DatabaseError) as error:
            self.close()
            if isinstance(error, DatabaseError):
                raise
            raise DatabaseError(f"the database {self.name} cannot be opened: {_reason(error)}") from error

    @property
    def name(self) -> str:
        """The address, for people: without a password."""
        return self._engine.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for one in memory or on a server."""
        url = self._engine.url
        return Path(url.database) if self.dialect == "sqlite" and url.database else None

    @property
    def ailing(self) -> bool:
        """Whether it failed a moment ago."""
        return self._failed is not None and time.monotonic() - self._failed < AILING_SECONDS

    @property
    def dialect(self) -> str:
        """Either `sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def add(self, table: Table, **values: Any) -> Executable:
        """Make a statement that inserts a row, unless there is one of its key."""
        return self._insert(table, values).on_conflict_do_nothing(index_elements=_keys(table))

    def put(self, table: Table, **values: Any) -> Executable:
        """Make a statement that inserts a row, or changes the one of its key."""
        keys = _keys(table)
        changed = {name: value for name, value in values.items() if name not in keys}
        return self._insert(table, values).on_conflict_do_update(index_elements=keys, set_=changed)

    def write(self, *statements: Executable) -> None:
        """Carry statements out soon, together. One that fails is logged: the bot goes on without its memory."""
        with self._lock:
            self._waiting.append(statements)
            first, self._draining = not self._draining, True
        if first:
            self._thread.submit(self._drain)

    async def write_now(self, *statements: Executable) -> None:
        """Carry statements out together, and wait until they are on the disk. Raises DatabaseError."""
        await self.run(lambda connection: _execute(connection, statements))

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Do work in a transaction without holding up the event loop."""
        return await asyncio.wrap_future(self._thread.submit(self._in_transaction, work))

    def run_now(self, work: Callable[[Connection], T]) -> T:
        """Do work in a transaction and wait for it; for programs without an event loop, and for the start."""
        return self._thread.submit(self._in_transaction, work).result()

    def close(self) -> None:
        """Write what still waits, and close."""
        self._thread.submit(self._drain)
        self._thread.submit(self._engine.dispose)
        self._thread.shutdown(wait=True)

    def _insert(self, table: Table, values: dict[str, Any]) -> "postgresql.Insert | sqlite.Insert":
        made = postgresql.insert(table) if self.dialect == "postgresql" else sqlite.insert(table)
        return made.values(**values)

    def _open(self) -> None:
        with self._engine.begin() as connection:
            if self.dialect == "sqlite":
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if found != "ok":
                    raise DatabaseError(
                        f"the database {self.name} is damaged ({found}); stop the bot, keep the file, and put the "
                        "newest backup in its place"
                    )
            migrate(connection)

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                done = work(connection)
        except SQLAlchemyError as error:
            self._failed, self.trouble = time.monotonic(), _reason(error)
            raise DatabaseError(f"the database {self.name} did not take something: {_reason(error)}") from error
        self._failed = self.trouble = None
        return done

    def _drain(self) -> None:
        """Commit all that waits at once: many small writes cost one."""
        with self._lock:
            waiting, self._waiting, self._draining = self._waiting, [], False
        if not waiting:
            return
        try:
            self._in_transaction(lambda connection: _execute(connection, [s for group in waiting for s in group]))
        except DatabaseError as error:
            if _passing(error):
                self._keep_for_later(waiting, error)
            else:
                self._commit_each(waiting)

    def _keep_for_later(self, waiting: list[Sequence[Executable]], error: DatabaseError) -> None:
        """Put back what a full or locked disk did not take: it goes with the next write, or with the one after."""
        logger.error("%s", error)
        with self._lock:
            self._waiting = (waiting + self._waiting)[-MOST_WAITING:]

    def _commit_each(self, waiting: list[Sequence[Executable]]) -> None:
        for group in waiting:
            try:
                self._in_transaction(lambda connection, group=group: _execute(connection, group))  # type: ignore[misc]
            except DatabaseError as error:
                logger.error("%s", error)


def _passing(error: DatabaseError) -> bool:
    """Tell whether a failure is of the disk's or the server's, and none of the statement's."""
    cause = error.__cause__
    lost = isinstance(cause, DBAPIError) and cause.connection_invalidated
    return lost or any(sign in str(error).lower() for sign in _PASSING)


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _execute(connection: Connection, statements: Sequence[Executable]) -> None:
    for statement in statements:
        connection.execute(statement)


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError(
            "PARTNERSHIP_DATABASE takes an address like sqlite:////var/lib/bot.sqlite3 or postgresql://user@host/name"
        ) from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseError(f"PARTNERSHIP_DATABASE takes sqlite:// or postgresql://, not {parsed.drivername}://")
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            _make_room(Path(parsed.database))
        engine = create_engine(parsed)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise DatabaseError("PostgreSQL needs its driver; run: pip install 'psycopg[binary]'") from error


def _make_room(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # People's ids are in it: for nobody else on this computer. SQLite gives its log the same rights.
        file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(
            f"{file} cannot be written ({error.strerror}); set PARTNERSHIP_DATA to another folder"
        ) from error


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy's signature
    # Python's own handling of transactions commits before some statements; SQLAlchemy's is used instead, see
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # what is committed outlives a power loss: Telegram will not send it again
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "secure_delete = ON",  # what is forgotten is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that begins by reading could not wait for another writer once it wants to write itself.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())
