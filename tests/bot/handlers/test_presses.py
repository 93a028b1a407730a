from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from bot.application import TelegramBot
from bot.buttons import PassageRef, View
from bot.preview import Conversation, StandIn
from bot.preview.chats import Message
from bot.storage.tables import opinions

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"


def _opinions(bot: TelegramBot) -> list[tuple[bool, str | None, str | None]]:
    columns = select(opinions.c.good, opinions.c.question, opinions.c.reason).order_by(opinions.c.id)
    return bot.services.memory.database.run_now(lambda connection: [tuple(row) for row in connection.execute(columns)])


@pytest.fixture
def answer(anna: Conversation) -> Message:
    return anna.ask(TREES)


def test_further_passages_in_place_and_back(anna: Conversation, answer: Message) -> None:
    first = answer.content
    anna.press(answer, "More 2/3 ›")
    second = anna.wait(edited=True).content
    assert second != first
    anna.press(answer, "More 3/3 ›")
    assert anna.wait(edited=True).content not in (first, second)
    assert "More" not in "".join(answer.labels)
    anna.press(answer, "‹ 2/3")
    assert anna.wait(edited=True).content == second
    anna.press(answer, "‹ 1/3")
    assert anna.wait(edited=True).content == first


def test_sources_in_place_and_back(anna: Conversation, answer: Message) -> None:
    before = answer.content
    anna.press(answer, "Sources")
    assert "• Mongolia-Japan Special Strategic Partnership" in anna.wait(edited=True).text
    anna.press(answer, "‹ Back")
    assert anna.wait(edited=True).content == before


def test_the_same_in_another_language(anna: Conversation, answer: Message) -> None:
    anna.press(answer, "🌐")
    assert anna.wait(edited=True).labels == ["Монгол", "日本語", "‹ Back"]
    anna.press(answer, "日本語")
    japanese = anna.wait(edited=True)
    assert "5万本の木" in japanese.text
    assert "出典" in japanese.labels
    anna.press(japanese, "🌐")
    assert "English" in anna.wait(edited=True).labels
    anna.press(japanese, "English")
    assert "50,000 trees" in anna.wait(edited=True).text


def test_a_thumb_up_is_noted_with_the_question(anna: Conversation, answer: Message, bot: TelegramBot) -> None:
    before = len(_opinions(bot))
    assert anna.press(answer, "👍").text == "Thank you!"
    assert anna.is_silent(0.3)  # the message is as it was
    assert _opinions(bot)[before:] == [(True, TREES, None)]


def test_a_thumb_down_asks_why(anna: Conversation, answer: Message, bot: TelegramBot) -> None:
    before, labels = len(_opinions(bot)), answer.labels
    assert "What's wrong" in anna.press(answer, "👎").text
    anna.wait(edited=True)
    assert anna.press(answer, "It's out of date").text == "Thank you, I've made a note of it."
    assert anna.wait(edited=True).labels == labels
    assert _opinions(bot)[before:] == [(False, TREES, None), (False, TREES, "outdated")]


def test_the_question_of_a_button_stays_above_while_its_answer_is_turned(anna: Conversation) -> None:
    hello = anna.ask("/start")
    question = hello.labels[0]
    anna.press(hello, question)
    answer = anna.wait(edited=False)
    anna.press(answer, "Sources")
    assert anna.wait(edited=True).text.startswith(f"{question}\n\nSources")


def test_a_button_works_after_a_restart(running: Running) -> None:
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))
        with running(telegram):
            answer = anna.ask(TREES)
            first = answer.content
        with running(telegram):
            anna.press(answer, "More 2/3 ›")
            assert anna.wait(edited=True).content != first
            anna.press(answer, "👎")
            anna.wait(edited=True)


def test_buttons_of_old_versions_and_of_passages_that_are_gone_say_so(anna: Conversation, answer: Message) -> None:
    gone = View((PassageRef("f" * 12),))
    for data, said in (("0x", "older version"), (str(gone), "have changed"), ("1q" + "f" * 14, "have changed")):
        answer.keyboard = [[{"text": "Old", "callback_data": data}]]
        assert said in anna.press(answer, "Old").text
    assert anna.is_silent(0.2)


def test_a_group_shares_an_answer(telegram: StandIn, group: Conversation) -> None:
    answer = group.ask(f"/ask {TREES}")
    other = telegram.conversation(telegram.person("Dorj", language_code="mn"), group)
    other.press(answer, "Sources")
    assert "• Mongolia-Japan" in other.wait(edited=True).text
