from typing import Any

import pytest
from telegram import Bot, Message, User

from bot.addressing import question_for
from bot.preview.entities import FormattedText

ME = {"id": 7, "is_bot": True, "first_name": "Partnership", "username": "PartnershipBot"}
ANNA = {"id": 1, "is_bot": False, "first_name": "Anna"}
OTHER_BOT = {"id": 8, "is_bot": True, "first_name": "Other"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -100, "type": "supergroup", "title": "Friends"}
PRIVATE = {"id": 1, "type": "private", "first_name": "Anna"}


@pytest.fixture
def bot() -> Bot:
    bot = Bot("7:token")
    bot._bot_user = User.de_json(ME)
    return bot


def message(text: str, chat: dict[str, Any] = GROUP, **fields: Any) -> Message:
    entities = [entity.as_json() for entity in FormattedText(text).tidied().entities]
    given: dict[str, Any] = {"message_id": 5, "date": 0, "chat": chat, "from": ANNA, "text": text, "entities": entities}
    return Message.de_json(given | fields)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How many trees?", "How many trees?"),
        ("/ask How many trees?", "How many trees?"),
        ("/ask@PARTNERSHIPBOT\nHow many trees?", "How many trees?"),
        ("/ask", ""),
        ("/ask@OtherBot How many trees?", None),
        ("/asking", None),
        ("/start", None),
    ],
)
def test_in_a_private_chat_all_but_commands_is_asked(bot: Bot, text: str, question: str | None) -> None:
    assert question_for(message(text, PRIVATE), bot) == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How many trees?", None),
        ("@partnershipbot, how many trees?", "how many trees?"),
        ("👍🏽👍🏽 how many @PartnershipBot trees?", "👍🏽👍🏽 how many trees?"),
        ("木は何本ですか @PartnershipBot", "木は何本ですか"),
        ("@PartnershipBot", ""),
        ("@PartnershipBots how many trees?", None),
        ("me@PartnershipBot.com", None),
        ("/ask how many", "how many"),
        ("@PartnershipBot and @PartnershipBot", "and"),
    ],
)
def test_in_a_group_the_bot_must_be_meant(bot: Bot, text: str, question: str | None) -> None:
    assert question_for(message(text), bot) == question


def test_a_reply_to_the_bot_is_for_it_and_one_to_somebody_else_is_not(bot: Bot) -> None:
    ours = {"message_id": 4, "date": 0, "chat": GROUP, "from": ME, "text": "An answer."}
    assert question_for(message("And when?", reply_to_message=ours), bot) == "And when?"
    assert question_for(message("And when?", reply_to_message={**ours, "from": ANNA}), bot) is None


def test_a_mention_alone_passes_on_the_text_that_it_replies_to(bot: Bot) -> None:
    hers = {"message_id": 4, "date": 0, "chat": GROUP, "from": ANNA, "text": "How many trees?"}
    assert question_for(message("@PartnershipBot", reply_to_message=hers), bot) == "How many trees?"
    assert question_for(message("@PartnershipBot", reply_to_message={**hers, "from": ME}), bot) == ""


def test_a_mention_without_a_username(bot: Bot) -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 11, "user": ME}
    assert question_for(message("Partnership how many?", entities=[entity]), bot) == "how many?"


@pytest.mark.parametrize(
    "fields",
    [
        {"from": OTHER_BOT},
        {"from": ME},
        {"via_bot": ME},
        {"is_automatic_forward": True, "sender_chat": {"id": -200, "type": "channel", "title": "News"}},
    ],
)
def test_what_nobody_said_is_left_alone(bot: Bot, fields: dict[str, Any]) -> None:
    assert question_for(message("@PartnershipBot how many trees?", **fields), bot) is None


def test_an_admin_without_a_name_is_somebody(bot: Bot) -> None:
    asked = message("@PartnershipBot how many trees?", **{"from": ANONYMOUS, "sender_chat": GROUP})
    assert question_for(asked, bot) == "how many trees?"


def test_channels_are_left_alone(bot: Bot) -> None:
    channel = {"id": -200, "type": "channel", "title": "News"}
    assert question_for(message("@PartnershipBot how many trees?", channel), bot) is None


def test_a_caption_is_text(bot: Bot) -> None:
    assert question_for(message("", PRIVATE, caption="How many trees?"), bot) == "How many trees?"
