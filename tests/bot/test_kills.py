"""What becomes of questions when the process ends: killed, stopped, started twice. With real processes and signals."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.preview import Conversation, StandIn
from bot.preview.faults import delayed, dropped
from bot.upkeep import Home
from tests.bot.processes import Process, answers, until

TREES = "How many trees did Japan promise to plant?"


@pytest.fixture
def process(own_home: Home, tmp_path: Path) -> Callable[..., Process]:
    def make(telegram: StandIn, **settings: str) -> Process:
        return Process(telegram, own_home, tmp_path / "log", **settings)

    return make


def people(telegram: StandIn, number: int) -> list[Conversation]:
    return [telegram.chat(telegram.person(f"P{one}")) for one in range(number)]


def test_killed_over_and_over_it_answers_all_and_doubles_only_what_was_on_its_way(
    process: Callable[..., Process],
) -> None:
    kills = 3
    with StandIn() as telegram:
        asking = people(telegram, 30)
        with process(telegram) as bot:
            for turn in range(kills):
                for person in asking[turn * 10 : turn * 10 + 10]:
                    person.send(TREES)
                # Somewhere in the middle of them.
                until(lambda turn=turn: sum(len(answers(person)) for person in asking) > turn * 10 + 3)  # type: ignore[misc]
                bot.kill()
                bot.start()
            until(lambda: all(answers(person) for person in asking))
            time.sleep(0.5)
        counts = [len(answers(person)) for person in asking]
        assert all("50,000" in answers(person)[0] for person in asking)
    assert max(counts) <= 2
    # Sends of different chats are on their way together.
    assert sum(counts) - len(asking) <= 8 * kills


def test_a_kill_between_a_send_and_its_receipt_repeats_it_once_at_most(process: Callable[..., Process]) -> None:
    with StandIn() as telegram:
        (anna,) = people(telegram, 1)
        with process(telegram) as bot:
            for _ in range(2):
                telegram.faults.next("sendMessage", delayed(30))
                if not anna.messages:
                    anna.send(TREES)
                until(lambda: not telegram.faults.waiting["sendmessage"])
                time.sleep(0.2)
                bot.kill()
                bot.start()
            # Twice it may have arrived, which is all that is allowed. What comes next is answered.
            assert "How to ask questions" in anna.ask("/help", timeout=60).text
        assert len(answers(anna)) == 1


def test_told_to_stop_it_loses_nothing_and_repeats_nothing(process: Callable[..., Process]) -> None:
    with StandIn() as telegram:
        asking = people(telegram, 100)
        with process(telegram) as bot:
            asking[0].ask("/start", timeout=60)
            for person in asking:
                person.send(TREES)
            assert bot.stop() == 0
            bot.start()
            until(lambda: all(any("50,000" in text for text in answers(person)) for person in asking))
            assert bot.stop() == 0
        assert [len(answers(person)) for person in asking] == [2] + [1] * 99


def test_a_second_instance_with_the_same_data_is_refused_at_once(process: Callable[..., Process]) -> None:
    with StandIn() as telegram:
        (anna,) = people(telegram, 1)
        with process(telegram, PARTNERSHIP_LOG_LEVEL="debug") as bot:
            anna.ask("/start", timeout=60)
            second = process(telegram)
            second.start()
            assert second.ended() == 1
            assert f"process {bot.pid}" in bot.log.read_text()
            assert "50,000" in anna.ask(TREES).text
            bot.kill()
            second.start()
            assert "50,000" in anna.ask(TREES, timeout=60).text
            second.kill()
        # However much it logs, it logs no words of people's and no token.
        assert TREES not in bot.log.read_text()
        assert telegram.token not in bot.log.read_text()


def test_a_lost_receipt_and_a_kill_make_two_together(process: Callable[..., Process]) -> None:
    with StandIn() as telegram:
        (anna,) = people(telegram, 1)
        with process(telegram) as bot:
            anna.ask("/start", timeout=60)
            telegram.faults.next("sendMessage", dropped(done=True))
            telegram.faults.next("getMe", delayed(30))
            anna.send(TREES)
            until(lambda: not telegram.faults.waiting["getme"])
            bot.kill()
            bot.start()
            until(lambda: len(answers(anna)) == 3)
            assert "How to ask questions" in anna.ask("/help", timeout=60).text
        assert len(answers(anna)) == 4
