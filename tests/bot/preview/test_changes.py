import asyncio
import threading

from bot.preview.changes import Changes


def test_gives_the_changes_behind_a_number() -> None:
    changes = Changes()
    for kind in ("a", "b", "c"):
        changes.add(kind)
    assert [change.kind for change in changes.after(1)] == ["b", "c"]
    assert changes.after(changes.last) == []
    assert [change.number for change in changes.after(-5)] == [1, 2, 3]


def test_a_wait_ends_with_what_it_looks_for() -> None:
    changes = Changes()
    timer = threading.Timer(0.02, changes.add, ["late"])
    timer.start()
    found = changes.wait(lambda: changes.after(0) or None, 10)
    timer.join()
    assert found is not None
    assert found[0].kind == "late"
    assert changes.wait(lambda: changes.after(1) or None, 0.01) is None


async def test_a_wait_of_an_event_loop_is_woken_from_a_thread() -> None:
    changes = Changes()
    waiting = asyncio.create_task(changes.wait_async(lambda: changes.after(0) or None, 10))
    await asyncio.to_thread(changes.add, "from a thread")
    assert (await waiting or [])[0].kind == "from a thread"
    assert await changes.wait_async(lambda: changes.after(1) or None, 0.01) is None


async def test_closing_ends_every_wait() -> None:
    changes = Changes()
    waiting = asyncio.create_task(changes.wait_async(lambda: changes.after(0) or None, 60))
    await asyncio.sleep(0)
    changes.close()
    assert await asyncio.wait_for(waiting, 5) is None
    assert changes.wait(lambda: changes.after(0) or None, 60) is None
