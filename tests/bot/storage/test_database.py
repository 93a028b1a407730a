import asyncio
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text

from bot.storage.database import BUSY_MILLISECONDS, Database, file_url
from bot.storage.days import today
from bot.storage.errors import DatabaseError
from bot.storage.tables import chats, languages

WRITER = """
import sys
from bot.storage.database import Database
from bot.storage.days import today
from bot.storage.tables import chats
database = Database(sys.argv[1])
number = 0
while True:
    number += 1
    database.write(database.add(chats, id=number, since=today()))
    if number % 20 == 0:
        database.run_now(lambda connection: None)  # all before it are committed now
        print(number, flush=True)
"""


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(chats)).scalar_one()


def test_what_is_written_is_seen_by_whoever_asks_after_it(database: Database) -> None:
    for number in range(500):
        database.write(database.add(chats, id=number, since=today()))
    assert database.run_now(count) == 500


def test_the_event_loop_goes_on_while_the_database_works(database: Database) -> None:
    gate = threading.Event()

    async def ask() -> int:
        slow = asyncio.create_task(database.run(lambda connection: gate.wait(30)))
        await asyncio.sleep(0)
        database.write(database.add(chats, id=1, since=today()))
        gate.set()
        assert await slow
        return await database.run(count)

    assert asyncio.run(ask()) == 1


def test_closing_writes_what_waits(url: str) -> None:
    database = Database(url)
    database.write(database.add(chats, id=7, since=today()))
    database.close()
    again = Database(url)
    assert again.run_now(count) == 1
    again.close()


def test_one_bad_statement_takes_no_other_with_it(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    gate = threading.Event()
    database._thread.submit(gate.wait)  # so that the three are committed together
    database.write(database.add(chats, id=1, since=today()))
    database.write(database.put(languages, chat_id=99, fixed="en"))  # of no chat
    database.write(database.add(chats, id=2, since=today()))
    gate.set()
    assert database.run_now(count) == 2
    assert "did not take something" in caplog.text


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(database.add(chats, id=1, since=today()))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run_now(fail)
    assert database.run_now(count) == 0


def test_rows_go_with_their_chat(database: Database) -> None:
    database.write(database.add(chats, id=1, since=today()), database.put(languages, chat_id=1, fixed="ja"))
    database.write(chats.delete())
    assert database.run_now(lambda c: c.execute(select(func.count()).select_from(languages)).scalar_one()) == 0


def test_sqlite_is_set_up_to_survive_and_to_forget(tmp_path: Path) -> None:
    database = Database(file_url(tmp_path))

    def pragma(name: str) -> object:
        return database.run_now(lambda connection: connection.execute(text(f"PRAGMA {name}")).scalar_one())

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # a power loss takes nothing that was committed
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == BUSY_MILLISECONDS
    assert pragma("secure_delete") == 1
    database.close()
    assert (tmp_path / "partnership.sqlite3").stat().st_mode & 0o077 == 0


def test_what_was_committed_outlives_a_killed_process(tmp_path: Path) -> None:
    url = file_url(tmp_path)
    with subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        for _ in range(10):
            committed = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().splitlines(keepends=True)
    committed = max([committed, *(int(line) for line in rest if line.endswith("\n"))])
    database = Database(url)
    assert database.run_now(lambda connection: connection.execute(text("PRAGMA integrity_check")).scalar_one()) == "ok"
    ids = database.run_now(
        lambda connection: connection.execute(select(chats.c.id).order_by(chats.c.id)).scalars().all()
    )
    assert list(ids) == list(range(1, len(ids) + 1))
    assert len(ids) >= committed
    database.close()


def test_two_programs_may_write_at_once(url: str) -> None:
    first, second = Database(url), Database(url)
    for number in range(100):
        first.write(first.add(chats, id=number, since=today()))
        second.write(second.add(chats, id=1000 + number, since=today()))
    first.run_now(count)
    second.run_now(count)
    assert first.run_now(count) == 200
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "takes an address like"),
        ("mysql://a@b/c", "not mysql://"),
        ("postgresql://bot@127.0.0.1:9/nothing", "cannot be opened"),
    ],
)
def test_a_wrong_address_is_an_error_in_words(url: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says):
        Database(url)


def test_a_password_is_not_named() -> None:
    with pytest.raises(DatabaseError) as error:
        Database("postgresql://bot:hunter2@127.0.0.1:9/nothing")
    assert "hunter2" not in str(error.value)


def test_a_file_that_is_no_database_is_an_error_in_words(tmp_path: Path) -> None:
    file = tmp_path / "partnership.sqlite3"
    file.write_text("my holiday pictures " * 100)
    with pytest.raises(DatabaseError, match="not a database"):
        Database(file_url(tmp_path))
    assert file.read_text().startswith("my holiday")


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseError, match="cannot be written"):
        Database(file_url(tmp_path / "data"))
