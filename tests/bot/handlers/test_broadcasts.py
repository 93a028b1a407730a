import asyncio
import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.application import TelegramBot
from bot.pacing import Pace
from bot.preview import Conversation, StandIn
from bot.preview.faults import dropped, flood
from bot.storage.broadcasts import Broadcasts
from bot.storage.database import Database, file_url
from bot.storage.subscriptions import Subscription

Running = Callable[..., AbstractContextManager[TelegramBot]]

NEWS = "Come to the <festival> on 7 July & bring friends"


class Office:
    """An admin, subscribers, and the bot between them."""

    def __init__(self, telegram: StandIn, bot: TelegramBot, boss: Conversation, readers: int) -> None:
        self.telegram, self.bot, self.boss = telegram, bot, boss
        self.readers = [telegram.chat(telegram.person(f"Reader {n}")) for n in range(readers)]
        for reader in self.readers:
            reader.ask("/start")
            one = Subscription(reader.chat.id, 9, 540, "en")
            asyncio.run(bot.services.memory.subscriptions.subscribe(one, dt.datetime.now(dt.UTC)))

    def broadcast(self, text: str = NEWS) -> None:
        self.boss.send(f"/broadcast {text}")
        self.boss.wait()
        self.boss.press(self.boss.wait(), "Send")

    def got(self, text: str = NEWS) -> list[int]:
        return [sum(message.text == text for message in reader.messages) for reader in self.readers]


@pytest.fixture
def office(running: Running) -> Iterator[Office]:
    with StandIn() as telegram:
        boss = telegram.chat(telegram.person("Boss"))
        with running(telegram, admins={boss.person.id}) as bot:
            yield Office(telegram, bot, boss, 3)


def test_a_preview_a_confirmation_and_a_report(office: Office) -> None:
    boss = office.boss
    boss.send(f"/broadcast {NEWS}")
    assert boss.wait().text == NEWS
    ask = boss.wait()
    assert ask.text == "Daily subscribers: 3. Send this message to all of them?"
    assert office.got() == [0, 0, 0]
    boss.press(ask, "Send")
    assert "on its way" in boss.wait(edited=True).text
    assert boss.wait(edited=False).text == "Your message has been delivered. Sent: 3, failed: 0"
    assert office.got() == [1, 1, 1]


def test_it_can_be_cancelled(office: Office) -> None:
    office.boss.send(f"/broadcast {NEWS}")
    office.boss.wait()
    office.boss.press(office.boss.wait(), "Cancel")
    assert office.boss.wait(edited=True).text == "It was not sent."
    assert office.boss.is_silent(0.3)
    assert office.got() == [0, 0, 0]


def test_without_a_text_or_subscribers_it_says_so(office: Office) -> None:
    assert "/broadcast …" in office.boss.ask("/broadcast").text
    for reader in office.readers:
        reader.ask("/stop")
    assert "nobody would get this" in office.boss.ask("/broadcast Hello").text


def test_lines_are_kept(office: Office) -> None:
    office.boss.send("/broadcast\nFirst line\n\nSecond")
    assert office.boss.wait().text == "First line\n\nSecond"


def test_a_blocked_chat_is_forgotten_and_others_get_it(office: Office) -> None:
    with office.telegram.world.changes.lock:
        office.readers[1].chat.blocked = True
    office.broadcast()
    office.boss.wait(edited=True)
    assert "Sent: 2" in office.boss.wait(edited=False).text
    assert office.got() == [1, 0, 1]
    assert asyncio.run(office.bot.services.memory.subscriptions.count()) == 2


def test_faults_lose_no_message_and_double_none(office: Office) -> None:
    office.boss.send(f"/broadcast {NEWS}")
    office.boss.wait()
    ask = office.boss.wait()
    office.telegram.faults.next("sendMessage", flood(1), dropped(done=True))
    office.boss.press(ask, "Send")
    office.boss.wait(edited=True)
    assert "Sent: 2, failed: 1" in office.boss.wait(edited=False, timeout=20).text
    assert office.got() == [1, 1, 1]  # one of them arrived though its connection broke


def test_it_goes_on_after_a_restart_and_nobody_gets_it_twice(running: Running, tmp_path: Path) -> None:
    with StandIn() as telegram:
        boss = telegram.chat(telegram.person("Boss"))
        # So slow that the bot ends in the middle of it.
        slow = Pace(a_second=4, chat_a_second=10, group_a_minute=10)
        with running(telegram, admins={boss.person.id}, database=Database(file_url(tmp_path)), pace=slow) as bot:
            office = Office(telegram, bot, boss, 8)
            office.broadcast()
            while not any(office.got()):
                time.sleep(0.01)
        assert sum(office.got()) < 8
        database = Database(file_url(tmp_path))
        (unfinished,) = asyncio.run(Broadcasts(database).unfinished())
        assert unfinished.text == NEWS
        with running(telegram, admins={boss.person.id}, database=database):
            while "has been delivered. Sent" not in boss.messages[-1].text:
                time.sleep(0.01)
    assert max(office.got()) == 1
    assert sum(office.got()) >= 7  # at most the one that was on its way is given up: it may have arrived


def test_it_keeps_telegrams_pace(running: Running) -> None:
    with StandIn(speed_limits=True) as telegram:
        boss = telegram.chat(telegram.person("Boss"))
        with running(telegram, admins={boss.person.id}, pace=Pace()) as bot:
            office = Office(telegram, bot, boss, 40)
            office.broadcast()
            while "has been delivered. Sent" not in boss.messages[-1].text:
                time.sleep(0.05)
            assert telegram.limits
            assert telegram.limits.refused == 0
        assert office.got() == [1] * 40
