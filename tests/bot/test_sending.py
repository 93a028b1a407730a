import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

import pytest

from bot import delivery
from bot.application import TelegramBot
from bot.limits import MESSAGES_A_SECOND
from bot.pacing import Pace
from bot.preview import Conversation, StandIn
from bot.preview.errors import bad_request
from bot.preview.faults import (
    Fault,
    bad_gateway,
    delayed,
    dropped,
    flood,
    internal_error,
    not_found,
    page,
    unauthorized,
)

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"


class Talk(NamedTuple):
    telegram: StandIn
    bot: TelegramBot
    anna: Conversation


@pytest.fixture
def chat(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    """A bot that loses no time between its attempts."""
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.05)
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


@pytest.mark.parametrize(("fault", "copies"), [(dropped(done=True), 2), (dropped(done=False), 1)])
def test_a_send_whose_receipt_was_lost_is_sent_once_more(chat: Talk, fault: Fault, copies: int) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", fault)
    anna.send(TREES)
    # What comes next in a chat waits for what is under way there.
    anna.send("/help")
    while not answers(anna) or "How to ask questions" not in answers(anna)[-1]:
        time.sleep(0.01)
    assert len(answers(anna)) == copies + 1


def test_a_send_is_made_twice_at_most_where_nobody_knows_whether_it_arrived(
    chat: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", *[dropped(done=True)] * 2)
    with caplog.at_level(logging.WARNING, "bot.delivery"):
        anna.send(TREES)
        anna.send("/help")
        while not answers(anna) or "How to ask questions" not in answers(anna)[-1]:
            time.sleep(0.01)
    assert "may have arrived or not" in caplog.text
    assert [("50,000" in text) for text in answers(anna)] == [True, True, False]


@pytest.mark.parametrize(
    "fault",
    [
        unauthorized(),
        not_found(),
        page(502),
        page(503),
        page(200),
        bad_gateway(),
        internal_error(),
        dropped(done=False),
    ],
)
def test_trouble_in_passing_costs_no_answer_and_doubles_none(chat: Talk, fault: Fault) -> None:
    telegram, _, anna = chat
    telegram.faults.next("sendMessage", *[fault] * (1 if fault.dropped else 4))
    assert "50,000" in anna.ask(TREES).text
    anna.ask("/help")
    assert len(answers(anna)) == 2


def test_no_second_try_is_wasted_while_telegram_is_away(chat: Talk) -> None:
    telegram, _, anna = chat
    anna.ask("/help")
    telegram.faults.next("sendMessage", dropped(done=False))
    telegram.faults.next("getMe", *[dropped()] * 4)
    assert "50,000" in anna.ask(TREES).text
    assert not telegram.faults.waiting["getme"]


def test_a_deleted_topic_is_answered_in_the_chat(chat: Talk) -> None:
    telegram = chat.telegram
    group = telegram.group(telegram.person("Bold"), "Group", topics=True)
    group.add_bot()
    group.wait()
    topic = group.create_topic("Trees")
    telegram.faults.next("sendMessage", flood(1))
    topic.send(f"/ask {TREES}")
    with group.world.changes.lock:
        group.chat.topics.clear()
    assert "50,000" in group.wait().text


def test_a_chat_that_is_not_found_keeps_what_is_stored_of_it(chat: Talk) -> None:
    telegram, bot, anna = chat
    anna.ask("日本は何本の木を植えますか？")
    telegram.faults.next("sendMessage", Fault(refused=bad_request("chat not found")))
    anna.send(TREES)
    anna.ask("/help")
    assert bot.services.memory.preferences._last


def test_an_edit_that_would_change_nothing_is_not_made(chat: Talk) -> None:
    telegram, _, anna = chat
    answer = anna.ask(TREES)
    telegram.faults.next("editMessageText", internal_error())
    anna.press(answer, "👍")
    anna.ask("/help")
    assert len(telegram.faults.waiting["editmessagetext"]) == 1


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
