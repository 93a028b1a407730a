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
    assert await kept.waiting(number) == []


async def test_each_subscriber_is_named_once(kept: Broadcasts) -> None:
    number = await kept.draft(9, "Come to the festival")
    assert await kept.begin(number)
    assert await kept.unfinished() == [Broadcast(number, 9, "Come to the festival")]
    assert await kept.waiting(number) == [1, 2, 3]
    assert await kept.waiting(number, most=2) == [1, 2]
    await kept.note(number, 1, "sent")
    await kept.note(number, 2, "failed")
    assert await kept.waiting(number) == [3]
    await kept.note(number, 3, "sent")
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
    assert await kept.waiting(number) == [1, 2, 3]


async def test_one_on_its_way_when_the_bot_died_is_left_to_the_outbox(kept: Broadcasts, database: Database) -> None:
    number = await kept.draft(9, "Come")
    await kept.begin(number)
    assert await kept.claim(number, 1)
    again = Broadcasts(database)
    assert not await again.claim(number, 1)
    assert await again.waiting(number) == [2, 3]
    assert await again.begun(number) == [1]
    await again.note(number, 2, "sent")
    await again.note(number, 3, "sent")
    assert await again.finish(number) == Outcome(2, 1)


async def test_a_forgotten_chat_gets_none(kept: Broadcasts, database: Database) -> None:
    number = await kept.draft(9, "Come")
    await kept.begin(number)
    Chats(database).forget(2)
    assert await kept.waiting(number) == [1, 3]


async def test_old_ones_are_deleted_once_they_are_done(kept: Broadcasts, database: Database) -> None:
    done, under_way = await kept.draft(9, "Done"), await kept.draft(9, "Under way")
    await kept.begin(under_way)
    kept.prune(days=-1)
    assert not await kept.begin(done)
    assert [broadcast.id for broadcast in await kept.unfinished()] == [under_way]
    assert await kept.waiting(under_way) == [1, 2, 3]
