"""The person's side, with a real bot on the other."""

import asyncio
import threading

import pytest
from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, Update

from bot.preview import Conversation, NoReplyError, StandIn
from bot.preview.entities import FormattedText


@pytest.fixture
def chat(telegram: StandIn, echo_bot: None) -> Conversation:
    return telegram.chat(telegram.person("Anna"))


def test_reads_like_a_chat(chat: Conversation) -> None:
    welcome = chat.ask("/start")
    assert welcome.text == "Started with nothing."
    assert welcome.content.parts("bold") == ["nothing"]
    assert welcome.labels == ["Toast", "Alert", "Change", "Try inline"]
    assert chat.press(welcome, "Toast").text == "This is a toast."
    assert chat.press(welcome, "Alert").show_alert
    chat.press(welcome, "Change")
    assert chat.wait(edited=True).text == "Changed."
    with pytest.raises(NoReplyError, match="no button 'Toast'"):
        chat.press(welcome, "Toast")


def test_a_deep_link_starts_with_its_parameter(chat: Conversation) -> None:
    chat.start("fact-12")
    assert chat.wait().text == "Started with fact-12."


def test_an_edit_reaches_the_bot(chat: Conversation) -> None:
    question = chat.send("one")
    assert chat.wait().text == "You said: one"
    chat.edit(question, "two")
    assert chat.wait().text == "Now you say: two"


def test_a_document_goes_there_and_back(chat: Conversation, telegram: StandIn) -> None:
    chat.send_document(b"abc", "letters.txt")
    document = chat.wait().media["document"]
    assert (document["file_name"], document["file_size"]) == ("reversed-letters.txt", 3)
    assert telegram.world.files.get(document["file_id"]).content == b"cba"


def test_inline_results_are_chosen_and_sent(chat: Conversation) -> None:
    answer = chat.inline("trees")
    assert answer.titles == ["Passage 0 on trees", "Passage 1 on trees", "Passage 2 on trees"]
    message = chat.choose(answer, "Passage 1 on trees")
    assert message.text == "1 trees"
    assert message.extra["via_bot"]["username"] == "PartnershipBot"
    assert chat.inline("").titles == []


def test_waiting_ends_with_an_error_that_says_for_what(telegram: StandIn) -> None:
    chat = telegram.chat(telegram.person("Anna"))
    assert chat.is_silent(0.01)
    with pytest.raises(NoReplyError, match="A message did not come within"):
        chat.ask("anybody?", timeout=0.01)


class TestPrivacy:
    """https://core.telegram.org/bots/features#privacy-mode"""

    def seen(self, telegram: StandIn) -> list[str]:
        return [update["message"].get("text", "") for update in telegram.world.updates.pending if "message" in update]

    def test_with_it_the_bot_gets_commands_and_replies(self, telegram: StandIn, anna: Conversation) -> None:
        group = telegram.group(anna.person, "Friends")
        group.send("before the bot")
        group.add_bot()
        telegram.world.updates.pending.clear()
        spoken = telegram.world.post(group.chat, telegram.world.bot, FormattedText("hello"))
        for text in (
            "hello",
            "@PartnershipBot hello",
            "/ask trees",
            "/ask@partnershipbot trees",
            "/ask@OtherBot trees",
        ):
            group.send(text)
        group.reply(spoken, "and then?")
        group.reply(group.messages[0], "not to the bot")
        assert self.seen(telegram) == ["/ask trees", "/ask@partnershipbot trees", "and then?"]

    def test_without_it_or_as_admin_the_bot_gets_all(self, telegram: StandIn, anna: Conversation) -> None:
        group = telegram.group(anna.person, "Friends")
        group.add_bot(as_admin=True)
        group.send("one")
        other = telegram.group(anna.person, "Others")
        other.add_bot()
        telegram.world.privacy_mode = False
        other.send("two")
        assert self.seen(telegram) == ["", "one", "", "two"]

    def test_a_removed_bot_gets_nothing(self, telegram: StandIn, anna: Conversation) -> None:
        group = telegram.group(anna.person, "Friends", kind="group")
        group.add_bot()
        group.remove_bot()
        group.send("/ask trees")
        statuses = [
            u["my_chat_member"]["new_chat_member"]["status"]
            for u in telegram.world.updates.pending
            if "my_chat_member" in u
        ]
        assert statuses == ["member", "kicked"]
        assert self.seen(telegram) == [""]


def test_topics_are_apart(telegram: StandIn, echo_bot: None) -> None:
    telegram.world.privacy_mode = False
    forum = telegram.group(telegram.person("Anna"), "Forum", topics=True)
    forum.add_bot()
    trees, visits = forum.create_topic("Trees"), forum.create_topic("Visits")
    assert trees.ask("how many?").thread_id == trees.thread_id
    assert [message.text for message in visits.messages if message.text] == []


def test_blocking_is_told_and_ends_with_the_next_message(telegram: StandIn, anna: Conversation) -> None:
    anna.block()
    anna.send("back again")
    kinds = [next(key for key in update if key != "update_id") for update in telegram.world.updates.pending]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


def test_other_kinds_of_messages(telegram: StandIn, anna: Conversation) -> None:
    anna.send_voice(4)
    anna.send_sticker("🐎")
    updates = [Update.de_json(update, None) for update in telegram.world.updates.pending]
    voice, sticker = (update.message for update in updates)
    assert voice is not None
    assert voice.voice is not None
    assert sticker is not None
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "🐎"


def test_channel_posts(telegram: StandIn, anna: Conversation) -> None:
    channel = telegram.channel(anna.person, "News")
    channel.add_bot(as_admin=True)
    channel.send("news")
    update = Update.de_json(telegram.world.updates.pending[-1], None)
    assert update.channel_post is not None
    assert (update.channel_post.text, update.channel_post.from_user) == ("news", None)


async def test_a_guest_message_is_answered_once(api: Bot, telegram: StandIn, anna: Conversation) -> None:
    group = telegram.group(anna.person, "Others")
    group.send("@PartnershipBot how many trees?")
    (update,) = await api.get_updates()
    assert update.guest_message is not None
    assert update.guest_message.guest_query_id is not None
    result = InlineQueryResultArticle("1", "Trees", InputTextMessageContent("50,000"))
    sent = await api.answer_guest_query(update.guest_message.guest_query_id, result)
    assert group.messages[-1].text == "50,000"
    await api.edit_message_text("50,000 trees", inline_message_id=sent.inline_message_id)
    assert group.messages[-1].text == "50,000 trees"


def test_only_a_mention_calls_a_guest_and_only_where_the_bot_is_not(telegram: StandIn, anna: Conversation) -> None:
    others = telegram.group(anna.person, "Others")
    others.send("how many trees?")
    others.send("@PartnershipBotany how many trees?")
    called = others.reply(others.send("how many trees?"), "what do you think, @partnershipbot?")
    others.edit(called, "and you, @PartnershipBot?")
    friends = telegram.group(anna.person, "Friends")
    friends.add_bot()
    friends.send("@PartnershipBot how many trees?")
    anna.send("@PartnershipBot how many trees?")
    guests = [u["guest_message"] for u in telegram.world.updates.pending if "guest_message" in u]
    assert [guest["text"] for guest in guests] == ["what do you think, @partnershipbot?"]
    assert guests[0]["reply_to_message"]["text"] == "how many trees?"


async def test_the_wait_works_beside_an_event_loop(telegram: StandIn, api: Bot, anna: Conversation) -> None:
    asking = asyncio.create_task(asyncio.to_thread(anna.ask, "hello"))
    (update,) = await api.get_updates(timeout=10)
    assert update.message is not None
    await update.message.reply_text("well met")
    assert (await asking).text == "well met"


def test_many_people_at_once_lose_nothing(telegram: StandIn, echo_bot: None) -> None:
    chats = [telegram.chat(telegram.person(f"Person {number}")) for number in range(6)]
    answers: list[list[str]] = [[] for _ in chats]

    def talk(number: int) -> None:
        answers[number] += [chats[number].ask(f"{number}.{turn}").text for turn in range(3)]

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(len(chats))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[f"You said: {number}.{turn}" for turn in range(3)] for number in range(len(chats))]
