"""One instance for one data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.errors import StartError

LOCK_NAME: Final = "bot.lock"
PRIVATE: Final = 0o700


@contextmanager
def only_instance(data: Path) -> Iterator[None]:
    """Hold the data folder while the body runs. Raises StartError where another bot holds it, or it cannot be written.

    The system lets go of it however the process ends, so that nothing has to be cleared away after a kill.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        # People's ids are in there.
        data.chmod(PRIVATE)
        handle = os.open(data / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StartError(
            f"{data} cannot be written ({error.strerror}); set PARTNERSHIP_DATA to another folder"
        ) from error
    try:
        _lock(handle, data)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, data: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        raise StartError(
            f"another bot runs with the data folder {data} (process {holder or 'unknown'}); stop that one, or set "
            "PARTNERSHIP_DATA to another folder"
        ) from error
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
    except OSError:
        # On a full disk the lock holds all the same; only its number is not there to be named.
        return
