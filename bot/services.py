"""What the handlers share."""

from dataclasses import dataclass

from telegram import Message, Update

from bot.asking import Asker
from bot.conversations import ConversationKey, Conversations
from bot.exchanges import Exchanges
from bot.feedback import Feedback
from bot.library import Library
from bot.preferences import Preferences
from bot.sending import Place, Sender
from bot.texts import DEFAULT_LANGUAGE, Texts, texts


@dataclass(frozen=True, slots=True)
class Services:
    """One of each, for one bot."""

    sender: Sender
    asker: Asker
    conversations: Conversations
    exchanges: Exchanges
    preferences: Preferences
    feedback: Feedback

    @property
    def library(self) -> Library:
        """The documents, as they are now."""
        return self.asker.library

    def texts(self, update: Update) -> Texts:
        """Give the messages in the language to speak where no question says it."""
        user, chat = update.effective_user, update.effective_chat
        code = user.language_code if user else None
        place = chat or user
        return self.preferences.texts(place.id, code) if place else texts(DEFAULT_LANGUAGE)


def place_of(message: Message) -> Place:
    """Give the place of a reply to a message: its chat and topic; in a group it quotes the message."""
    quoted = None if message.chat.type == message.chat.PRIVATE else message.message_id
    return Place(message.chat_id, thread_of(message), quoted)


def thread_of(message: Message) -> int | None:
    """Give the topic of a message; replies in groups without topics have a thread as well, which is none."""
    return message.message_thread_id if message.is_topic_message else None


def conversation_of(message: Message) -> ConversationKey:
    """Name the conversation of a message."""
    return ConversationKey(message.chat_id, thread_of(message))
