from collections import deque

import pytest

from bot.pacing import Pace, Window


class Time:
    """A clock that goes on only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 1e-6)  # a real clock goes on, however short the sleep


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    clock = Time()
    monkeypatch.setattr("bot.pacing.time", clock)
    monkeypatch.setattr("bot.pacing.asyncio", clock)
    return clock


async def turns(pace: Pace, clock: Time, chats: list[int]) -> list[float]:
    times = []
    for chat in chats:
        await pace.turn(chat)
        times.append(clock.now)
    return times


def most_within(times: list[float], seconds: float) -> int:
    """The most events in any half-open window."""
    window: deque[float] = deque()
    most = 0
    for moment in times:
        window.append(moment)
        while moment - window[0] >= seconds:
            window.popleft()
        most = max(most, len(window))
    return most


async def test_one_a_second_in_a_private_chat(time: Time) -> None:
    assert most_within(await turns(Pace(), time, [1] * 5), 1) == 1
    assert time.now < 5


async def test_twenty_a_minute_in_a_group(time: Time) -> None:
    times = await turns(Pace(), time, [-1] * 65)
    assert most_within(times, 60) == 20
    assert times[19] == 0
    assert times[-1] < 3 * 61


async def test_thirty_a_second_in_all(time: Time) -> None:
    times = await turns(Pace(), time, list(range(1, 301)))
    assert most_within(times, 1) == 30
    assert times[-1] < 11


async def test_windows_of_quiet_chats_are_dropped(time: Time) -> None:
    pace = Pace(a_second=10**6)
    await turns(pace, time, list(range(1, 1100)))
    time.now += 2
    await turns(pace, time, [5000])
    assert len(pace._chats) == 1


def test_a_window_without_room_says_for_how_long() -> None:
    window = Window(2, 10)
    window.note(0)
    assert window.wait(1) == 0
    window.note(1)
    assert window.wait(4) == 6
    assert window.wait(10) == 0
