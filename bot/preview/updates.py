"""The bot's queue of updates, with the rules of https://core.telegram.org/bots/api#getting-updates."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final

from bot.limits import UPDATES_A_CALL

# Kinds that a bot gets only when it names them: https://core.telegram.org/bots/api#getupdates, `allowed_updates`.
_ONLY_WHEN_NAMED: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FIRST_UPDATE: Final = 700_000_001


@dataclass(slots=True)
class Webhook:
    """Where updates go while a webhook is set."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""


@dataclass(slots=True)
class UpdateQueue:
    """Updates that the bot did not confirm yet. Guarded by the lock of the stand-in's `Changes`."""

    pending: deque[dict[str, Any]] = field(default_factory=deque)
    allowed: frozenset[str] | None = None
    webhook: Webhook | None = None
    poll: int = 0
    """Counts calls of getUpdates, so that an earlier one sees that another took its place."""
    _next: int = _FIRST_UPDATE

    def add(self, kind: str, content: dict[str, Any]) -> bool:
        """Queue an update if the bot wants its kind; tell whether it does."""
        wanted = kind not in _ONLY_WHEN_NAMED if self.allowed is None else kind in self.allowed
        if wanted:
            self.pending.append({"update_id": self._next, kind: content})
            self._next += 1
        return wanted

    def allow(self, kinds: list[str] | None) -> None:
        """Choose kinds; an empty list stands for the default, None leaves the earlier choice."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates below `offset`, or, counted from the end, all but the last `-offset`."""
        if offset < 0:
            offset = self._next + offset
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    def first(self, limit: int) -> list[dict[str, Any]]:
        """Give the oldest pending updates; they stay until they are confirmed."""
        limit = limit if 0 < limit <= UPDATES_A_CALL else UPDATES_A_CALL
        return [self.pending[index] for index in range(min(limit, len(self.pending)))]
