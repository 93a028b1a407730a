import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from bot.storage import migrations
from bot.storage.database import FILE_NAME, Database, file_url
from bot.storage.errors import DatabaseError
from bot.storage.migrations import migrate


def columns(connection: Connection) -> dict[str, list[tuple[str, str, bool]]]:
    tables = inspect(connection)
    return {
        name: [(c["name"], str(c["type"]), bool(c["nullable"])) for c in tables.get_columns(name)]
        for name in sorted(tables.get_table_names())
    }


def number(connection: Connection) -> int:
    return int(connection.execute(text("SELECT number FROM schema_version")).scalar_one())


def test_a_new_database_is_of_the_latest_version(database: Database) -> None:
    assert database.run_now(number) == len(migrations.STEPS) + 1


def test_opening_again_changes_nothing(database: Database) -> None:
    before = database.run_now(columns)
    database.run_now(migrate)
    assert database.run_now(columns) == before


def test_an_old_database_goes_through_the_steps_it_lacks_and_no_other(database: Database) -> None:
    done: list[str] = []

    def step(name: str) -> migrations.Step:
        def add(connection: Connection) -> None:
            done.append(name)
            connection.execute(text(f"ALTER TABLE chats ADD COLUMN {name} INTEGER"))

        return add

    first, second = step("one"), step("two")
    database.run_now(lambda connection: connection.execute(text("UPDATE schema_version SET number = 1")))
    assert database.run_now(lambda connection: migrate(connection, (first,))) == 2
    assert database.run_now(lambda connection: migrate(connection, (first, second))) == 3
    assert done == ["one", "two"]
    assert [name for name, _, _ in database.run_now(columns)["chats"]] == ["id", "since", "one", "two"]


def test_a_step_that_fails_leaves_the_database_as_it_was(database: Database) -> None:
    def halfway(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE chats ADD COLUMN half INTEGER"))
        raise ZeroDivisionError

    database.run_now(lambda connection: connection.execute(text("UPDATE schema_version SET number = 1")))
    before = database.run_now(columns), database.run_now(number)
    with pytest.raises(ZeroDivisionError):
        database.run_now(lambda connection: migrate(connection, (halfway,)))
    assert (database.run_now(columns), database.run_now(number)) == before


def test_the_first_form_leads_to_that_of_a_new_database(tmp_path: Path) -> None:
    """Fails on a table that was changed without a step. `form-1.sql` is the form of the first version."""
    with sqlite3.connect(tmp_path / FILE_NAME) as old:
        old.executescript((Path(__file__).parent / "form-1.sql").read_text("utf-8"))
    old.close()
    opened, new = Database(file_url(tmp_path)), Database()
    assert opened.run_now(columns) == new.run_now(columns)
    assert opened.run_now(number) == new.run_now(number)
    opened.close()
    new.close()


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    database = Database(url)
    database.run_now(lambda connection: connection.execute(text("UPDATE schema_version SET number = 99")))
    database.close()
    with pytest.raises(DatabaseError, match="newer version"):
        Database(url)
