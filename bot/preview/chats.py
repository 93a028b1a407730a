"""People, chats and messages as the Bot API shows them.

Fields are those of https://core.telegram.org/bots/api#available-types.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.preview.entities import FormattedText

ChatType = Literal["private", "group", "supergroup", "channel"]


@dataclass(frozen=True, slots=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        """Give a Bot API `User`."""
        optional = {name: getattr(self, name) for name in ("last_name", "username", "language_code")}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in optional.items() if value},
        }


@dataclass(slots=True)
class Chat:
    """A conversation and all that was said in it."""

    id: int
    type: ChatType
    title: str = ""
    person: User | None = None
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    last_message_id: int = 0
    started: bool = False
    """Whether the person ever wrote to the bot here (private chats)."""
    blocked: bool = False

    def as_json(self) -> dict[str, Any]:
        """Give a Bot API `Chat`."""
        if self.person:
            names = self.person.as_json()
            return {
                "id": self.id,
                "type": "private",
                **{name: names[name] for name in ("first_name", "last_name", "username") if name in names},
            }
        return {"id": self.id, "type": self.type, "title": self.title, **({"is_forum": True} if self.is_forum else {})}


@dataclass(slots=True)
class Message:
    """One message of a chat."""

    chat: Chat
    message_id: int
    date: int
    sender: User | None
    content: FormattedText = field(default_factory=FormattedText)
    """The text, or the caption where there is media."""
    media: dict[str, Any] = field(default_factory=dict)
    """`{"document": …}`, `{"photo": …}` or another kind, as the Bot API gives it."""
    service: dict[str, Any] = field(default_factory=dict)
    """What a service message tells: `{"new_chat_members": …}`."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Other fields: `via_bot`, `forward_origin`, `guest_query_id`, …"""
    reply_to: "Message | None" = None
    thread_id: int | None = None
    keyboard: list[list[dict[str, Any]]] | None = None
    edit_date: int | None = None
    rewritten: bool = False
    protected: bool = False
    inline_id: str | None = None
    """The `inline_message_id` by which the bot edits what a person sent through it."""
    reactions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a person reads in it."""
        return self.content.text

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Its buttons, row by row."""
        return [button for row in self.keyboard or [] for button in row]

    @property
    def labels(self) -> list[str]:
        """The texts of its buttons."""
        return [button["text"] for button in self.buttons]

    def as_json(self) -> dict[str, Any]:
        """Give a Bot API `Message`; a message that it replies to is shown without its own such message."""
        shown = self._shallow_json()
        if self.reply_to:
            shown["reply_to_message"] = self.reply_to._shallow_json()  # noqa: SLF001 - another message of this class
        return shown

    def _shallow_json(self) -> dict[str, Any]:
        what = "caption" if self.media else "text"
        shown: dict[str, Any] = {"message_id": self.message_id, "date": self.date, "chat": self.chat.as_json()}
        if self.chat.type == "channel":
            shown["sender_chat"] = self.chat.as_json()
        elif self.sender:
            shown["from"] = self.sender.as_json()
        if self.text:
            shown[what] = self.text
        if self.content.entities:
            key = "caption_entities" if self.media else "entities"
            shown[key] = [entity.as_json() for entity in self.content.entities]
        if self.thread_id:
            shown |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.keyboard:
            shown["reply_markup"] = {"inline_keyboard": self.keyboard}
        if self.edit_date:
            shown["edit_date"] = self.edit_date
        if self.protected:
            shown["has_protected_content"] = True
        return shown | self.media | self.service | self.extra
