import datetime as dt

import pytest

from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.subscriptions import Subscription, Subscriptions

TOKYO, NEPAL, NEW_YORK = 9 * 60, 5 * 60 + 45, -5 * 60
FACTS = ["trees", "sumo", "airport"]


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("hour", "offset", "now", "due"),
    [
        (9, TOKYO, "2026-01-01 23:59", False),
        (9, TOKYO, "2026-01-02 00:00", True),
        (9, TOKYO, "2026-01-02 05:00", True),  # the bot was down at the hour
        (6, NEPAL, "2026-01-02 00:14", False),
        (6, NEPAL, "2026-01-02 00:15", True),
        (20, NEW_YORK, "2026-01-03 00:59", False),
        (20, NEW_YORK, "2026-01-03 01:00", True),
    ],
)
def test_a_fact_is_due_at_the_hour_of_the_persons_clock(hour: int, offset: int, now: str, due: bool) -> None:
    assert Subscription(1, hour, offset, "en", dt.date(2026, 1, 1)).due(utc(now)) is due


async def test_an_hour_that_is_over_counts_from_tomorrow(database: Database) -> None:
    kept = Subscriptions(database)
    await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-02 01:00"))
    await kept.subscribe(Subscription(2, 11, TOKYO, "ja"), utc("2026-01-02 01:00"))
    assert [one.chat_id for one in await kept.due(utc("2026-01-02 02:00"))] == [2]
    assert [one.chat_id for one in await kept.due(utc("2026-01-03 00:00"))] == [1]


async def test_another_hour_brings_no_second_fact_on_one_day(database: Database) -> None:
    kept = Subscriptions(database)
    one = await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 20:00"))
    assert await kept.next_fact(one, FACTS, utc("2026-01-02 00:00"))
    later = await kept.subscribe(Subscription(1, 12, TOKYO, "ja"), utc("2026-01-02 01:00"))
    assert later.last_sent == dt.date(2026, 1, 2)
    assert await kept.due(utc("2026-01-02 04:00")) == []
    assert await kept.due(utc("2026-01-03 04:00")) == [later]


async def test_no_fact_comes_twice_until_all_have_come(database: Database) -> None:
    kept = Subscriptions(database)
    one = await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 00:00"))
    had = [await kept.next_fact(one, FACTS, utc(f"2026-01-{day:02} 00:00")) for day in range(2, 8)]
    assert sorted(map(str, had[:3])) == sorted(map(str, had[3:])) == sorted(FACTS)


async def test_a_sent_fact_is_not_due_again_that_day_after_a_restart(database: Database) -> None:
    now = utc("2026-01-02 00:00")
    one = await Subscriptions(database).subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 00:00"))
    assert await Subscriptions(database).due(now) == [one] or one.last_sent == dt.date(2026, 1, 1)
    assert await Subscriptions(database).next_fact(one, FACTS, now)
    assert await Subscriptions(database).due(now) == []


async def test_it_stops(database: Database) -> None:
    kept = Subscriptions(database)
    one = await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 00:00"))
    assert await kept.count() == 1
    assert await kept.stop(1)
    assert not await kept.stop(1)
    assert await kept.find(1) is None
    assert await kept.next_fact(one, FACTS, utc("2026-01-02 00:00")) is None


async def test_a_forgotten_chat_gets_none(database: Database) -> None:
    kept = Subscriptions(database)
    await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 00:00"))
    Chats(database).forget(1)
    assert await kept.count() == 0


async def test_without_facts_none_is_chosen(database: Database) -> None:
    kept = Subscriptions(database)
    one = await kept.subscribe(Subscription(1, 9, TOKYO, "ja"), utc("2026-01-01 00:00"))
    assert await kept.next_fact(one, [], utc("2026-01-02 00:00")) is None
