import datetime as dt

import pytest

from bot.storage.broadcasts import Broadcast, Broadcasts, Outcome
from bot.storage.chats import Chats
from bot.storage.database import Database
from bot.storage.subscriptions import Subscription, Subscriptions

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
async def kept(database: Database) -> Broadcasts:
    for chat in (1, 2, 3):
        await Subscriptions(database).subscribe(Subscription(chat, 9, 540, "en"), NOW)
    return Broadcasts(database)


async def test_a_draft_goes_to_nobody(kept: Broadcasts) -> None:
    number = await kept.draft(9, "Come to the festival")
    assert await kept.unfinished() == []
    assert await kept.next_chat(number) is None


async def test_each_subscriber_is_named_once(kept: Broadcasts) -> None:
    number = await kept.draft(9, "Come to the festival")
    assert await kept.begin(number)
    assert await kept.unfinished() == [Broadcast(number, 9, "Come to the festival")]
    chats = [await kept.next_chat(number) for _ in range(4)]
    assert chats == [1, 2, 3, None]
    for chat, sent in ((1, True), (2, False), (3, True)):
        await kept.note(number, chat, sent=sent)
    assert await kept.finish(number) == Outcome(2, 1)
    assert await kept.unfinished() == []


async def test_it_begins_once(kept: Broadcasts) -> None:
    number = await kept.draft(9, "Come")
    assert await kept.begin(number)
    assert not await kept.begin(number)
    assert not await kept.begin(number + 1)


async def test_whoever_subscribes_later_does_not_get_it(kept: Broadcasts, database: Database) -> None:
    number = await kept.draft(9, "Come")
    await kept.begin(number)
    await Subscriptions(database).subscribe(Subscription(4, 9, 540, "en"), NOW)
    assert [await kept.next_chat(number) for _ in range(4)] == [1, 2, 3, None]


async def test_one_on_its_way_when_the_bot_died_is_not_sent_again(kept: Broadcasts, database: Database) -> None:
    number = await kept.draft(9, "Come")
    await kept.begin(number)
    assert await kept.next_chat(number) == 1
    again = Broadcasts(database)
    assert [await again.next_chat(number) for _ in range(3)] == [2, 3, None]
    await again.note(number, 2, sent=True)
    await again.note(number, 3, sent=True)
    assert await again.finish(number) == Outcome(2, 1)


async def test_a_forgotten_chat_gets_none(kept: Broadcasts, database: Database) -> None:
    number = await kept.draft(9, "Come")
    await kept.begin(number)
    Chats(database).forget(2)
    assert [await kept.next_chat(number) for _ in range(3)] == [1, 3, None]
