"""Updates on their way in: kept as they came, read one by one, handled once, done when they are answered."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram import Bot, Update

from bot.metrics import Metrics
from bot.origins import Origin, current
from bot.queues import ChatQueues, Lane
from bot.storage.errors import DatabaseError
from bot.storage.outbox import ANSWER, Outbox
from bot.storage.updates import Raw, Updates

_MOST_NUMBER: Final = 2**63 - 1

logger = logging.getLogger(__name__)


class Intake:
    """Takes updates from whoever fetches them to `handle`, in the order of their chats."""

    def __init__(
        self, bot: Bot, updates: Updates, outbox: Outbox, handle: Callable[[Update], Awaitable[None]], metrics: Metrics
    ) -> None:
        self._bot, self._updates, self._outbox, self._handle = bot, updates, outbox, handle
        self._metrics = metrics
        self.queues = ChatQueues()
        # Those that could not be kept: Telegram sends them again until they are confirmed.
        self._unkept: dict[int, asyncio.Event] = {}
        self._flooded: set[Lane] = set()

    async def take_up(self) -> None:
        """Begin with what an earlier run left open."""
        left = await self._updates.left()
        if left.dropped:
            self._metrics.update("too old", left.dropped)
            logger.warning("%d updates were too old to be answered, and are dropped", left.dropped)
        if left.open:
            logger.info("%d updates that an earlier run left open are taken up", len(left.open))
        for raw in left.open:
            self._queue(raw, again=True)

    async def accept(self, batch: Sequence[object]) -> bool:
        """Keep updates as Telegram sent them, and begin to handle them.

        False where they could not be kept and are not handled yet: then Telegram must send them again.
        """
        raws = [raw for one in batch if (raw := _raw(one))]
        if not raws:
            return True
        unkept = dict(self._unkept)
        try:
            fresh = await self._updates.store(raws)
        except DatabaseError as error:
            logger.error("updates are handled without being kept: %s", error)
            fresh = [raw for raw in raws if raw.id not in unkept]
            self._unkept |= {raw.id: asyncio.Event() for raw in fresh}
            kept = all(raw.id in unkept and unkept[raw.id].is_set() for raw in raws)
        else:
            kept = True
        for raw in fresh:
            if raw.id not in unkept:
                self._queue(raw)
            # It was handled while it could not be kept, or is being so.
            elif unkept[raw.id].is_set():
                self._updates.done(raw.id)
        return kept

    async def handled(self, seconds: float) -> bool:
        """Wait until what could not be kept is handled; then it may be confirmed."""
        waits = [asyncio.ensure_future(event.wait()) for event in self._unkept.values()]
        if not waits:
            return True
        _, pending = await asyncio.wait(waits, timeout=seconds)
        for wait in pending:
            wait.cancel()
        return not pending

    def confirmed(self) -> None:
        """Forget what Telegram will not send again."""
        self._unkept = {number: event for number, event in self._unkept.items() if not event.is_set()}

    def _queue(self, raw: Raw, *, again: bool = False) -> None:
        try:
            update = Update.de_json(json.loads(raw.content), self._bot)
            lane = _lane(update)
        # Whatever the library makes of an update that it does not know, it must not keep others from being handled.
        except Exception as error:  # noqa: BLE001
            # Its words are people's, so that neither they nor the traceback that quotes them belong into a log.
            logger.error("update %d cannot be read (%s) and is kept aside", raw.id, type(error).__name__)
            self._metrics.update("unreadable")
            self._updates.put_aside(raw.id)
            self._is_handled(raw.id)
            return
        begun = time.monotonic()

        async def work() -> None:
            self._metrics.stage("waiting", time.monotonic() - begun)
            self._flooded.discard(lane)
            await self._do(raw, update)

        if again:
            self.queues.put_all_the_same(lane, work)
        elif not self.queues.put(lane, work):
            self._drop(raw, lane)

    def _drop(self, raw: Raw, lane: Lane) -> None:
        if lane not in self._flooded:
            self._flooded.add(lane)
            logger.warning("one chat sends faster than it can be answered; what does not fit into its queue is dropped")
        self._metrics.update("flooded")
        self._done(raw.id)

    async def _do(self, raw: Raw, update: Update) -> None:
        self._updates.begun(raw.id)
        origin, begun = Origin(f"{ANSWER}{raw.id}"), time.monotonic()
        token = current.set(origin)
        try:
            await self._handle(update)
            self._metrics.update("done")
        # Errors of handlers end in the application's error handler; this is one of that handler's own.
        except Exception:
            self._metrics.update("failed")
            logger.exception("update %d could not be handled", raw.id)
        finally:
            current.reset(token)
            origin.close()
        # Not when the process ends in between: then it is taken up again, and what was sent of it is not sent again.
        self._done(raw.id)
        self._outbox.close(origin.name)
        self._metrics.stage("handling", time.monotonic() - begun)

    def _done(self, number: int) -> None:
        self._updates.done(number)
        self._is_handled(number)

    def _is_handled(self, number: int) -> None:
        if event := self._unkept.get(number):
            event.set()


def _raw(update: object) -> Raw | None:
    number = number_of(update)
    if number is None:
        logger.error("an update without a number is passed over")
        return None
    # ASCII, since no database keeps half a surrogate pair or a NUL.
    return Raw(number, _chat_of(update), json.dumps(update))


def number_of(update: object) -> int | None:
    """Give the number of an update as Telegram sent it; None for what is none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _MOST_NUMBER
    return number if fits else None


def _chat_of(update: Any) -> int | None:
    """Find the chat of an update that may be of any form."""
    for content in update.values():
        for holder in (content, content.get("message")) if isinstance(content, dict) else ():
            chat = holder.get("chat") if isinstance(holder, dict) else None
            number = chat.get("id") if isinstance(chat, dict) else None
            if isinstance(number, int) and abs(number) <= _MOST_NUMBER:
                return number
    return None


def _lane(update: Update) -> Lane:
    """Give the queue of an update; what is typed inline waits for no chat."""
    chat, person = update.effective_chat, update.effective_user
    if update.inline_query:
        return Lane(("inline", update.inline_query.from_user.id))
    if chat is None:
        return Lane(person.id if person else None)
    return Lane(chat.id, person.id if person and chat.type != chat.PRIVATE else None)
