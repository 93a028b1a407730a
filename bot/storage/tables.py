"""The tables. Each that says something of a chat has a `chat_id`: it goes when the chat goes, and `/export` finds it.

What is kept for the organisation (questions, opinions) has none, so that nobody can tell who asked.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata: Final = MetaData()


def _chat(*, key: bool = True, of: str = "chats.id") -> "Column[int]":
    # SQLAlchemy gives a lone integer key a sequence of its own, which an id of Telegram's must not have.
    return Column(
        "chat_id",
        BigInteger,
        ForeignKey(of, ondelete="CASCADE"),
        primary_key=key,
        autoincrement=False,
        nullable=False,
        index=not key,
    )


def _number() -> "Column[int]":
    # SQLite counts by itself only in a key that is called INTEGER.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


chats: Final = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
)
"""Chats that the bot can write to. In a private chat the id is the person's."""

languages: Final = Table("languages", metadata, _chat(), Column("fixed", Text), Column("heard", Text))
"""The language that was chosen for a chat, and that of its last question."""

turns: Final = Table(
    "turns",
    metadata,
    _chat(),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("said", Float, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("match_id", Text, nullable=False),
    Column("language", Text, nullable=False),
)
"""The last question of a conversation, for minutes. `thread_id` is 0 outside topics, `said` in seconds since 1970."""

exchanges: Final = Table(
    "exchanges",
    metadata,
    _chat(),
    Column("question_id", BigInteger, primary_key=True, autoincrement=False),
    Column("answer_id", BigInteger, nullable=False),
    Column("said", Float, nullable=False, index=True),
)
"""Which message answers which, by their numbers alone."""

subscriptions: Final = Table(
    "subscriptions",
    metadata,
    _chat(),
    Column("hour", SmallInteger, nullable=False),
    Column("offset_minutes", SmallInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("last_sent", Date),
)
"""Who gets a fact a day: at which hour of their clock, `offset_minutes` before UTC's; `last_sent` is a day there."""

sent_facts: Final = Table(
    "sent_facts", metadata, _chat(of="subscriptions.chat_id"), Column("fact", Text, primary_key=True)
)
"""Which facts a subscriber had already."""

questions: Final = Table(
    "questions",
    metadata,
    _number(),
    Column("day", Date, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("milliseconds", Float, nullable=False),
)
"""What was asked, by nobody in particular."""

opinions: Final = Table(
    "opinions",
    metadata,
    _number(),
    Column("day", Date, nullable=False, index=True),
    Column("passage_id", Text, nullable=False),
    Column("sentence", SmallInteger, nullable=False),
    Column("good", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("question", Text),
    Column("reason", Text),
)
"""What was thought of answers, by nobody in particular."""

broadcasts: Final = Table(
    "broadcasts",
    metadata,
    _number(),
    Column("day", Date, nullable=False),
    Column("chat_id", BigInteger, ForeignKey("chats.id", ondelete="SET NULL"), index=True),
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False),
)
"""What admins wrote to the subscribers, and the chat that is told how it went; `draft`, then `sending`, then `done`."""

deliveries: Final = Table(
    "deliveries",
    metadata,
    _chat(),
    Column("broadcast_id", _number().type, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Index("ix_deliveries_broadcast_id_state", "broadcast_id", "state"),
)
"""To whom a broadcast goes. `state` is `waiting`, `begun` (it may have arrived), `sent` or `failed`."""

updates: Final = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("of_chat", BigInteger, index=True),
    Column("taken", Float, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("begun", SmallInteger, nullable=False),
    Column("content", Text, nullable=False),
)
"""What Telegram sent, from before it is confirmed until it is answered; of a `done` one only the number stays, for a
day, so that it is not handled again. `state` is `open`, `done` or `aside` (it could not be read). `begun` counts how
often it was begun. `of_chat` is no key, since the chat may be in no other table; by it `/export` would find only
itself."""

outbox: Final = Table(
    "outbox",
    metadata,
    Column("origin", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("of_chat", BigInteger, index=True),
    Column("made", Float, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("content", Text),
)
"""Messages on their way. `origin` says what they answer, `position` which of its messages this is. `state` is
`waiting`, `sent` or `lost`; `tries` counts those of which nobody knows whether they arrived. `content` holds a message
until it is sent, where no update stands behind it that would make it again."""

bound: Final = Table("bound_to", metadata, Column("bot_id", BigInteger, primary_key=True, autoincrement=False))
"""One row: the bot whose chats these are. Another bot could write to none of them."""

version: Final = Table("schema_version", metadata, Column("number", Integer, primary_key=True, autoincrement=False))
"""One row: which `bot.storage.migrations` this database has been through."""
