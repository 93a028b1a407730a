"""Whether a message is for the bot, and what it asks."""

import re
from typing import Final

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType

_ASK: Final = "ask"
_COMMAND: Final = re.compile(r"/(\w+)(?:@(\w+))?\s*", re.ASCII)
GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


def question_for(message: Message, bot: Bot) -> str | None:
    """Give the question that a message asks the bot: empty where it asks nothing, None where the bot is not meant.

    In a private chat it always is. In a group it is if the message mentions it, replies to it, or says /ask. A mention
    or /ask alone, as a reply, passes on the part that it quotes, or somebody else's whole text. Other commands, other
    bots and channels are left alone.
    """
    text = message.text or message.caption or ""
    if not text or _from_elsewhere(message, bot):
        return None
    command = _COMMAND.match(text) if _starts_with_command(message) else None
    if command:
        name, addressee = command.groups()
        if name.lower() != _ASK or (addressee and addressee.lower() != bot.username.lower()):
            return None
        return text[command.end() :].strip() or _replied_text(message, bot)
    if message.chat.type == ChatType.PRIVATE:
        return text.strip()
    if message.chat.type not in GROUPS:
        return None
    rest, mentioned = _without_mentions(message, bot)
    if mentioned:
        return rest or _replied_text(message, bot)
    return text.strip() if _replies_to(message, bot) else None


def _from_elsewhere(message: Message, bot: Bot) -> bool:
    """Tell whether nobody said it: another bot did, a channel, or ourselves in a result that somebody sent inline."""
    sender, via = message.from_user, message.via_bot
    # Admins who hide their names write as their group, through a bot of Telegram's.
    another_bot = sender is not None and sender.is_bot and message.sender_chat != message.chat
    return bool(another_bot or message.is_automatic_forward or (via and via.id == bot.id))


def _starts_with_command(message: Message) -> bool:
    entities = message.entities or message.caption_entities
    return any(entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in entities)


def _without_mentions(message: Message, bot: Bot) -> tuple[str, bool]:
    """Give the text without the bot's name, and whether it was in it."""
    named = {**message.parse_entities(), **message.parse_caption_entities()}
    ours = [entity for entity, text in named.items() if _is_ours(entity, text, bot)]
    units = (message.text or message.caption or "").encode("utf-16-le")
    for entity in sorted(ours, key=lambda entity: -entity.offset):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    words = units.decode("utf-16-le", "replace").split()
    return " ".join(words).lstrip(",:;、， ").strip(), bool(ours)


def _is_ours(entity: MessageEntity, text: str, bot: Bot) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and text.lower() == f"@{bot.username.lower()}"


def _replies_to(message: Message, bot: Bot) -> bool:
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == bot.id


def _replied_text(message: Message, bot: Bot) -> str:
    if message.quote:
        return message.quote.text.strip()
    replied = message.reply_to_message
    if replied is None or _replies_to(message, bot):
        return ""
    return (replied.text or replied.caption or "").strip()


def said_before(message: Message, question: str, bot: Bot) -> str:
    """Give what a question is asked about: the part that its message quotes, else somebody's text that it replies to.

    Empty where it replies to nothing, or passes that text on as the question itself.
    """
    said = _replied_text(message, bot)
    return "" if said == question else said


def reply_to_bot(message: Message, bot: Bot) -> Message | None:
    """Give the message of the bot's that a message replies to."""
    return message.reply_to_message if _replies_to(message, bot) else None


def guest_question(message: Message, bot: Bot) -> str:
    """Give the question of a guest message: its text without the bot's name, or the text that it replies to."""
    return _without_mentions(message, bot)[0] or _replied_text(message, bot)
