import asyncio

from telegram import Update

from bot.ordering import ChatOrder


def update(number: int, chat_id: int) -> Update:
    message = {"message_id": number, "date": 0, "chat": {"id": chat_id, "type": "private"}}
    return Update.de_json({"update_id": number, "message": message}, None)


async def test_one_chat_in_order_and_others_meanwhile() -> None:
    order, done = ChatOrder(), []
    held = asyncio.Event()

    async def work(name: str, wait: bool) -> None:
        if wait:
            await held.wait()
        done.append(name)

    tasks = [
        asyncio.create_task(order.process_update(update(number, chat), work(name, wait)))
        for number, (chat, name, wait) in enumerate([(1, "a", True), (1, "b", False), (2, "c", False), (1, "d", False)])
    ]
    await tasks[2]
    assert done == ["c"]
    held.set()
    await asyncio.gather(*tasks)
    assert done == ["c", "a", "b", "d"]


async def test_an_error_holds_nobody_up_and_nothing_is_kept() -> None:
    order, done = ChatOrder(), []

    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        done.append(True)

    results = await asyncio.gather(
        order.process_update(update(1, 1), fail()),
        order.process_update(update(2, 1), work()),
        order.process_update("not an update", work()),
        return_exceptions=True,
    )
    assert isinstance(results[0], ValueError)
    assert done == [True, True]
    assert not order._locks
