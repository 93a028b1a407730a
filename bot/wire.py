"""The moment at which a request goes out, to note it just before: a connection is made by then.

A message noted earlier, and killed while it waited for its connection, would count as one that may have arrived.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Final

import httpx
from telegram.request import HTTPXRequest

before_writing: Final[ContextVar[Callable[[], Awaitable[None]] | None]] = ContextVar("before_writing", default=None)
"""What the present task wants to have done once before its request is written."""

# https://www.encode.io/httpcore/extensions/#trace
_WRITING: Final = ".send_request_headers.started"


def noting_request(connections: int) -> HTTPXRequest:
    """Make the library's way to Telegram, with this one thing added."""
    return HTTPXRequest(connection_pool_size=connections, httpx_kwargs={"event_hooks": {"request": [_trace]}})


async def _trace(request: httpx.Request) -> None:
    waiting = before_writing.get()
    if waiting is None:
        return
    notes = [waiting]

    async def trace(event: str, info: dict[str, Any]) -> None:  # noqa: ARG001 - httpcore's signature
        if notes and event.endswith(_WRITING):
            await notes.pop()()

    request.extensions = {**request.extensions, "trace": trace}
