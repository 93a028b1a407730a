import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.storage.backup import back_up
from bot.storage.database import FILE_NAME, Database, file_url
from bot.storage.days import today
from bot.storage.errors import DatabaseError
from bot.storage.tables import chats


def test_the_copy_is_whole_while_the_bot_writes(tmp_path: Path) -> None:
    database, stop = Database(file_url(tmp_path)), threading.Event()
    for number in range(5000):
        database.write(database.add(chats, id=number, since=today()))
    database.run_now(lambda connection: None)

    def write() -> None:
        number = 5000
        while not stop.is_set():
            number += 1
            # Always two at once: a copy that were not consistent could hold one of them.
            pair = [database.add(chats, id=sign * number, since=today()) for sign in (1, -1)]
            database.write(*pair)
            database.run_now(lambda connection: None)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(3):
            size = back_up(tmp_path / FILE_NAME, tmp_path / f"copy-{n}.sqlite3")
            assert size == (tmp_path / f"copy-{n}.sqlite3").stat().st_size
    finally:
        stop.set()
        writer.join()
        database.close()
    for n in range(3):
        folder = tmp_path / f"restored-{n}"
        folder.mkdir()
        (tmp_path / f"copy-{n}.sqlite3").rename(folder / FILE_NAME)
        restored = Database(file_url(folder))
        above = select(func.count()).where(chats.c.id > 5000)
        below = select(func.count()).where(chats.c.id < 0)
        assert restored.run_now(lambda c, q=above: c.execute(q).scalar_one()) == restored.run_now(  # type: ignore[misc]
            lambda c, q=below: c.execute(q).scalar_one()  # type: ignore[misc]
        )
        restored.close()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    Database(file_url(tmp_path)).close()
    (tmp_path / "copy").write_text("precious")
    with pytest.raises(DatabaseError, match="exists already"):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "precious"


def test_there_must_be_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no database"):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")
    assert not (tmp_path / FILE_NAME).exists()


def test_a_damaged_database_gives_no_copy(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as damaged:
        damaged.execute("CREATE TABLE t (x TEXT)")
        damaged.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 100)
        damaged.execute("CREATE INDEX i ON t (x)")
    damaged.close()
    content = bytearray((tmp_path / FILE_NAME).read_bytes())
    content[3 * 4096 : 4 * 4096] = bytes(4096)
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(DatabaseError, match=r"damaged|malformed"):
        back_up(tmp_path / FILE_NAME, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE_NAME]
