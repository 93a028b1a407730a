"""A call of Telegram's made until it is done, refused, or of no use any more.

What may happen twice without harm is simply repeated. A message is noted in the outbox first: one of which nobody knows
whether it arrived is sent twice at most, however often the process ends meanwhile.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any, Final, Protocol, TypeVar

from telegram import Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.backoff import Backoff, between
from bot.pacing import Pace
from bot.places import Posted
from bot.storage.days import DAY_SECONDS
from bot.storage.errors import DatabaseError
from bot.storage.outbox import LATER, Entry, Key, Outbox
from bot.wire import before_writing

FIRST_PAUSE: Final = 0.5  # seconds before the second attempt; each further pause is up to twice as long
LONGEST_PAUSE: Final = 30.0
USEFUL_SECONDS: Final = float(DAY_SECONDS)
"""An answer is of use for as long as its question is kept."""

# https://core.telegram.org/method/messages.sendMessage (possible errors), in the words of the Bot API server
_LEFT: Final = ("blocked by the user", "user is deactivated", "bot was kicked", "not a member of the")
_NO_TOPIC: Final = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
_SETTLED: Final = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "peer_id_invalid",
    "group chat was deactivated",
    "message is not modified",
    "message to edit not found",
    "message_id_invalid",
    "message can't be edited",
    "query is too old",
    "query id is invalid",
    "query_id_invalid",
)

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a call goes; both may change on the way: a group becomes another, a topic is deleted."""

    chat_id: int | None
    thread_id: int | None = None


Call = Callable[[Target], Awaitable[T]]


class Outcome(Enum):
    """What an error says of the call."""

    REFUSED = "refused"  # for good
    NOT_DONE = "not done"  # and may be tried again
    UNKNOWN = "unknown"  # done or not


class Counters(Protocol):
    """Who counts what is sent."""

    def sent(self, outcome: str) -> None:
        """Count a call's end."""

    def retried(self, reason: str) -> None:
        """Count a further attempt."""


class Delivery:
    """Makes calls at the pace that Telegram allows.

    `reach` is a call that changes nothing. `forget` is called with the id of a chat that has left the bot for good.
    """

    def __init__(
        self,
        reach: Callable[[], Awaitable[Any]],
        pace: Pace,
        outbox: Outbox,
        forget: Callable[[int], None],
        counters: Counters,
    ) -> None:
        self._reach, self._pace, self._outbox, self._forget = reach, pace, outbox, forget
        self._counters = counters
        self._on_their_way: set[asyncio.Task[Any]] = set()

    async def send(self, target: Target, call: Call[Message], key: Key | None, content: str | None) -> Posted | None:
        """Send a message; None where it was refused or given up. One that was sent before is not sent again.

        `content` is kept with a message that no update would make again.
        """
        letter = _Letter(self._outbox, key or Key(f"{LATER}{secrets.token_hex(8)}"), target.chat_id, content)
        try:
            posted = await self._until_done(target, lambda to: letter.post(call, to), letter.unsure, USEFUL_SECONDS)
        except TelegramError:
            letter.lost()
            raise
        if posted is None:
            letter.lost()
        elif content is not None:
            letter.close()
        return posted

    async def repeat(self, target: Target, call: Call[T], useful_seconds: float = USEFUL_SECONDS) -> T | None:
        """Make a call that may be done twice without harm; None where it was refused or given up."""
        return await self._until_done(target, call, lambda: False, useful_seconds)

    async def settle(self, seconds: float) -> None:
        """Wait for what is on its way, so that its outcome is known."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way, timeout=seconds)

    async def _until_done(
        self, target: Target, call: Call[T], unsure: Callable[[], bool], useful_seconds: float
    ) -> T | None:
        """Make attempts. Raises BadRequest for a mistake of ours.

        `unsure`: whether the last attempt that is allowed may have arrived.
        """
        backoff, end = Backoff(FIRST_PAUSE, LONGEST_PAUSE), time.monotonic() + useful_seconds
        while True:
            try:
                async with self._pace.turn(target.chat_id):
                    done = await self._shielded(call(target))
            except TelegramError as error:
                moved = self._moved(target, error)
                if moved is None and outcome_of(error) is Outcome.REFUSED:
                    self._refused(target.chat_id, error)
                    return None
                wait = 0.0 if moved else _wait(error, backoff)
                if unsure() or time.monotonic() + wait > end:
                    self._give_up(target.chat_id, error)
                    return None
                target = moved or target
                self._counters.retried(type(error).__name__)
                await asyncio.sleep(wait)
                if outcome_of(error) is Outcome.UNKNOWN:
                    await self._reached(end)
            else:
                self._counters.sent("sent" if done is not None else "given up")
                return done

    async def _shielded(self, attempt: Awaitable[T]) -> T:
        """Let an attempt end and be noted though whoever waits for it is told to stop."""
        task: asyncio.Task[T] = asyncio.ensure_future(attempt)
        self._on_their_way.add(task)
        task.add_done_callback(self._arrived)
        return await asyncio.shield(task)

    def _arrived(self, task: "asyncio.Task[Any]") -> None:
        self._on_their_way.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited for it has gone, and asyncio would complain that nobody looked

    async def _reached(self, end: float) -> None:
        """Wait until Telegram answers again: what may be sent once more only should not meet the same trouble."""
        backoff = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
        while time.monotonic() < end:
            try:
                await self._reach()
            except TelegramError as error:
                await asyncio.sleep(_wait(error, backoff))
            else:
                return

    def _moved(self, target: Target, error: TelegramError) -> Target | None:
        """Give the place to try instead."""
        if isinstance(error, ChatMigrated):
            return replace(target, chat_id=error.new_chat_id)
        if target.thread_id and isinstance(error, BadRequest) and _says(error, _NO_TOPIC):
            logger.info("a topic of chat %s is gone; its answer goes to the chat", target.chat_id)
            return replace(target, thread_id=None)
        return None

    def _refused(self, chat_id: int | None, error: TelegramError) -> None:
        """Forget a chat that has left; settle what Telegram refuses for good; raise what is a mistake of ours."""
        self._counters.sent("refused")
        if isinstance(error, Forbidden):
            logger.info("chat %s cannot be written to: %s", chat_id, error)
            if chat_id is not None and _says(error, _LEFT):
                self._forget(chat_id)
        elif _says(error, _SETTLED) or _says(error, _NO_TOPIC):
            logger.info("chat %s: settled without being done: %s", chat_id, error)
        else:
            raise error

    def _give_up(self, chat_id: int | None, error: TelegramError) -> None:
        self._counters.sent("given up")
        logger.warning("a message to chat %s is given up, and may have arrived or not: %s", chat_id, error)


class _Letter:
    """One message and what the outbox says of it; where that cannot be written, memory has to do."""

    def __init__(self, outbox: Outbox, key: Key, chat_id: int | None, content: str | None) -> None:
        self._outbox, self._key, self._chat_id, self._content = outbox, key, chat_id, content
        self._tries, self._looked = 0, False

    def unsure(self) -> bool:
        """Whether it may have arrived as often as is allowed."""
        return self._tries >= self._key.most_tries

    async def post(self, call: Call[Message], target: Target) -> Posted | None:
        """Send it, noted just before it leaves, and note how that went. None where it is given up."""
        entry = await self._look()
        if entry and entry.state == "sent":
            return Posted(target.chat_id, entry.message_id)
        if entry and entry.state == "lost":
            return None
        begun = self._tries
        before_writing.set(self._begin)  # in a task of this attempt's own
        try:
            message = await call(target)
        except TelegramError as error:
            if outcome_of(error) is not Outcome.UNKNOWN and self._tries > begun:
                self._tries -= 1
                self._outbox.not_sent(self._key)
            raise
        self._outbox.sent(self._key, message.message_id)
        return Posted(message.chat_id, message.message_id)

    def lost(self) -> None:
        """Note that it is given up."""
        self._outbox.lost(self._key)

    def close(self) -> None:
        """Note nothing more of it."""
        self._outbox.close(self._key.origin)

    async def _look(self) -> Entry | None:
        """Look once what became of it in an earlier run."""
        if self._looked or self._outbox.ailing:
            return None
        self._looked = True
        try:
            entry = await self._outbox.look(self._key)
        except DatabaseError as error:
            logger.error("a message goes out as if it were new: %s", error)
            return None
        self._tries = entry.tries if entry else 0
        return entry

    async def _begin(self) -> None:
        self._tries += 1
        if self._outbox.ailing:
            return
        try:
            await self._outbox.begin(self._key, self._chat_id, self._content)
        except DatabaseError as error:
            logger.error("a message goes out without being noted: %s", error)


def outcome_of(error: TelegramError) -> Outcome:
    """Tell what an error says of the call."""
    import httpx

    if isinstance(error, (RetryAfter, ChatMigrated, InvalidToken)):
        return Outcome.NOT_DONE
    if isinstance(error, (Forbidden, BadRequest)):
        return Outcome.REFUSED
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        never_there = (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.WriteError,
            httpx.WriteTimeout,
        )
        return Outcome.NOT_DONE if isinstance(cause, never_there) else Outcome.UNKNOWN
    # What remains was answered, by Telegram (5xx) or by something before it (a page of HTML). Behind a gateway that
    # waited in vain it may still be done.
    answered = cause is None or isinstance(cause, (TelegramError, ValueError))
    late = isinstance(error, NetworkError) and "gateway time" in str(error).lower()
    return Outcome.NOT_DONE if answered and not late else Outcome.UNKNOWN


def _says(error: TelegramError, signs: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(sign in text for sign in signs)


def _wait(error: TelegramError, backoff: Backoff) -> float:
    """Give the seconds to wait: as asked, however long, where Telegram says so."""
    if not isinstance(error, RetryAfter):
        return backoff.pause()
    asked = error.retry_after
    return (asked.total_seconds() if isinstance(asked, timedelta) else float(asked)) + between(0.0, FIRST_PAUSE)
