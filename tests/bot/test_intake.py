import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.application import TelegramBot
from bot.errors import StartError
from bot.preview import Conversation, StandIn
from bot.preview.faults import elsewhere, not_found, page, unauthorized
from bot.storage.database import Database, file_url
from bot.storage.days import DAY_SECONDS
from bot.storage.errors import DatabaseError
from bot.storage.updates import MOST_BEGUN, Raw, Updates

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"

# A poll as servers of before Bot API 9.6 send it, without `allows_revoting`: the library requires that.
OLD_POLL = {
    "id": "1",
    "question": "The secret of the Gobi?",
    "options": [{"text": "Yes", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
}
STRANGE: list[Any] = [
    {"message": {"message_id": 1, "date": 0, "chat": "The secret of the Gobi?"}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 5, "type": "private"}, "text": "\x00"}},
    {"message": ["The secret of the Gobi?"]},
    {"callback_query": {"id": 7}},
    {"message": None},
    {"nothing_known": {"The secret of the Gobi?": 1}},
]


def poisoned(anna: Conversation, content: Any) -> None:
    """Put an update in the queue, of any form."""
    updates = anna.world.updates
    with anna.world.changes.lock:
        updates.pending.append({"update_id": updates._next, **content})
        updates._next += 1
        anna.world.changes.wake()


def said(chat: Conversation) -> list[str]:
    return [message.text for message in chat.messages if message.sender != chat.person]


def test_what_cannot_be_read_is_kept_aside_and_passed_over(
    running: Running, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))
        poll = {"message_id": 5, "date": 0, "chat": {"id": anna.chat.id, "type": "private"}, "poll": OLD_POLL}
        with running(telegram, database=Database(file_url(tmp_path))):
            anna.ask("/start")
            poisoned(anna, {"message": poll})
            for content in STRANGE:
                poisoned(anna, content)
            assert "50,000" in anna.ask(TREES).text
    assert "cannot be read" in caplog.text
    assert "Gobi" not in caplog.text
    database = Database(file_url(tmp_path))
    states = database.run_now(lambda c: set(c.exec_driver_sql("SELECT state FROM updates").scalars()))
    assert states == {"aside", "done"}
    database.close()


def test_what_an_earlier_run_left_is_answered_first_and_once(running: Running, tmp_path: Path) -> None:
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))
        for number in range(3):
            anna.send(f"/ask {TREES}" if number else "/help")
        with anna.world.changes.lock:
            pending = list(anna.world.updates.pending)
        database = Database(file_url(tmp_path))
        raws = [Raw(one["update_id"], anna.chat.id, json.dumps(one)) for one in pending]
        asyncio.run(Updates(database).store(raws[:2]))
        database.close()
        # Telegram sends all of them again, since none was confirmed.
        with running(telegram, database=Database(file_url(tmp_path))):
            anna.ask("/privacy")
            while "stored" not in said(anna)[-1]:
                time.sleep(0.01)
        texts = said(anna)
    assert "How to ask questions" in texts[0]
    assert len(texts) == 4


async def test_what_is_too_old_or_was_begun_too_often_is_not_taken_up(tmp_path: Path) -> None:
    now = 1e9
    database = Database(file_url(tmp_path))
    updates = Updates(database, clock=lambda: now)
    await updates.store([Raw(1, None, "{}")])
    now += DAY_SECONDS + 1
    await updates.store([Raw(2, None, "{}"), Raw(3, None, "{}"), Raw(4, None, "{}")])
    for _ in range(MOST_BEGUN):
        updates.begun(3)
    updates.done(4)
    left = await updates.left()
    assert [raw.id for raw in left.open] == [2]
    assert left.dropped == 1
    assert await updates.store([Raw(4, None, "{}")]) == []
    database.close()


def test_a_token_refused_in_passing_makes_nobody_deaf(running: Running) -> None:
    with StandIn() as telegram, running(telegram):
        anna = telegram.chat(telegram.person("Anna"))
        anna.ask("/start")
        telegram.faults.next("getUpdates", unauthorized(), not_found(), page(502), page(200))
        anna.ask("/help")
        assert "50,000" in anna.ask(TREES, timeout=20).text


def test_a_token_refused_for_good_ends_the_bot(index: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling.LASTING_SECONDS", 1.0)
    with StandIn() as telegram:
        telegram.faults.next("getUpdates", *[unauthorized()] * 20)
        with pytest.raises(StartError, match="TELEGRAM_BOT_TOKEN") as raised:
            asyncio.run(TelegramBot(telegram.token, telegram.url, index).serve(asyncio.Event()))
    assert telegram.token not in str(raised.value)


def test_another_instance_is_waited_for_and_then_replaced(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.polling.STANDBY_SECONDS", 0.1)
    with StandIn() as telegram, running(telegram):
        anna = telegram.chat(telegram.person("Anna"))
        anna.ask("/start")
        telegram.faults.next("getUpdates", *[elsewhere()] * 3)
        anna.ask("/help")
        assert "50,000" in anna.ask(TREES, timeout=20).text
    assert caplog.text.count("another instance") <= 3


def test_two_instances_answer_everything_once(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.polling.STANDBY_SECONDS", 1.0)
    with StandIn() as telegram, running(telegram):
        people = [telegram.chat(telegram.person(f"P{number}")) for number in range(6)]
        people[0].ask("/start")
        with running(telegram):
            for person in people:
                assert "50,000" in person.ask(TREES, timeout=20).text
        for person in people:
            assert "How to ask questions" in person.ask("/help", timeout=20).text
        assert [len(said(person)) for person in people] == [3, 2, 2, 2, 2, 2]


def test_the_flood_of_one_holds_nobody_up(running: Running) -> None:
    with StandIn() as telegram, running(telegram):
        flooder, anna = telegram.chat(telegram.person("Flood")), telegram.chat(telegram.person("Anna"))
        for _ in range(600):
            flooder.send("/help")
        begin = time.monotonic()
        assert "50,000" in anna.ask(TREES).text
        assert time.monotonic() - begin < 5
        # All that fits is handled: so many as the quota lets through, and one that says it.
        flooder.send("/sources")
        while "give me a minute" not in said(flooder)[-1]:
            time.sleep(0.01)
        assert len(said(flooder)) == 21


def test_a_database_of_another_bot_is_refused(running: Running, index: Any, tmp_path: Path) -> None:
    with StandIn() as telegram, running(telegram, database=Database(file_url(tmp_path))):
        telegram.chat(telegram.person("Anna")).ask("/start")
    with StandIn(token="123456:another-bots-token-of-some-length") as other:
        bot = TelegramBot(other.token, other.url, index, database=Database(file_url(tmp_path)))
        with pytest.raises(DatabaseError, match="belongs to the bot 7000000001"):
            asyncio.run(bot.serve(asyncio.Event()))
