import time
from collections.abc import Callable

from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from bot.preview.entities import FormattedText
from bot.storage.conversations import ConversationKey

TREES = "How many trees did Japan promise to plant?"


def test_says_on_joining_how_to_ask(telegram: StandIn) -> None:
    group = telegram.group(telegram.person("Bold", language_code="mn"), "Найзууд")
    group.add_bot()
    greeting = group.wait()
    assert "/ask" in greeting.text
    assert "Сайн байна уу" in greeting.text
    assert group.is_silent(0.3)  # once


def test_a_blocked_chat_is_forgotten(anna: Conversation, bot: TelegramBot) -> None:
    anna.ask(TREES)
    key = ConversationKey(anna.chat.id)
    assert bot.services.memory.conversations.last(key)
    anna.block()
    assert _soon(lambda: bot.services.memory.conversations.last(key) is None)
    anna.unblock()
    assert "Hello!" in anna.ask("/start").text


def test_a_group_that_removes_the_bot_is_forgotten(group: Conversation, bot: TelegramBot) -> None:
    group.ask(f"/ask {TREES}")
    group.remove_bot()
    key = ConversationKey(group.chat.id)
    assert _soon(lambda: bot.services.memory.conversations.last(key) is None)


def _soon(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_a_group_that_becomes_a_supergroup_keeps_its_language(telegram: StandIn, bot: TelegramBot) -> None:
    group = telegram.group(telegram.person("Bold"), "Friends", kind="group")
    group.add_bot()
    group.wait()
    bot.services.memory.preferences.fix(group.chat.id, "ja")
    with telegram.world.changes.lock:
        service = {"migrate_to_chat_id": -1009}
        moved = telegram.world.post(group.chat, group.person, FormattedText(), service=service)
        telegram.world.tell_message(moved)
    assert _soon(lambda: bot.services.memory.preferences.fixed(-1009) == "ja")
    assert _soon(lambda: bot.services.memory.preferences.fixed(group.chat.id) is None)
