"""The state of a stand-in: who there is, what was said, and what the bot was told of it."""

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Final

from bot.preview.changes import Changes
from bot.preview.chats import Chat, ChatType, Message, User
from bot.preview.entities import FormattedText
from bot.preview.errors import bad_request, forbidden
from bot.preview.files import Files
from bot.preview.profile import Profile
from bot.preview.updates import UpdateQueue

_FIRST_PERSON: Final = 510_000_001
_FIRST_GROUP: Final = -4_000_000_001
_FIRST_SUPERGROUP: Final = -1_002_000_000_001
# A callback query can be answered for a while; Telegram documents no number, its servers keep it for minutes.
QUERY_SECONDS: Final = 15 * 60
OUT: Final = frozenset({"left", "kicked"})  # https://core.telegram.org/bots/api#chatmember


@dataclass(slots=True)
class Query:
    """A pressed button, an inline query or a guest message that waits for the bot's answer."""

    id: str
    person: User
    asked: float
    answer: dict[str, Any] | None = None
    """What the bot answered, as its parameters; None until then."""
    message: Message | None = None
    text: str = ""

    @property
    def old(self) -> bool:
        """Whether the time to answer is over."""
        return time.monotonic() - self.asked > QUERY_SECONDS


@dataclass(slots=True)
class World:
    """Everything that Telegram would know. Hold `changes.lock` while you read or change it."""

    bot: User
    token: str
    privacy_mode: bool = True
    """Whether the bot sees only commands and replies in groups: https://core.telegram.org/bots/features#privacy-mode"""
    inline_mode: bool = True
    guest_mode: bool = True
    changes: Changes = field(default_factory=Changes)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    files: Files = field(default_factory=Files)
    people: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    profile: Profile = field(init=False)
    # In private chats and basic groups messages are counted by account, not by chat.
    _account_message_id: int = 0
    _ids: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.profile = Profile({"": self.bot.first_name})

    def add_person(self, first_name: str, *, username: str = "", language_code: str = "en") -> User:
        """Let somebody join Telegram."""
        user = User(_FIRST_PERSON + next(self._ids), first_name, username=username, language_code=language_code)
        self.people[user.id] = user
        return user

    def private_chat(self, person: User) -> Chat:
        """Give a person's chat with the bot."""
        return self.chats.setdefault(person.id, Chat(person.id, "private", person=person))

    def add_chat(self, kind: ChatType, title: str, creator: User, *, is_forum: bool = False) -> Chat:
        """Open a group or channel, the bot not being in it yet."""
        first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
        chat = Chat(first - next(self._ids), kind, title, is_forum=is_forum, members={creator.id: "creator"})
        self.chats[chat.id] = chat
        return chat

    def find_chat(self, name: Any) -> Chat:
        """Find a chat that the bot may write to.

        Raises 400 for an unknown one, 403 where the bot was blocked, removed, or never written to.
        """
        try:
            chat = self.chats[int(name)]
        except (TypeError, ValueError, KeyError):
            raise bad_request("chat not found" if name not in (None, "") else "chat_id is empty") from None
        if chat.type == "private":
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.members.get(self.bot.id) == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        elif not self.has_bot(chat):
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def has_bot(self, chat: Chat) -> bool:
        """Tell whether the bot is in a chat; in a private one, that it is not blocked."""
        if chat.type == "private":
            return not chat.blocked
        return chat.members.get(self.bot.id, "left") not in OUT

    def post(self, chat: Chat, sender: User | None, content: FormattedText, **fields: Any) -> Message:
        """Put a message into a chat; `fields` are those of `Message`."""
        if chat.type in {"private", "group"}:
            self._account_message_id += 1
            number = self._account_message_id
        else:
            number = chat.last_message_id + 1
        message = Message(chat, number, int(time.time()), sender, content, **fields)
        chat.last_message_id = number
        chat.messages[number] = message
        self.changes.add("message", chat.id, message)
        return message

    def edit(self, message: Message, content: FormattedText, keyboard: Any) -> None:
        """Change a message in place."""
        message.rewritten = message.rewritten or content != message.content
        message.content = content
        message.keyboard = keyboard
        message.edit_date = max(int(time.time()), message.date)
        self.changes.add("edit", message.chat.id, message)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        del message.chat.messages[message.message_id]
        self.changes.add("delete", message.chat.id, message)

    def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update for the bot."""
        if self.updates.add(kind, content):
            self.changes.wake()

    def tell_message(self, message: Message, *, edited: bool = False) -> None:
        """Queue a message for the bot, if it may see it.

        One that mentions it where it is no member calls it as a guest: https://core.telegram.org/api/bots/guest-mode
        """
        if not edited and message.sender and self._calls_guest(message):
            query = self.ask(message.sender, message=message)
            self.tell("guest_message", {**message.as_json(), "guest_query_id": query.id})
        if not self._reads(message):
            return
        kind = "channel_post" if message.chat.type == "channel" else "message"
        self.tell(f"edited_{kind}" if edited else kind, message.as_json())

    def ask(self, person: User, *, message: Message | None = None, text: str = "") -> Query:
        """Open a query that the bot is to answer."""
        query = Query(str(secrets.randbits(62)), person, time.monotonic(), message=message, text=text)
        self.queries[query.id] = query
        return query

    def _reads(self, message: Message) -> bool:
        chat = message.chat
        if not self.has_bot(chat):
            return False
        if chat.type in {"private", "channel"}:
            return True
        # Admins and bots without privacy mode see all; so do all bots service messages.
        leads = chat.members[self.bot.id] == "administrator"
        if not self.privacy_mode or leads or message.service:
            return True
        if message.reply_to and message.reply_to.sender == self.bot:
            return True
        via = message.extra.get("via_bot")
        return (via is not None and via["id"] == self.bot.id) or self._commanded(message)

    def _calls_guest(self, message: Message) -> bool:
        if not self.guest_mode or self.has_bot(message.chat) or message.chat.type in {"private", "channel"}:
            return False
        # What a person sends inline is already the bot's.
        named = f"@{self.bot.username.lower()}"
        mentions = (entity for entity in message.content.entities if entity.type == "mention")
        return "via_bot" not in message.extra and any(message.content.part(m).lower() == named for m in mentions)

    def _commanded(self, message: Message) -> bool:
        for entity in message.content.entities:
            if entity.type == "bot_command" and entity.offset == 0:
                named = message.content.part(entity).partition("@")[2]
                return named.lower() in ("", self.bot.username.lower())
        return False
