"""Which update the present task handles, so that its messages can be told from those of others."""

from contextvars import ContextVar
from typing import Final

from bot.storage.outbox import Key


class Origin:
    """What a task's messages answer. Handling the same update again gives its messages the same keys."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._messages = 0
        self._open = True

    def key(self) -> Key | None:
        """Name the next message; None when the update is done, and a task that it began goes on."""
        if not self._open:
            return None
        self._messages += 1
        return Key(self.name, self._messages)

    def close(self) -> None:
        """Say that the update is done."""
        self._open = False


current: Final[ContextVar[Origin | None]] = ContextVar("origin", default=None)


def next_key() -> Key | None:
    """Name the next message of the update in hand; None outside of one."""
    origin = current.get()
    return origin.key() if origin else None
