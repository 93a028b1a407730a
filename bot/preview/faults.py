"""Faults that a test asks for, and Telegram's limits of speed."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Final

from bot.limits import CHAT_MESSAGES_A_SECOND, GROUP_MESSAGES_A_MINUTE, MESSAGES_A_SECOND
from bot.preview.errors import BotApiError, conflict, too_many_requests

# Methods that show something in a chat and so count towards the limits.
_COUNTED: Final = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "copymessage",
        "forwardmessage",
        "editmessagetext",
        "editmessagecaption",
        "editmessagereplymarkup",
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call.

    `refused`: the call is not done and this error is the reply. `done` tells whether a dropped call was carried out
    before its connection broke: a send that timed out may have been delivered. `delay` comes before all else. `page`:
    the status with which a gateway's page of HTML comes in place of Telegram's answer; the call is not done.
    """

    delay: float = 0.0
    refused: BotApiError | None = None
    dropped: bool = False
    done: bool = True
    page: int | None = None


def flood(retry_after: int) -> Fault:
    """Answer 429: try again in so many seconds."""
    return Fault(refused=too_many_requests(retry_after))


def bad_gateway() -> Fault:
    """Answer 502, as while Telegram's servers restart."""
    return Fault(refused=BotApiError(502, "Bad Gateway"))


def internal_error() -> Fault:
    """Answer 500, as in a bad hour of Telegram's."""
    return Fault(refused=BotApiError(500, "Internal Server Error"))


def unauthorized() -> Fault:
    """Answer 401, as Telegram does for moments in which it does not know a token."""
    return Fault(refused=BotApiError(401, "Unauthorized"))


def not_found() -> Fault:
    """Answer 404, the same."""
    return Fault(refused=BotApiError(404, "Not Found"))


def elsewhere() -> Fault:
    """Answer 409, as if another instance fetched updates."""
    return Fault(
        refused=conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
    )


def page(status: int) -> Fault:
    """Answer with a page of HTML, as a gateway before Telegram does."""
    return Fault(page=status)


def dropped(*, done: bool = True) -> Fault:
    """Break the connection without a reply; `done` tells whether the call is carried out before."""
    return Fault(dropped=True, done=done)


def delayed(seconds: float) -> Fault:
    """Let the reply wait."""
    return Fault(delay=seconds)


@dataclass(slots=True)
class Faults:
    """Faults that wait for their calls, by the lower-cased name of the method."""

    waiting: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def next(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method meet these faults, one each."""
        self.waiting[method.lower()].extend(faults)

    def take(self, method: str) -> Fault:
        """Give the fault of this call; one that harms nothing if none waits."""
        faults = self.waiting.get(method.lower())
        return faults.popleft() if faults else Fault()


@dataclass(slots=True)
class SpeedLimits:
    """Telegram's limits of speed, from https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

    `refused` counts the calls that went over them, so that a test can ask for none.
    """

    refused: int = 0
    _all: "deque[float]" = field(default_factory=deque)
    _chats: "defaultdict[str, deque[float]]" = field(default_factory=lambda: defaultdict(deque))

    def check(self, method: str, chat_id: str) -> None:
        """Count a call. Raises 429 for one too many; an uncounted method passes."""
        if method.lower() not in _COUNTED:
            return
        group = chat_id.startswith("-")
        limit, seconds = (GROUP_MESSAGES_A_MINUTE, 60.0) if group else (CHAT_MESSAGES_A_SECOND, 1.0)
        now = time.monotonic()
        wait = max(_wait(self._all, MESSAGES_A_SECOND, 1.0, now), _wait(self._chats[chat_id], limit, seconds, now))
        if wait > 0:
            self.refused += 1
            raise too_many_requests(int(wait) + 1)
        self._all.append(now)
        self._chats[chat_id].append(now)


def _wait(times: "deque[float]", limit: int, seconds: float, now: float) -> float:
    while times and now - times[0] >= seconds:
        times.popleft()
    return seconds - (now - times[0]) if len(times) >= limit else 0.0
