"""What happened, in order, and a way to wait for it from a thread or an event loop."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

T = TypeVar("T")

_KEPT: Final = 10_000  # changes that a page which lost its connection can catch up with


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: what, in which chat, and to what (a message, a person, a command list, …)."""

    number: int
    kind: str
    chat_id: int | None
    subject: Any


class Changes:
    """The journal of a stand-in. Its `lock` guards all of the stand-in's state.

    The server's event loop and the threads of tests share that state; every reader and writer holds the lock,
    never across a wait.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._condition = threading.Condition(self.lock)
        self._kept: deque[Change] = deque(maxlen=_KEPT)
        self._last = 0
        self._wakers: set[Callable[[], None]] = set()
        self.closed = False

    @property
    def last(self) -> int:
        """Number of the newest change; 0 before the first."""
        return self._last

    def add(self, kind: str, chat_id: int | None = None, subject: Any = None) -> None:
        """Write a change down and wake all who wait."""
        with self.lock:
            self._last += 1
            self._kept.append(Change(self._last, kind, chat_id, subject))
            self.wake()

    def after(self, number: int) -> list[Change]:
        """Give the kept changes behind a number, oldest first."""
        with self.lock:
            # Numbers follow each other, so the newest `last - number` changes are those behind it.
            count = min(max(self._last - number, 0), len(self._kept))
            return list(islice(reversed(self._kept), count))[::-1]

    def close(self) -> None:
        """End every wait; whoever waits gets None."""
        with self.lock:
            self.closed = True
            self.wake()

    def wait(self, look: Callable[[], T | None], timeout: float) -> T | None:
        """Block until `look()` gives something, at most `timeout` seconds. Not for an event loop's thread."""
        deadline = time.monotonic() + timeout
        with self._condition:
            while (found := look()) is None and not self.closed:
                left = deadline - time.monotonic()
                if left <= 0:
                    return None
                self._condition.wait(left)
            return found

    async def wait_async(self, look: Callable[[], T | None], timeout: float) -> T | None:  # noqa: ASYNC109
        """Do the same without blocking the event loop."""
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()

        def waker() -> None:
            loop.call_soon_threadsafe(woken.set)

        deadline = loop.time() + timeout
        with self.lock:
            self._wakers.add(waker)
        try:
            while True:
                woken.clear()
                with self.lock:
                    found = look()
                    if found is not None or self.closed:
                        return found
                try:
                    await asyncio.wait_for(woken.wait(), deadline - loop.time())
                except TimeoutError:
                    return None
        finally:
            with self.lock:
                self._wakers.discard(waker)

    def wake(self) -> None:
        """Let all who wait look again, without anything to write down."""
        with self.lock:
            self._condition.notify_all()
            for waker in self._wakers:
                waker()
