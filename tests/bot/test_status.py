import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.application import TelegramBot
from bot.preview import StandIn
from bot.preview.faults import bad_gateway
from bot.storage import database as storage
from bot.storage.database import FILE_NAME, Database, file_url
from bot.storage.errors import DatabaseError
from tests.bot.processes import answers, until
from tests.bot.test_webhook import free_port

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"


def test_it_says_that_it_is_well_and_counts(running: Running) -> None:
    url = f"127.0.0.1:{free_port()}"
    with StandIn() as telegram, running(telegram, status_listen=url):
        anna = telegram.chat(telegram.person("Anna"))
        anna.ask("/start")
        telegram.faults.next("sendMessage", bad_gateway())
        anna.ask(TREES)
        assert httpx.get(f"http://{url}/healthz").json() == {"ok": True, "troubles": []}
        assert httpx.get(f"http://{url}/readyz").json() == {"ready": True}
        text = httpx.get(f"http://{url}/metrics").text
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert values["bot_questions_total", "answered"] == 1
    assert values["bot_retries_total", "NetworkError"] == 1
    assert values["bot_sends_total", "sent"] == 2
    assert values["bot_updates_total", "done"] >= 1
    assert values["bot_stage_seconds_count", "search"] == 1
    assert values[("bot_storage_ok",)] == 1
    assert TREES not in text


class TestTrouble:
    """With the database locked by another program, as on a full disk or a read-only one."""

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(storage, "BUSY_MILLISECONDS", 50)
        monkeypatch.setattr(storage, "AILING_SECONDS", 0.3)

    @pytest.mark.parametrize(
        ("pragma", "lift", "says"),
        [
            ("query_only = ON", "query_only = OFF", "readonly"),
            ("max_page_count = 1", "max_page_count = 1000000", "full"),
        ],
    )
    def test_a_full_or_readonly_disk_keeps_nobody_from_an_answer(
        self, running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture, pragma: str, lift: str, says: str
    ) -> None:
        database, url = Database(file_url(tmp_path)), f"127.0.0.1:{free_port()}"

        def make(pragma: str) -> None:
            connection = database._engine.raw_connection()
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
            connection.close()

        with StandIn() as telegram, running(telegram, database=database, status_listen=url):
            people = [telegram.chat(telegram.person(f"P{number}")) for number in range(40)]
            people[0].ask("/start")
            database._thread.submit(make, pragma).result()
            people[0].ask("а" * 3000)  # more than the pages that there are have room for
            for person in people[1:20]:
                assert "50,000" in person.ask(TREES).text
            assert says in caplog.text
            # A full disk has room for what is small, and then all is well again.
            if says == "readonly":
                assert httpx.get(f"http://{url}/healthz").status_code == 503
            database._thread.submit(make, lift).result()
            for person in people[20:]:
                assert "50,000" in person.ask(TREES).text
            until(lambda: httpx.get(f"http://{url}/healthz").status_code == 200)
            assert [len(answers(person)) for person in people] == [2] + [1] * 39

    def test_so_does_one_that_another_program_locks_and_nothing_comes_twice(
        self, running: Running, tmp_path: Path
    ) -> None:
        url = f"127.0.0.1:{free_port()}"
        with (
            StandIn() as telegram,
            running(telegram, database=Database(file_url(tmp_path)), status_listen=url),
        ):
            anna = telegram.chat(telegram.person("Anna"))
            anna.ask("/start")
            other = sqlite3.connect(tmp_path / FILE_NAME)
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                assert "50,000" in anna.ask(TREES).text
            red = httpx.get(f"http://{url}/healthz")
            assert red.status_code == 503
            assert "locked" in red.json()["troubles"][0]
            other.rollback()
            other.close()
            anna.ask(TREES)
            until(lambda: httpx.get(f"http://{url}/healthz").status_code == 200)
            anna.ask("/help")
            assert len(answers(anna)) == 6

    def test_a_thumb_is_thanked_for_only_when_it_is_kept(self, running: Running, tmp_path: Path) -> None:
        with StandIn() as telegram, running(telegram, database=Database(file_url(tmp_path))):
            anna = telegram.chat(telegram.person("Anna"))
            answer = anna.ask(TREES)
            other = sqlite3.connect(tmp_path / FILE_NAME)
            other.execute("BEGIN IMMEDIATE")
            assert "went wrong" in anna.press(answer, "👍").text
            other.rollback()
            other.close()
            for _ in range(3):
                assert anna.press(answer, "👍").text == "Thank you!"
        database = Database(file_url(tmp_path))
        assert database.run_now(lambda c: c.exec_driver_sql("SELECT count(*) FROM opinions").scalar()) == 1
        database.close()

    def test_forgetting_is_said_to_be_done_only_when_it_is(self, running: Running, tmp_path: Path) -> None:
        with StandIn() as telegram, running(telegram, database=Database(file_url(tmp_path))) as bot:
            anna = telegram.chat(telegram.person("Anna"))
            anna.ask(TREES)
            ask = anna.ask("/forget")
            other = sqlite3.connect(tmp_path / FILE_NAME)
            other.execute("BEGIN IMMEDIATE")
            button = ask.labels[0]
            assert "went wrong" in anna.press(ask, button).text
            assert bot.services.memory.preferences._last
            other.rollback()
            other.close()
            anna.press(ask, button)
            anna.wait(edited=True)
            assert not bot.services.memory.preferences._last


def test_a_damaged_database_is_named_at_the_start(tmp_path: Path) -> None:
    database = Database(file_url(tmp_path))
    database.run_now(
        lambda c: [c.exec_driver_sql("INSERT INTO chats VALUES (?, '2026-01-01')", (n,)) for n in range(9000)]
    )
    database.close()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(DatabaseError, match=r"damaged|malformed"):
        Database(file_url(tmp_path))
