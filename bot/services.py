"""What the handlers share."""

from dataclasses import dataclass

from telegram import Message, Update

from bot.albums import Albums
from bot.asking import Asker
from bot.library import Library
from bot.quotas import Manners
from bot.sending import Place, Sender
from bot.storage.broadcasts import Broadcasts
from bot.storage.chats import Chats
from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.database import Database
from bot.storage.exchanges import Exchanges
from bot.storage.feedback import Feedback
from bot.storage.outbox import Outbox
from bot.storage.preferences import Preferences
from bot.storage.questions import AskedQuestions
from bot.storage.subscriptions import Subscriptions
from bot.storage.updates import Updates
from bot.texts import DEFAULT_LANGUAGE, Texts, texts


class Memory:
    """All that the bot remembers, in one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.chats = Chats(database)
        self.conversations = Conversations(database)
        self.exchanges = Exchanges(database)
        self.preferences = Preferences(database)
        self.feedback = Feedback(database)
        self.asked = AskedQuestions(database)
        self.subscriptions = Subscriptions(database)
        self.broadcasts = Broadcasts(database)
        self.updates = Updates(database)
        self.outbox = Outbox(database)

    def forget(self, chat_id: int) -> None:
        """Forget all of a chat."""
        for kept in (self.conversations, self.exchanges, self.preferences, self.updates, self.outbox, self.chats):
            kept.forget(chat_id)

    async def forget_now(self, chat_id: int) -> None:
        """Forget all of a chat, and be sure of it. Raises DatabaseError where the disk did not do it."""
        await self.chats.forget_now(chat_id)
        self.forget(chat_id)

    def prune(self) -> None:
        """Delete what is past its time."""
        for kept in (self.conversations, self.exchanges, self.feedback, self.asked, self.broadcasts):
            kept.prune()
        for on_the_way in (self.updates, self.outbox):
            on_the_way.prune()


@dataclass(frozen=True, slots=True)
class Services:
    """One of each, for one bot."""

    sender: Sender
    asker: Asker
    memory: Memory
    manners: Manners
    albums: Albums

    @property
    def library(self) -> Library:
        """The documents, as they are now."""
        return self.asker.library

    def texts(self, update: Update) -> Texts:
        """Give the messages in the language to speak where no question says it."""
        user, chat = update.effective_user, update.effective_chat
        code = user.language_code if user else None
        place = chat or user
        return self.memory.preferences.texts(place.id, code) if place else texts(DEFAULT_LANGUAGE)


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
