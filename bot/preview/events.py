"""What the page is told of what happens, as server-sent events."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any, Final

from bot.preview.changes import Change, Changes
from bot.preview.chats import Message
from bot.preview.visitor import message_json

_BEAT_SECONDS: Final = 15.0  # a comment line as often keeps the stream known to be alive


async def event_stream(changes: Changes, after: int) -> AsyncIterator[str]:
    """Write each change behind `after` out, until the stand-in stops.

    The form is https://html.spec.whatwg.org/multipage/server-sent-events.html, the data of an event is JSON.
    """
    yield "retry: 1000\n\n"
    while not changes.closed:
        news = await changes.wait_async(partial(_news, changes, after), _BEAT_SECONDS)
        if not news and not changes.closed:
            yield ": still here\n\n"
        for change in news or ():
            after = change.number
            if shown := _shown(change):
                yield f"id: {change.number}\ndata: {json.dumps(shown)}\n\n"


def _news(changes: Changes, after: int) -> list[Change] | None:
    return changes.after(after) or None


def _shown(change: Change) -> dict[str, Any] | None:
    """Give what the page is told of a change; nothing where it shows nothing of it."""
    event: dict[str, Any] = {"number": change.number, "kind": change.kind, "chat_id": change.chat_id}
    if isinstance(change.subject, Message):
        return event | {"message": message_json(change.subject)}
    if change.kind == "action":
        return {**event, **change.subject}
    return event if change.kind in {"clear", "commands", "members"} else None
