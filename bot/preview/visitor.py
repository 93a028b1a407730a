"""The person at the page, and the chats that the page offers."""

import time
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.preview.chats import Chat, Message
from bot.preview.conversation import Conversation, InlineAnswer, inline_answer
from bot.preview.profile import localized
from bot.preview.world import OUT, Query, World

_NAMES: Final = {"private": "Chat", "group": "Group", "forum": "Topics", "elsewhere": "Elsewhere"}
_TITLES: Final = {"group": "Mongolia–Japan friends", "forum": "Partnership forum", "elsewhere": "Walking club"}
_TOPICS: Final = ("Environment", "Visits")


@dataclass(slots=True)
class Visitor:
    """Opens each chat when it is first looked at, so that a bot under test is not told of chats nobody uses."""

    world: World
    _conversations: dict[str, Conversation] = field(default_factory=dict)
    _inline: dict[tuple[str, str], tuple[float, Query]] = field(default_factory=dict)

    def conversation(self, name: str, thread: int | None = None) -> Conversation:
        """Give a chat by its name on the page. Raises KeyError for another name or a topic that is not there."""
        if name not in _NAMES:
            raise KeyError(name)
        with self.world.changes.lock:
            if name not in self._conversations:
                self._conversations[name] = self._open(name)
            known = self._conversations[name]
            if thread is not None and thread not in known.chat.topics:
                raise KeyError(thread)
            return replace(known, person=self.private.person, thread_id=thread)

    @property
    def private(self) -> Conversation:
        """The visitor's private chat."""
        if "private" not in self._conversations:
            visitor = self.world.add_person("You", username="you")
            self._conversations["private"] = Conversation(self.world, visitor, self.world.private_chat(visitor))
        return self._conversations["private"]

    def speak(self, language_code: str) -> None:
        """Choose the language of the visitor's Telegram."""
        with self.world.changes.lock:
            private = self.private
            private.person = private.chat.person = replace(private.person, language_code=language_code)
            self.world.people[private.person.id] = private.person
            self.world.changes.add("commands")

    def cached(self, text: str, offset: str) -> InlineAnswer | None:
        """Give the results of the same query, while the bot allows it (`cache_time`)."""
        asked, query = self._inline.get((text, offset), (0.0, None))
        if query is None or query.answer is None or time.monotonic() - asked >= query.answer["cache_time"]:
            return None
        return inline_answer(query)

    def remember(self, text: str, offset: str, query: Query) -> None:
        """Keep a query for `cached`."""
        self._inline[text, offset] = (time.monotonic(), query)

    def state(self) -> dict[str, Any]:
        """Give what the page shows around a chat."""
        with self.world.changes.lock:
            private, profile, bot = self.private, self.world.profile, self.world.bot
            language = private.person.language_code
            return {
                "bot": {
                    "username": bot.username,
                    "name": localized(profile.names, language),
                    "description": localized(profile.descriptions, language),
                    "short_description": localized(profile.short_descriptions, language),
                    "inline": self.world.inline_mode,
                    "id": bot.id,
                },
                "person": private.person.as_json(),
                "privacy_mode": self.world.privacy_mode,
                "chats": [{"name": name, "label": label} for name, label in _NAMES.items()],
            }

    def view(self, conversation: Conversation) -> dict[str, Any]:
        """Give a chat as the page shows it, and the number of the change that it goes up to."""
        with self.world.changes.lock:
            chat, person = conversation.chat, conversation.person
            has_bot, listed = self.world.has_bot(chat), self.world.profile.commands_shown
            return {
                "chat": chat.as_json(),
                "started": chat.started or chat.type != "private",
                "topics": [{"id": number, "name": name} for number, name in chat.topics.items()],
                "has_bot": has_bot,
                "members": sum(status not in OUT for status in chat.members.values()),
                "commands": listed(chat, person.id, person.language_code) if has_bot else [],
                "messages": [message_json(message) for message in conversation.messages],
                "last": self.world.changes.last,
            }

    def _open(self, name: str) -> Conversation:
        if name == "private":
            return self.private
        visitor = self.private.person
        chat: Chat = self.world.add_chat("supergroup", _TITLES[name], visitor, is_forum=name == "forum")
        conversation = Conversation(self.world, visitor, chat)
        if name != "elsewhere":
            conversation.add_bot()
        for topic in _TOPICS if chat.is_forum else ():
            conversation.create_topic(topic)
        return conversation


def message_json(message: Message) -> dict[str, Any]:
    """Give a message as the Bot API does, with what only people see."""
    shown = message.as_json()
    # Telegram's apps say "edited" of a new text, not of new buttons.
    shown["rewritten"] = message.rewritten
    if message.reactions:
        shown["reactions"] = [reaction.get("emoji", "⭐") for reaction in message.reactions]
    return shown
