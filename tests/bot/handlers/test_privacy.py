import json

from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from bot.preview.chats import Message

TREES = "How many trees did Japan promise to plant?"


def exported(anna: Conversation) -> dict[str, object]:
    message = anna.ask("/export")
    found: dict[str, object] = json.loads(content_of(anna, message))
    return found


def content_of(chat: Conversation, message: Message) -> bytes:
    return chat.world.files.get(message.media["document"]["file_id"]).content


def test_privacy_says_what_is_stored_in_each_language(telegram: StandIn) -> None:
    for code, word in (("en", "15 minutes"), ("mn", "15 минут"), ("ja", "15分間")):
        chat = telegram.chat(telegram.person("Anna", language_code=code))
        text = chat.ask("/privacy").text
        assert word in text
        assert "/export" in text
        assert "/forget" in text


def test_a_new_person_has_nothing_stored(anna: Conversation) -> None:
    assert anna.ask("/export").text == "Nothing is stored about this chat."


def test_export_gives_what_is_stored_and_no_name(anna: Conversation) -> None:
    anna.ask(TREES)
    choice = anna.ask("/daily")
    anna.press(choice, "09:00")
    anna.wait(edited=True)
    stored = exported(anna)
    assert {"chats", "languages", "turns", "exchanges", "subscriptions", "questions_in_memory"} <= set(stored)
    assert stored["questions_in_memory"] == [TREES]
    text = json.dumps(stored)
    assert str(anna.chat.id) in text
    assert "Anna" not in text
    assert "anna" not in text


def test_forget_deletes_it_after_a_confirmation(anna: Conversation, bot: TelegramBot) -> None:
    anna.ask(TREES)
    ask = anna.ask("/forget")
    anna.press(ask, "Keep")
    assert anna.wait(edited=True).text == "Nothing was deleted."
    assert exported(anna)["questions_in_memory"] == [TREES]
    ask = anna.ask("/forget")
    anna.press(ask, "Delete")
    assert anna.wait(edited=True).text == "Everything has been deleted."
    assert anna.ask("/export").text == "Nothing is stored about this chat."
    assert not bot.services.memory.exchanges.texts(anna.chat.id)


def test_no_member_of_a_group_speaks_for_all(group: Conversation, bot: TelegramBot) -> None:
    bot.services.memory.preferences.fix(group.chat.id, "en")
    for command in ("/export", "/forget"):
        assert group.ask(command).text == "Please send me this in a private chat."
    assert "What I store" in group.ask("/privacy").text
    assert bot.services.memory.preferences.fixed(group.chat.id) == "en"
