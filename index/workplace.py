"""A folder to make something in before it is put in its place: one process at a time, and nothing half made stays."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK, WORK = ".lock", ".work"


@contextmanager
def workplace(home: Path) -> Iterator[Path]:
    """Give an empty folder below `home` (made if need be) to work in; rename it to keep what was made.

    It waits until no other process has the workplace. The lock ends with the process that holds it, however that
    ends (flock(2)), and the next one finds the folder empty.
    """
    home.mkdir(parents=True, exist_ok=True)
    work = home / WORK
    with (home / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)
