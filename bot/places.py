"""Where messages go, and where they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: a chat, its topic, and the message that it answers."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of the bot's that can be edited: in a chat, or sent by a person from an inline result."""

    chat_id: int | None = None
    message_id: int | None = None
    inline_id: str | None = None
