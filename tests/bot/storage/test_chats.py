import datetime as dt
import json

from sqlalchemy import select

from bot.storage.broadcasts import Broadcasts
from bot.storage.chats import Chats
from bot.storage.conversations import ConversationKey, Conversations
from bot.storage.database import Database
from bot.storage.exchanges import Exchange, Exchanges
from bot.storage.preferences import Preferences
from bot.storage.subscriptions import Subscription, Subscriptions
from bot.storage.tables import metadata
from index import Turn

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


async def fill(database: Database, chat: int) -> None:
    """Put a row of the chat into every table that can have one."""
    Preferences(database).fix(chat, "ja")
    Conversations(database).remember(ConversationKey(chat), Turn("How many trees?", "5dd127d9db68", "en"))
    Exchanges(database).keep(chat, 1, Exchange(2, "How many trees?"))
    subscriptions = Subscriptions(database)
    one = await subscriptions.subscribe(Subscription(chat, 9, 540, "ja"), NOW)
    await subscriptions.next_fact(one, ["trees"], NOW + dt.timedelta(days=1))
    broadcasts = Broadcasts(database)
    await broadcasts.begin(await broadcasts.draft(chat, "Come"))


async def test_export_gives_a_row_of_every_table_that_knows_a_chat(database: Database) -> None:
    await fill(database, 1)
    await fill(database, 2)
    export = await Chats(database).export(1)
    assert set(export) == {table.name for table in metadata.sorted_tables if "chat_id" in table.c} | {"chats"}
    assert export["languages"] == [{"chat_id": 1, "fixed": "ja", "heard": None}]
    assert {row.get("chat_id", row.get("id")) for rows in export.values() for row in rows} == {1}
    assert json.loads(json.dumps(export)) == export


async def test_forgetting_leaves_nothing_of_a_chat_and_all_of_the_others(database: Database) -> None:
    await fill(database, 1)
    await fill(database, 2)
    before = await Chats(database).export(2)
    Chats(database).forget(1)
    assert await Chats(database).export(1) == {}
    assert await Chats(database).export(2) == before


async def test_what_is_kept_for_the_organisation_names_no_chat(database: Database) -> None:
    for table in ("questions", "opinions"):
        assert not {"chat_id", "user_id", "name"} & set(metadata.tables[table].c.keys())
    assert database.run_now(lambda connection: connection.execute(select(metadata.tables["questions"])).all()) == []


async def test_people_and_groups_are_counted(database: Database) -> None:
    kept = Chats(database)
    for chat in (1, 2, -100, 2):
        kept.seen(chat)
    assert await kept.count() == (2, 1)
