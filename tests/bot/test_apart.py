import asyncio
import multiprocessing
import operator
import os
import time
from pathlib import Path

import pytest

from bot.apart import ApartError, run_apart
from index.errors import CorpusError
from index.ingest.corpus import read_corpus


async def test_work_is_done_in_another_process() -> None:
    assert await run_apart(operator.mul, 6, 7, seconds=30) == 42
    assert await run_apart(os.getpid, seconds=30) != os.getpid()


async def test_it_stands_back_for_whoever_asks_the_bot() -> None:
    assert await run_apart(os.nice, 0, seconds=30) > os.nice(0)


async def test_an_error_for_people_comes_back(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        await run_apart(read_corpus, tmp_path / "nowhere", seconds=30)


async def test_a_process_that_dies_is_an_error() -> None:
    with pytest.raises(ApartError, match="ended early"):
        await run_apart(os._exit, 9, seconds=30)


async def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(ApartError, match="longer than 0"):
        await run_apart(time.sleep, 60, seconds=0.1)
    assert not multiprocessing.active_children()


async def test_the_process_ends_with_the_one_who_waits_for_it() -> None:
    task = asyncio.create_task(run_apart(time.sleep, 60, seconds=60))
    while not multiprocessing.active_children():  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not multiprocessing.active_children()
