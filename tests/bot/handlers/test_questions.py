import threading
from collections.abc import Iterator
from typing import Any

import pytest

from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from index.search import Index

TREES = "How many trees did Japan promise to plant?"
PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."
UNKNOWN = "Who won the football world cup in Brazil?"


class TestPrivateChat:
    def test_any_text_is_a_question(self, anna: Conversation) -> None:
        answer = anna.ask(TREES)
        assert answer.content.parts("bold") == [PLEDGE]
        assert answer.reply_to is None

    def test_so_is_the_command_ask_and_a_caption(self, anna: Conversation, picture: bytes) -> None:
        assert PLEDGE in anna.ask(f"/ask {TREES}").text
        anna.send_photo(picture, caption=TREES)
        assert PLEDGE in anna.wait().text

    def test_each_language_is_answered_in_itself(self, anna: Conversation) -> None:
        assert "50,000 мод тариулна" in anna.ask("Япон хэдэн мод тарих вэ?").text
        assert "5万本の木" in anna.ask("日本は何本の木を植えますか？").text

    def test_what_the_documents_do_not_hold_is_refused_with_questions(self, anna: Conversation) -> None:
        refusal = anna.ask(UNKNOWN)
        assert refusal.text.startswith("I found no answer")
        assert refusal.labels
        anna.press(refusal, refusal.labels[0])
        answer = anna.wait(edited=False)
        assert answer.content.parts("italic")[0] == refusal.labels[0]
        assert answer.content.parts("bold")

    def test_a_follow_up_leans_on_the_question_before(self, anna: Conversation, bot: TelegramBot) -> None:
        anna.ask(TREES)
        followed: list[Any] = []
        search = bot.services.library.index.search
        anna.ask("over how many years?")
        turn = bot.services.memory.conversations.last(_key(anna))
        followed.append(search("over how many years?", turn=turn))
        assert turn is not None
        assert "trees" in turn.question

    def test_a_refusal_in_between_ends_no_conversation(self, anna: Conversation, bot: TelegramBot) -> None:
        anna.ask("How many tournaments did Hakuho win?")
        assert anna.ask(UNKNOWN).text.startswith("I found no answer")
        turn = bot.services.memory.conversations.last(_key(anna))
        assert turn is not None
        assert "Hakuho" in turn.question

    def test_answers_keep_the_order_of_their_questions(self, anna: Conversation) -> None:
        questions = [TREES, UNKNOWN, "How many tournaments did Hakuho win?", TREES]
        for question in questions:
            anna.send(question)
        firsts = [_next(anna, number).text.splitlines()[0] for number in range(len(questions))]
        assert firsts[0] == firsts[3] == PLEDGE
        assert firsts[1].startswith("I found no answer")
        assert firsts[2].startswith("Hakuho")

    def test_other_commands_are_no_questions(self, anna: Conversation) -> None:
        assert "/help" in anna.ask("/trees in Mongolia").text


class TestEditedQuestion:
    def test_its_answer_is_edited(self, anna: Conversation) -> None:
        question = anna.send(UNKNOWN)
        refusal = anna.wait()
        anna.edit(question, TREES)
        answer = anna.wait()
        assert answer.message_id == refusal.message_id
        assert PLEDGE in answer.text
        assert len([m for m in anna.messages if m.sender != anna.person]) == 1

    def test_the_same_words_change_nothing(self, anna: Conversation) -> None:
        question = anna.send(TREES)
        anna.wait()
        anna.edit(question, f" {TREES} ")
        assert anna.is_silent()

    def test_one_that_was_never_answered_is_answered_now(self, group: Conversation) -> None:
        group.world.privacy_mode = False
        try:
            question = group.send(TREES)
            assert group.is_silent(0.3)
            group.edit(question, f"@PartnershipBot {TREES}")
            answer = group.wait()
        finally:
            group.world.privacy_mode = True
        assert PLEDGE in answer.text
        assert answer.reply_to is question


class TestGroup:
    def test_the_command_is_answered_with_the_question_quoted(self, group: Conversation) -> None:
        question = group.send(f"/ask {TREES}")
        answer = group.wait()
        assert PLEDGE in answer.text
        assert answer.reply_to is question

    def test_so_is_the_command_with_the_bots_name_but_no_others(self, group: Conversation) -> None:
        assert PLEDGE in group.ask(f"/ask@partnershipbot {TREES}").text
        group.send(f"/ask@OtherBot {TREES}")
        assert group.is_silent(0.3)

    def test_the_command_alone_says_how_or_passes_a_text_on(self, group: Conversation) -> None:
        assert "/ask How many trees" in group.ask("/ask").text
        question = group.send(TREES)
        group.reply(question, "/ask")
        assert PLEDGE in group.wait().text

    def test_a_reply_to_the_bot_is_a_question(self, group: Conversation) -> None:
        first = group.ask(f"/ask {TREES}")
        question = group.reply(first, "How many tournaments did Hakuho win?")
        answer = group.wait()
        assert "Hakuho won 45" in answer.text
        assert answer.reply_to is question

    def test_talk_among_people_is_left_alone(self, group: Conversation) -> None:
        group.world.privacy_mode = False
        try:
            first = group.send(TREES)
            group.reply(first, "I do not know.")
            group.send("/help@OtherBot")
            group.send("@OtherBot how many trees?")
            assert group.is_silent(0.5)
        finally:
            group.world.privacy_mode = True

    @pytest.mark.parametrize(
        "text", [f"@partnershipbot {TREES}", f"{TREES} @PartnershipBot", f"👍 @PartnershipBot, {TREES}"]
    )
    def test_a_mention_anywhere_is_enough(self, group: Conversation, text: str) -> None:
        group.world.privacy_mode = False
        try:
            assert PLEDGE in group.ask(text).text
        finally:
            group.world.privacy_mode = True

    def test_the_topic_is_kept(self, telegram: StandIn) -> None:
        forum = telegram.group(telegram.person("Bold"), "Forum", topics=True)
        forum.add_bot()
        trees, sumo = forum.create_topic("Trees"), forum.create_topic("Sumo")
        answer = trees.ask(f"/ask {TREES}")
        assert answer.thread_id == trees.thread_id
        trees.press(answer, answer.labels[0])
        assert trees.wait(edited=True).thread_id == trees.thread_id
        assert sumo.is_silent(0.2)

    def test_a_question_from_a_button_stays_in_its_topic(self, telegram: StandIn) -> None:
        forum = telegram.group(telegram.person("Bold"), "Forum", topics=True)
        forum.add_bot()
        topic = forum.create_topic("Trees")
        refusal = topic.ask(f"/ask {UNKNOWN}")
        topic.press(refusal, refusal.labels[0])
        assert topic.wait(edited=False).thread_id == topic.thread_id

    def test_channels_are_left_alone(self, telegram: StandIn) -> None:
        channel = telegram.channel(telegram.person("Editor"), "News")
        channel.add_bot(as_admin=True)
        channel.send(f"@PartnershipBot {TREES}")
        channel.send(f"/ask {TREES}")
        assert telegram.conversation(channel.person, channel).is_silent()


class TestSlowSearch:
    @pytest.fixture
    def held(self, bot: TelegramBot, index: Index, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
        """Holds every search up until the event is set."""
        go = threading.Event()
        search = index.search

        def slow(*args: Any, **named: Any) -> Any:
            assert go.wait(10)
            return search(*args, **named)

        monkeypatch.setattr(index, "search", slow)
        yield go
        go.set()

    def test_shows_typing_and_holds_up_nobody_else(
        self, telegram: StandIn, anna: Conversation, held: threading.Event
    ) -> None:
        anna.send(TREES)
        other = telegram.chat(telegram.person("Bold"))
        assert "Hello!" in other.ask("/start").text
        typing = anna.world.changes.wait(lambda: _typing(anna) or None, 5)
        assert typing
        held.set()
        assert PLEDGE in anna.wait().text


def test_a_quick_answer_shows_no_typing(anna: Conversation) -> None:
    anna.ask(TREES)
    assert not _typing(anna)


def _typing(chat: Conversation) -> bool:
    return any(change.kind == "action" and change.chat_id == chat.chat.id for change in chat.world.changes.after(0))


def _key(chat: Conversation) -> Any:
    from bot.storage.conversations import ConversationKey

    return ConversationKey(chat.chat.id)


def _next(chat: Conversation, number: int) -> Any:
    def look() -> Any:
        said = [m for m in chat.messages if m.sender != chat.person]
        return said[number] if len(said) > number else None

    return chat.world.changes.wait(look, 10)
