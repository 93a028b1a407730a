"""Formatted text: what a person sees, and where it is bold, linked or quoted.

The rules are those of https://core.telegram.org/bots/api#formatting-options and #messageentity; `bot.preview.markup`
reads HTML into it. Offsets and lengths are in UTF-16 code units.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.limits import MESSAGE_ENTITIES, utf16_length

STYLES: Final = ("bold", "italic", "underline", "strikethrough", "spoiler")
_QUOTES: Final = ("blockquote", "expandable_blockquote")
_VERBATIM: Final = ("pre", "code")
_GIVEN: Final = (*STYLES, *_QUOTES, *_VERBATIM, "text_link", "text_mention", "custom_emoji")
# An entity that spans the same text as another stands outside of it in this order.
_ORDER: Final = (*_QUOTES, "pre", "code", "text_link", "text_mention", "url", "mention", "bot_command", *STYLES)

_FOUND: Final = {
    "url": re.compile(
        r"(?:https?://|www\.|t\.me/)[^\s<>\"«»「」（）、。]*[^\s<>\"«»「」（）、。.,:;!?)'\]]", re.IGNORECASE
    ),
    "email": re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "bot_command": re.compile(r"(?<![\w/@<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])", re.ASCII),
    "mention": re.compile(r"(?<![\w@/])@[a-zA-Z0-9_]{3,32}(?!\w)", re.ASCII),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}"),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text that is special; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    user: Any = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        """Give a Bot API `MessageEntity`."""
        named = {name: getattr(self, name) for name in ("url", "language", "user", "custom_emoji_id")}
        return {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
            **{name: value for name, value in named.items() if value},
        }


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and its entities, outer ones first."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def part(self, entity: Entity) -> str:
        """Give the text that an entity covers."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        return units[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")

    def parts(self, kind: str) -> list[str]:
        """Give the texts of all entities of a type, in order: `parts("bold")`."""
        return [self.part(entity) for entity in self.entities if entity.type == kind]

    def tidied(self) -> "FormattedText":
        """Give what Telegram keeps: trimmed text, links and commands found, entities that may stand together."""
        text, entities = _trimmed(self.text, self.entities)
        kept = _nestable([entity for entity in entities if entity.length > 0])
        found = [entity for entity in _found(text) if not any(_overlap(entity, other) for other in _closed(kept))]
        # Two things found in the same place, such as the mention in an email address: the first named wins.
        for entity in found:
            if not any(_overlap(entity, other) for other in kept if other.type in _FOUND):
                kept.append(entity)
        return FormattedText(text, tuple(sorted(kept, key=_outer_first)[:MESSAGE_ENTITIES]))


def given_entities(listed: Iterable[dict[str, Any]]) -> tuple[Entity, ...]:
    """Read explicit `entities`; kinds that Telegram finds itself are left to it.

    Raises KeyError, TypeError or ValueError where an entity lacks a field or has one of the wrong kind.
    """
    entities = []
    for item in listed:
        if item["type"] not in _GIVEN:
            continue
        entity = Entity(item["type"], int(item["offset"]), int(item["length"]))
        optional = {name: item[name] for name in ("url", "language", "user", "custom_emoji_id") if item.get(name)}
        entities.append(replace(entity, **optional))
    return tuple(entities)


def _found(text: str) -> Iterator[Entity]:
    place = _utf16_places(text)
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            start, end = place(match.start()), place(match.end())
            yield Entity(kind, start, end - start)


def _utf16_places(text: str) -> Callable[[int], int]:
    if text.isascii():
        return lambda index: index
    return lambda index: utf16_length(text[:index])


def _trimmed(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space from both ends, and the entities with it."""
    start = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    moved = []
    for entity in entities:
        first = min(max(entity.offset - start, 0), end)
        last = min(max(entity.end - start, 0), end)
        moved.append(replace(entity, offset=first, length=last - first))
    return text, moved


def _nestable(entities: list[Entity]) -> list[Entity]:
    """Keep what may be nested.

    Styles join where they touch and stop at code; code, links and quotes hold none of their own kind.
    """
    closed: list[Entity] = []
    for entity in sorted((e for e in entities if e.type not in STYLES), key=_outer_first):
        rivals = [e for e in closed if (e.type in _QUOTES) == (entity.type in _QUOTES)]
        if not any(_overlap(entity, rival) for rival in rivals):
            closed.append(entity)
    verbatim = [entity for entity in closed if entity.type in _VERBATIM]
    styles = [
        Entity(style, start, end - start)
        for style in STYLES
        for start, end in _without(_joined([e for e in entities if e.type == style]), verbatim)
    ]
    return closed + styles


def _joined(entities: list[Entity]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for entity in sorted(entities, key=_outer_first):
        if spans and entity.offset <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], entity.end))
        else:
            spans.append((entity.offset, entity.end))
    return spans


def _without(spans: list[tuple[int, int]], holes: list[Entity]) -> list[tuple[int, int]]:
    for hole in holes:
        pieces = []
        for start, end in spans:
            pieces += [(start, min(end, hole.offset)), (max(start, hole.end), end)]
        spans = [(start, end) for start, end in pieces if start < end]
    return spans


def _closed(entities: list[Entity]) -> list[Entity]:
    return [e for e in entities if e.type not in STYLES and e.type not in _QUOTES]


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _outer_first(entity: Entity) -> tuple[int, int, int]:
    rank = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
    return entity.offset, -entity.length, rank
