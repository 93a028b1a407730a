"""`partnership-bot backup`: a copy of the database while the bot runs."""

import argparse
import datetime as dt
from pathlib import Path

from bot.settings import read_settings
from bot.storage.errors import DatabaseError


def run(options: argparse.Namespace) -> int:
    """Write the copy and print where it is."""
    from bot.commands.opening import open_database
    from bot.storage.backup import back_up

    settings = read_settings()
    database = open_database(settings)
    file, name = database.file, database.name
    database.close()
    if file is None:
        raise DatabaseError(f"the database {name} is no file; copy it with: pg_dump --format=custom --file=FILE NAME")
    copy: Path = options.file or settings.data / "backups" / f"partnership-{dt.datetime.now():%Y-%m-%d-%H%M%S}.sqlite3"  # noqa: DTZ005 - the operator's clock
    size = back_up(file, copy)
    print(f"{copy}, {size / 1e6:.1f} MB")
    return 0
