from bot.application import TelegramBot
from bot.preview import Conversation, StandIn
from bot.storage.reports import statistics

TREES = "How many trees did Japan promise to plant?"
PLEDGE = "On 29 November 2022 Japan promised to have 50,000 trees planted in Mongolia."


def test_ranked_passages_of_which_one_is_sent_whole(telegram: StandIn, anna: Conversation) -> None:
    found = anna.inline(TREES)
    assert found.titles[0] == "The pledge of 50,000 trees"
    assert found.results[0]["description"] == PLEDGE
    sent = anna.choose(found, found.titles[0])
    assert sent.content.parts("bold") == [PLEDGE]
    assert "Source: Maheen Tanveer, December 2022" in sent.text
    assert telegram.chat(anna.person).is_silent(0.3)  # what is sent through the bot is no question to it


def test_its_buttons_work_where_the_bot_is_not(telegram: StandIn) -> None:
    group = telegram.group(telegram.person("Bold"), "Without the bot")
    sent = group.choose(found := group.inline(TREES), found.titles[0])
    group.press(sent, "Sources")
    assert "• Mongolia-Japan" in group.wait(edited=True).text
    group.press(sent, "‹ Back")
    group.wait(edited=True)
    assert group.press(sent, "👍").text == "Thank you!"


def test_an_empty_query_shows_popular_questions_in_the_persons_language(telegram: StandIn) -> None:
    chat = telegram.chat(telegram.person("Yuki", language_code="ja"))
    found = chat.inline()
    assert found.titles[0] == "日本はモンゴルに何本の木を植えると約束しましたか？"
    assert chat.choose(found, found.titles[0]).text.startswith(found.titles[0])


def test_no_answer_leads_to_the_chat(anna: Conversation) -> None:
    found = anna.inline("What is the capital of France?")
    assert found.results == []
    assert found.button
    assert "No answer" in found.button["text"]


def test_a_very_long_query_is_no_error(anna: Conversation) -> None:
    assert anna.inline("日本 " * 85).query.answer is not None


def test_only_whole_questions_are_kept_for_the_reports(telegram: StandIn, anna: Conversation, bot: TelegramBot) -> None:
    def asked() -> int:
        return bot.services.memory.database.run_now(statistics).all.asked

    before = asked()
    anna.inline("how many tr")
    assert asked() == before
    group = telegram.group(telegram.person("Bold"), "Without the bot")
    group.send(f"@PartnershipBot {TREES}")
    group.wait()
    assert asked() == before + 1


def test_a_guest_message_is_answered_where_the_bot_is_no_member(telegram: StandIn) -> None:
    group = telegram.group(telegram.person("Bold"), "Without the bot")
    group.send(f"@PartnershipBot {TREES}")
    assert group.wait().content.parts("bold") == [PLEDGE]
    group.send("@PartnershipBot What is the capital of France?")
    assert group.wait().text == "I found no answer to this in my documents.\nTry putting it in other words."
