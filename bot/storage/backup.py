"""A copy of the database, whole and consistent though the bot goes on writing meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.errors import DatabaseError

_PAGES_A_STEP = 1000


def back_up(file: Path, copy: Path) -> int:
    """Copy a SQLite database with https://www.sqlite.org/backup.html; gives the size of the copy in bytes.

    Raises DatabaseError where there is none, where `copy` exists, or where the copy is not whole.
    """
    if not file.is_file():
        raise DatabaseError(f"there is no database {file}; the bot makes it when it first runs")
    if copy.exists():
        raise DatabaseError(f"{copy} exists already; name another file")
    part = copy.with_name(f".{copy.name}.part")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            _copy(source, part)
        part.rename(copy)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseError(f"{file} cannot be copied to {copy}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return copy.stat().st_size


def _copy(source: sqlite3.Connection, part: Path) -> None:
    with closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=_PAGES_A_STEP)
        # The copy shall be one file, without a log beside it.
        target.execute("PRAGMA journal_mode = DELETE")
        found = target.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise DatabaseError(f"the database is damaged: {found}; an earlier copy may be sound")
