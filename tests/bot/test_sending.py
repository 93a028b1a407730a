import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

import pytest

from bot import sending
from bot.application import TelegramBot
from bot.limits import MESSAGES_A_SECOND
from bot.pacing import Pace
from bot.preview import Conversation, StandIn
from bot.preview.faults import Fault, bad_gateway, delayed, dropped, flood, internal_error

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"


class Talk(NamedTuple):
    telegram: StandIn
    bot: TelegramBot
    anna: Conversation


@pytest.fixture
def chat(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """A bot that loses no time between its attempts."""
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.05)
    with StandIn() as telegram, running(telegram) as bot:
        yield Talk(telegram, bot, telegram.chat(telegram.person("Anna")))


def answers(chat: Conversation) -> list[str]:
    return [message.text for message in chat.messages if message.sender != chat.person]


def test_a_flood_limit_is_waited_for(chat: Talk) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", flood(1), flood(1))
    begin = time.monotonic()
    anna.ask(TREES)
    assert time.monotonic() - begin >= 2
    assert len(answers(anna)) == 1


@pytest.mark.parametrize("fault", [bad_gateway(), internal_error()])
def test_a_send_that_was_refused_is_sent_again(chat: Talk, fault: Fault) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", fault)
    assert "50,000" in anna.ask(TREES).text
    assert len(answers(anna)) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_a_send_that_may_have_arrived_is_not_sent_twice(
    chat: Talk, caplog: pytest.LogCaptureFixture, arrived: bool
) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", dropped(done=arrived))
    with caplog.at_level(logging.WARNING, "bot.sending"):
        anna.send(TREES)
        # What comes next in a chat waits for what is under way there.
        anna.send("/help")
        while not answers(anna) or "How to ask questions" not in answers(anna)[-1]:
            time.sleep(0.01)
    assert "may have arrived" in caplog.text
    assert len(answers(anna)) == (2 if arrived else 1)


def test_an_edit_is_repeated_until_it_is_done(chat: Talk) -> None:
    telegram, _, anna = chat
    answer = anna.ask(TREES)
    telegram.faults.next("editMessageText", dropped(done=True), bad_gateway(), dropped(done=False))
    anna.press(answer, "More 2/3 ›")
    assert "‹ 1/3" in anna.wait(edited=True).labels
    # Its repetition changed nothing any more, which is no error; the bot goes on.
    anna.press(answer, "‹ 1/3")
    assert "‹ 1/3" not in anna.wait(edited=True).labels


def test_an_edit_of_a_message_that_was_deleted_is_passed_over(chat: Talk, caplog: pytest.LogCaptureFixture) -> None:
    anna = chat.anna
    answer = anna.ask(TREES)
    anna.clear()
    anna.press_button(answer, "Sources")
    anna.ask(TREES)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_question_deleted_meanwhile_is_answered_without_a_quote(chat: Talk) -> None:
    telegram = chat.telegram
    group = telegram.group(telegram.person("Bold"), "Group")
    group.add_bot()
    group.wait()
    telegram.faults.next("sendMessage", flood(1))
    question = group.send(f"/ask {TREES}")
    with group.world.changes.lock:
        group.world.remove(question)
    assert group.wait().reply_to is None


def test_a_chat_that_is_gone_is_forgotten_quietly(chat: Talk, caplog: pytest.LogCaptureFixture) -> None:
    telegram, bot, anna = chat
    anna.ask("日本は何本の木を植えますか？")
    assert bot.services.memory.preferences._last
    with anna.world.changes.lock:
        anna.send(TREES)
        anna.chat.blocked = True
    other = telegram.chat(telegram.person("Bold"))
    other.ask(TREES)
    deadline = time.monotonic() + 5
    while anna.chat.id in bot.services.memory.preferences._last and time.monotonic() < deadline:
        time.sleep(0.01)
    assert anna.chat.id not in bot.services.memory.preferences._last
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_telegrams_limits_are_kept_however_late_messages_arrive(running: Running) -> None:
    with StandIn(speed_limits=True) as telegram, running(telegram, pace=Pace()):
        people = [telegram.chat(telegram.person(f"P{number}")) for number in range(40)]
        telegram.faults.next("sendMessage", *[delayed(0.9)] * MESSAGES_A_SECOND)
        for person in people:
            person.send("/help")
        people[0].send("/help")
        for person in (*people, people[0]):
            person.wait(timeout=20)
        assert len(answers(people[0])) == 2
        assert telegram.limits is not None
        assert telegram.limits.refused == 0
