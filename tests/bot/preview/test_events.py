import json
from typing import Any

from bot.preview import Conversation, StandIn
from bot.preview.events import event_stream


async def test_what_lies_behind_a_number_is_told_in_order_and_then_what_comes(
    telegram: StandIn, anna: Conversation
) -> None:
    changes = telegram.world.changes
    after = changes.last
    anna.send("one")
    stream = event_stream(changes, after)
    assert await anext(stream) == "retry: 1000\n\n"
    assert read(await anext(stream))["message"]["text"] == "one"
    changes.add("answer", anna.chat.id)  # between the bot and the stand-in; the page gets it as a reply
    anna.block()
    told = await anext(stream)
    assert read(told) == {"number": changes.last, "kind": "members", "chat_id": anna.chat.id}
    assert told.startswith(f"id: {changes.last}\n")


async def test_it_ends_with_the_stand_in(telegram: StandIn) -> None:
    stream = event_stream(telegram.world.changes, telegram.world.changes.last)
    await anext(stream)
    telegram.world.changes.close()
    assert [event async for event in stream] == []


def read(event: str) -> Any:
    return json.loads(event.partition("data: ")[2])
