import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from bot.preview.chats import Message
from bot.upkeep import Home

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"
CUP = "Who won the football world cup in Brazil?"
CUP_AGAIN = "Which team won the football world cup in Brazil?"


@pytest.fixture(scope="module")
def office(running: Running, home: Home) -> Iterator[tuple[StandIn, Conversation]]:
    """A bot that was used, and the private chat of its admin."""
    with StandIn() as telegram:
        boss = telegram.chat(telegram.person("Boss"))
        with running(telegram, home=home, admins={boss.person.id}):
            anna = telegram.chat(telegram.person("Anna"))
            answer = anna.ask(TREES)
            anna.press(answer, "👎")
            anna.wait(edited=True)
            anna.press(answer, "It's out of date")
            anna.wait(edited=True)
            for question in (CUP, CUP_AGAIN, "How do I bake bread?"):
                assert "no answer" in anna.ask(question).text
            yield telegram, boss


@pytest.fixture
def boss(office: tuple[StandIn, Conversation]) -> Conversation:
    return office[1]


def file_of(chat: Conversation, message: Message) -> bytes:
    media = message.media
    media = media["photo"][-1] if "photo" in media else media["document"]
    return chat.world.files.get(media["file_id"]).content


def test_stats_are_a_picture_with_the_text(boss: Conversation) -> None:
    boss.send("/stats")
    message = boss.wait(timeout=60)
    assert file_of(boss, message).startswith(b"\x89PNG")
    assert "Questions: 4, answered: 25%" in message.text
    assert "👍 0, 👎 1" in message.text
    assert "• It's out of date: 1" in message.text
    assert "People: 1, groups: 0, daily subscribers: 0" in message.text


def test_gaps_are_grouped_and_handed_over_as_a_file(boss: Conversation) -> None:
    boss.send("/gaps")
    message = boss.wait(timeout=60)
    first = message.text.splitlines()[2:4]
    assert first[0] == f"1. {CUP_AGAIN} (2×)"  # of two as frequent ones the first by the alphabet
    assert first[1].strip() == CUP
    assert TREES in message.text  # disliked
    assert message.labels == ["📄 1", "📄 2", "📄 3"]
    boss.press(message, "📄 1", timeout=60)
    gap = boss.wait(edited=False)
    assert gap.text == CUP_AGAIN
    handed = json.loads(file_of(boss, gap))
    assert handed["times"] == 2
    assert {question["text"] for question in handed["questions"]} == {CUP, CUP_AGAIN}
    assert "Anna" not in json.dumps(handed)


def test_admins_see_their_commands(office: tuple[StandIn, Conversation]) -> None:
    telegram, boss = office
    boss.ask("/help")
    assert {"stats", "gaps", "add", "remove", "reload", "broadcast", "ask"} <= set(boss.commands)
    assert "stats" not in telegram.chat(telegram.person("Anna")).commands


@pytest.mark.parametrize("command", ["/stats", "/gaps", "/add", "/remove", "/reload", "/broadcast Hello"])
def test_to_others_these_commands_are_not_there(office: tuple[StandIn, Conversation], command: str) -> None:
    telegram, boss = office
    anna = telegram.chat(telegram.person("Anna"))
    assert anna.ask(command).text == anna.ask("/nonsense").text
    group = telegram.group(boss.person, "Friends")
    group.add_bot()
    group.wait()
    group.send(command)
    assert group.is_silent(0.2)


def test_what_was_an_admins_button_does_nothing_for_others(office: tuple[StandIn, Conversation]) -> None:
    telegram, boss = office
    boss.send("/gaps")
    message = boss.wait(timeout=60)
    anna = telegram.chat(telegram.person("Anna"))
    anna.ask("/help")
    other = Conversation(telegram.world, anna.person, boss.chat)
    assert other.press(message, "📄 1").text == "This button is for admins."
