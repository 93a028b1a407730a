"""A queue for each chat: its work in order, that of different chats at once, and nobody's flood before others' work."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, NamedTuple

MOST_AT_ONCE: Final = 512
MOST_WAITING: Final = 50
"""So much may wait in a queue."""
MOST_OF_ONE: Final = 10
"""So much of one person, where others wait in the same queue."""

Work = Callable[[], Awaitable[None]]


class Lane(NamedTuple):
    """The queue, and the person where several share it."""

    chat: Hashable
    person: int | None = None


class ChatQueues:
    """Does what is put in. Work that raises an error is the caller's mistake, and ends its queue."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        self._room = asyncio.Semaphore(most_at_once)
        self._waiting: dict[Hashable, deque[tuple[Lane, Work]]] = {}
        self._of_one: Counter[Lane] = Counter()
        self._workers: dict[Hashable, asyncio.Task[None]] = {}

    def put(self, lane: Lane, work: Work) -> bool:
        """Queue work; false where too much waits there already, of this person or of all."""
        queue = self._waiting.setdefault(lane.chat, deque())
        if len(queue) >= MOST_WAITING or (lane.person is not None and self._of_one[lane] >= MOST_OF_ONE):
            return False
        self.put_all_the_same(lane, work)
        return True

    def put_all_the_same(self, lane: Lane, work: Work) -> None:
        """Queue what was let in before."""
        self._waiting.setdefault(lane.chat, deque()).append((lane, work))
        self._of_one[lane] += 1
        # Outside of the limit of what is done at once: who waits in a long queue takes no room in it.
        if lane.chat not in self._workers:
            self._workers[lane.chat] = asyncio.create_task(self._work(lane.chat))

    @property
    def length(self) -> int:
        """How much waits or is being done."""
        return sum(map(len, self._waiting.values())) + len(self._workers)

    async def drain(self, seconds: float) -> bool:
        """Wait until all is done; what is not by then is given up, and false returned."""
        end = asyncio.get_running_loop().time() + seconds
        while self._workers and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(list(self._workers.values()), timeout=left)
        unfinished = list(self._workers.values())
        for worker in unfinished:
            worker.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        return not unfinished

    async def _work(self, chat: Hashable) -> None:
        queue = self._waiting[chat]
        try:
            while queue:
                lane, work = queue.popleft()
                self._of_one[lane] -= 1
                if not self._of_one[lane]:
                    del self._of_one[lane]
                async with self._room:
                    await work()
        finally:
            # Nothing can have come in since the queue was seen to be empty.
            del self._waiting[chat], self._workers[chat]
