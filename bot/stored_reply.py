"""A reply as text, for the messages that wait in the outbox, and back."""

import json
from dataclasses import asdict
from typing import Any

from bot.places import Place
from bot.reply import Button, Link, Reply


def pack(place: Place, reply: Reply) -> str:
    """Give a place and a reply as JSON."""
    rows = [[asdict(button) for button in row] for row in reply.keyboard]
    return json.dumps({"place": asdict(place), "html": reply.html, "rows": rows}, ensure_ascii=False)


def unpack(text: str) -> tuple[Place, Reply]:
    """Read what `pack` wrote."""
    packed = json.loads(text)
    rows = tuple(tuple(map(_button, row)) for row in packed["rows"])
    return Place(**packed["place"]), Reply(packed["html"], rows)


def _button(fields: dict[str, Any]) -> Button | Link:
    return Link(**fields) if "url" in fields else Button(**fields)
