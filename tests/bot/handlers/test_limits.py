from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from bot import quotas
from bot.application import TelegramBot
from bot.preview import Conversation, NoReplyError, StandIn

Running = Callable[..., AbstractContextManager[TelegramBot]]

ERDENET = "Where did Japan's first tree-planting project begin?"
# Fewer than the bot allows, so that they are soon used up; each reaches its own first.
PERSON_QUESTIONS, GROUP_QUESTIONS = 5, 7

TREES = "How many trees did Japan promise to plant?"


@pytest.fixture
def own(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A bot of its own, with small quotas."""
    monkeypatch.setattr(quotas, "PERSON_QUESTIONS", PERSON_QUESTIONS)
    monkeypatch.setattr(quotas, "GROUP_QUESTIONS", GROUP_QUESTIONS)
    monkeypatch.setattr(quotas, "PERSON_PRESSES", 6)
    monkeypatch.setattr(quotas, "PERSON_QUERIES", 4)
    with StandIn() as telegram, running(telegram):
        yield telegram


def test_who_asks_too_fast_is_told_once(own: StandIn) -> None:
    anna, bold = own.chat(own.person("Anna")), own.chat(own.person("Bold"))
    for _ in range(PERSON_QUESTIONS):
        assert "50,000" in anna.ask(TREES).text
    assert "give me a minute" in anna.ask(TREES).text
    anna.send(TREES)
    assert anna.is_silent(0.3)
    assert "50,000" in bold.ask(TREES).text
    assert "How to ask questions" in anna.ask("/help").text


def test_a_group_is_told_once(own: StandIn) -> None:
    group = own.group(own.person("Bold"), "Friends")
    group.add_bot()
    group.wait()
    members = [own.conversation(own.person(f"Member {n}"), group) for n in range(3)]
    for n in range(GROUP_QUESTIONS):
        assert "50,000" in members[n % 3].ask(f"/ask {TREES}").text
    assert "give me a minute" in members[0].ask(f"/ask {TREES}").text
    members[1].send(f"/ask {TREES}")
    assert members[1].is_silent(0.3)


def test_buttons_and_inline_queries_have_limits_of_their_own(own: StandIn) -> None:
    anna = own.chat(own.person("Anna"))
    answer = anna.ask(TREES)
    for _ in range(6):
        assert anna.press(answer, "👍").text == "Thank you!"
    assert "give me a minute" in anna.press(answer, "👍").text
    for _ in range(4):
        anna.inline("trees")
    with pytest.raises(NoReplyError):
        anna.inline("trees", timeout=0.3)


def test_an_edit_counts_as_a_question(own: StandIn) -> None:
    anna: Conversation = own.chat(own.person("Anna"))
    question = anna.send(TREES)
    anna.wait()
    for n in range(PERSON_QUESTIONS - 1):
        anna.edit(question, TREES if n % 2 else ERDENET)
        anna.wait(edited=True)
    anna.edit(question, "Who is Hakuho?")
    assert "give me a minute" in anna.wait(edited=False).text
