"""Work in a process of its own: what takes a core for long, or reads a stranger's file, must not hold up the bot."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

from bot.errors import BotError
from index import IndexingError

ENDING_SECONDS: Final = 5.0
NICE: Final = 10
"""How far the process stands back where cores are scarce, see nice(1): whoever asks the bot comes first."""

T = TypeVar("T")


class ApartError(BotError):
    """The process died or took too long."""


async def run_apart(work: Callable[..., T], *arguments: Any, seconds: float) -> T:
    """Call a function of a module in a new process and give what it returns, which must be picklable.

    An IndexingError that it raises is raised here. Raises ApartError where it takes longer than `seconds`, or ends
    in any other way. When the caller is cancelled, the process is killed.
    """
    # Forking a process with threads may lock up, so it begins afresh.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(sender, work, arguments), daemon=True)
    await asyncio.to_thread(process.start)
    sender.close()
    try:
        if not await asyncio.to_thread(receiver.poll, seconds):
            raise ApartError(f"it took longer than {seconds:.0f} seconds")
        done, value = receiver.recv()
        # It ends by itself now, and clears away what it made.
        await asyncio.to_thread(process.join, ENDING_SECONDS)
    except EOFError:
        raise ApartError("the process that did it ended early; the log may say more") from None
    finally:
        process.kill()
        await asyncio.to_thread(process.join)
        receiver.close()
    if not done:
        raise value
    result: T = value
    return result


def _call(sender: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C is for the parent, which ends us.
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        sender.send((True, work(*arguments)))
    except IndexingError as error:
        sender.send((False, error))
