import asyncio
import selectors
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import Pace

Arrivals = list[tuple[float, int]]
"""When messages arrived, and in which chat."""


class Time(selectors.DefaultSelector):
    """Goes on only while all wait, and then at once to the end of the wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.now += timeout or 1e-9  # a real clock goes on, however short the wait
        return super().select(0)


def in_no_time(work: Callable[[], Awaitable[None]]) -> float:
    """Do something that waits; give the seconds that it would have taken."""
    time = Time()

    def loop() -> asyncio.AbstractEventLoop:
        loop = asyncio.SelectorEventLoop(time)
        loop.time = lambda: time.now  # type: ignore[method-assign]
        return loop

    async def whole() -> None:
        await work()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(whole())
        return time.now


def sent(chats: list[int], travel: Callable[[int], tuple[float, float]] = lambda _: (0, 0)) -> Arrivals:
    """Send all at once; `travel` gives the seconds that a message is on its way, and then its answer."""
    arrivals: Arrivals = []

    async def work() -> None:
        pace, loop = Pace(), asyncio.get_running_loop()

        async def send(number: int, chat: int) -> None:
            there, back = travel(number)
            async with pace.turn(chat):
                await asyncio.sleep(there)
                arrivals.append((loop.time(), chat))
                await asyncio.sleep(back)

        await asyncio.gather(*(send(number, chat) for number, chat in enumerate(chats)))

    in_no_time(work)
    return arrivals


def most_within(arrivals: Arrivals, seconds: float) -> int:
    """The most arrivals in any half-open window."""
    times = [moment for moment, _ in arrivals]
    return max(sum(begin <= moment < begin + seconds for moment in times) for begin in times)


def test_one_a_second_in_a_private_chat() -> None:
    arrivals = sent([1] * 5)
    assert most_within(arrivals, 1) == 1
    assert arrivals[-1][0] < 4.1


def test_twenty_a_minute_in_a_group() -> None:
    arrivals = sent([-1] * 65)
    assert most_within(arrivals, 60) == 20
    assert arrivals[19][0] < 0.1
    assert arrivals[-1][0] < 180.1


def test_thirty_a_second_in_all() -> None:
    arrivals = sent(list(range(1, 301)))
    assert most_within(arrivals, 1) == 30
    assert arrivals[-1][0] < 9.1


def test_a_chat_that_has_to_wait_keeps_no_other_waiting() -> None:
    arrivals = sent([1] * 40 + [2])
    assert next(moment for moment, chat in arrivals if chat == 2) < 0.1


seconds = st.sampled_from([0.0, 0.05, 0.3, 0.95, 2.5])


@given(
    st.lists(st.tuples(st.sampled_from([1, 2, -1, *range(10, 50)]), seconds, seconds), min_size=1, max_size=90),
)
def test_no_limit_is_exceeded_however_long_messages_travel(messages: list[tuple[int, float, float]]) -> None:
    arrivals = sent([chat for chat, *_ in messages], lambda number: messages[number][1:])
    assert len(arrivals) == len(messages)
    assert most_within(arrivals, 1) <= 30
    for chat in {chat for _, chat in arrivals}:
        there = [arrival for arrival in arrivals if arrival[1] == chat]
        assert most_within(there, 60 if chat < 0 else 1) <= (20 if chat < 0 else 1)


def test_a_message_that_is_given_up_leaves_its_room_to_others() -> None:
    async def work() -> None:
        pace = Pace()

        async def send() -> None:
            async with pace.turn(1):
                pass

        first, second, third = (asyncio.create_task(send()) for _ in range(3))
        await first
        second.cancel()
        await third
        with pytest.raises(asyncio.CancelledError):
            await second

    assert in_no_time(work) < 1.1


def test_quiet_chats_are_forgotten() -> None:
    async def work() -> None:
        pace = Pace(a_second=10**6)
        for chat in range(1, 1100):
            async with pace.turn(chat):
                pass
        await asyncio.sleep(2)
        async with pace.turn(5000):
            pass
        assert list(pace._chats) == [5000]

    in_no_time(work)
