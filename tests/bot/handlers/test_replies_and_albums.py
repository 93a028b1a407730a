"""Replies to certain messages, quoted parts, and albums."""

import pytest

from bot.preview import Conversation, StandIn

TREES = "How many trees did Japan promise to plant?"
HAKUHO = "How many tournaments did Hakuho win?"
YEARS = "Over how many years is that?"


class TestReply:
    def test_it_leans_on_the_message_and_not_on_the_last_one(self, anna: Conversation) -> None:
        first = anna.ask(TREES)
        anna.ask(HAKUHO)
        anna.reply(first, YEARS)
        assert "five years" in anna.wait().content.parts("bold")[0]

    def test_it_leans_on_the_passage_that_is_in_sight_there(self, anna: Conversation) -> None:
        first = anna.ask(TREES)
        other = next(label for label in first.labels if label.startswith("More 2"))
        anna.press(first, other)
        turned = anna.wait(edited=True)
        anna.ask(HAKUHO)
        anna.reply(turned, "How many hectares is it?")
        assert "10 hectares" in anna.wait().content.parts("bold")[0]

    def test_a_message_that_answers_no_question_is_leant_on_too(self, anna: Conversation, telegram: StandIn) -> None:
        shared = next(button["url"] for button in anna.ask(TREES).buttons if "url" in button)
        parameter = shared.split("start%3D")[1].split("&")[0]
        bold = telegram.chat(telegram.person("Bold"))
        bold.start(parameter)
        opened = bold.wait()
        bold.ask(HAKUHO)
        bold.reply(opened, YEARS)
        assert "five years" in bold.wait().text

    def test_a_reply_to_a_refusal_leans_on_what_was_before_it(self, anna: Conversation) -> None:
        anna.ask(TREES)
        refusal = anna.ask("What is the capital of France?")
        anna.ask(HAKUHO)
        anna.reply(refusal, YEARS)
        assert "five years" in anna.wait().content.parts("bold")[0]

    def test_a_question_of_its_own_is_answered_as_such(self, anna: Conversation) -> None:
        first = anna.ask(TREES)
        anna.reply(first, HAKUHO)
        assert "Hakuho won 45" in anna.wait().text


class TestQuote:
    def test_the_quoted_part_is_what_the_command_asks(self, group: Conversation) -> None:
        message = group.send(f"Good morning all! My bus was late again. {HAKUHO} And who cooks tonight?")
        group.reply(message, "/ask", quote=HAKUHO)
        assert "Hakuho won 45" in group.wait().content.parts("bold")[0]

    def test_a_question_is_about_the_quoted_part(self, group: Conversation) -> None:
        message = group.send("We talked about sumo, and about the 50,000 trees that Japan will plant in Mongolia.")
        group.reply(message, "/ask Over how many years is that?", quote="the 50,000 trees that Japan will plant")
        assert "five years" in group.wait().content.parts("bold")[0]

    def test_a_part_of_the_bots_message_too(self, anna: Conversation) -> None:
        first = anna.ask(TREES)
        anna.ask(HAKUHO)
        anna.reply(first, YEARS, quote="to have 50,000 trees planted")
        assert "five years" in anna.wait().content.parts("bold")[0]

    def test_the_stand_in_quotes_only_what_was_said(self, anna: Conversation) -> None:
        message = anna.ask(TREES)
        with pytest.raises(ValueError, match="is no part of the message"):
            anna.reply(message, "When?", quote="something else")


class TestAlbum:
    def test_one_caption_gets_one_answer(self, anna: Conversation, picture: bytes) -> None:
        anna.send_album([picture] * 5, captions={0: TREES})
        assert "50,000 trees" in anna.wait().text
        assert anna.is_silent(2.5)
        assert len(_said_by_the_bot(anna)) == 1

    def test_wherever_it_stands(self, anna: Conversation, picture: bytes) -> None:
        anna.send_album([picture] * 3, captions={2: TREES})
        assert "50,000 trees" in anna.wait().text
        assert anna.is_silent(2.5)
        assert len(_said_by_the_bot(anna)) == 1

    def test_without_words_one_reply_says_so(self, anna: Conversation, picture: bytes) -> None:
        anna.send_album([picture] * 5)
        assert "I can only read text" in anna.wait().text
        assert anna.is_silent(1)
        assert len(_said_by_the_bot(anna)) == 1

    def test_the_next_question_does_not_wait_for_it(self, anna: Conversation, picture: bytes) -> None:
        anna.send_album([picture] * 2)
        assert "Hakuho won 45" in anna.ask(HAKUHO).text

    def test_the_next_album_gets_its_own(self, anna: Conversation, picture: bytes) -> None:
        for question in (TREES, HAKUHO):
            anna.send_album([picture] * 2, captions={0: question})
            assert anna.wait().content.parts("bold")
        assert len(_said_by_the_bot(anna)) == 2


def _said_by_the_bot(chat: Conversation) -> list[str]:
    return [message.text for message in chat.messages if message.sender != chat.person]
