"""Reads the HTML that a bot writes (`parse_mode=HTML`).

Tags, attributes, entities and refusals are those of https://core.telegram.org/bots/api#html-style, byte offsets and
words of the refusals those of Telegram's own parser.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.limits import utf16_length
from bot.preview.entities import Entity, FormattedText

_TYPES: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_ARGUMENTS: Final = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable"}
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE: Final = re.compile(r"&(?:#([0-9]{1,8})|#[xX]([0-9a-fA-F]{1,7})|([a-zA-Z]+));?", re.ASCII)
_SPACE: Final = " \t\r\n\0\v"
_LINK: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://|tg:|mailto:|tel:)?[^\s/?#]+\S*", re.IGNORECASE)


class MarkupError(ValueError):
    """The text is not what Telegram accepts as HTML; the message is Telegram's, after "can't parse entities: "."""


def parse_html(source: str) -> FormattedText:
    """Read Telegram's HTML into text and entities, in the order of their tags' ends.

    Raises MarkupError for an unknown, unclosed, unmatched or malformed tag.
    """
    return _Parser(source).parse()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    index: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self.position < len(self.source):
            self._text()
            if self.position < len(self.source):
                (self._end_tag if self.source.startswith("</", self.position) else self._start_tag)()
        if self.open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        # A language says something only of a whole block, so it was kept until the block was closed.
        entities = [replace(e, language=None) if e.type == "code" else e for e in self.entities]
        return FormattedText("".join(self.text), tuple(entities))

    def _text(self) -> None:
        end = self.source.find("<", self.position)
        end = len(self.source) if end < 0 else end
        text = _REFERENCE.sub(_character, self.source[self.position : end])
        self.text.append(text)
        self.length += utf16_length(text)
        self.position = end

    def _start_tag(self) -> None:
        begin = self.position
        self.position += 1
        tag = self._until(_SPACE + ">").lower()
        if self._peek() == "":
            raise self._error("Unclosed start tag", begin)
        if tag not in _TYPES:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, begin)
            if name == _ARGUMENTS.get(tag):
                argument = "expandable" if name == "expandable" else value
        self.position += 1
        if tag == "span" and argument != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.length, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._until(_SPACE + "=>").lower()
        if not name:
            if self._peek() == "":
                raise self._error("Unclosed start tag", begin)
            raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._peek() != "=":
            if (tag, name) == ("blockquote", "expandable"):
                return name, ""
            raise self._error(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.position += 1
        self._skip_space()
        value = self._value()
        if self._peek() == "":
            raise self._error("Unclosed start tag", begin)
        return name, value

    def _value(self) -> str:
        quote = self._peek()
        if quote and quote in "\"'":
            self.position += 1
            value = self._until(quote)
            if self._peek():
                self.position += 1
            return _REFERENCE.sub(_character, value)
        begin = self.position
        while self._peek().isalnum() or self._peek() in {".", "-"}:
            self.position += 1
        if self._peek() and self._peek() not in _SPACE + ">":
            raise self._error("Unexpected end of name token", begin)
        return self.source[begin : self.position].lower()

    def _end_tag(self) -> None:
        begin = self.position
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.position += 2
        found = self._until(_SPACE + ">").lower()
        self._skip_space()
        if self._peek() != ">":
            raise self._error("Unclosed end tag", begin)
        self.position += 1
        opened = self.open.pop()
        if found not in ("", opened.tag):
            offset = len(self.source[:begin].encode())
            raise MarkupError(
                f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{found}>"',
            )
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity = Entity(_TYPES[opened.tag], opened.offset, self.length - opened.offset)
        language = opened.argument.removeprefix("language-") if opened.argument.startswith("language-") else None
        inner = self.entities[-1] if self.entities else None
        if opened.tag == "a":
            url = opened.argument or "".join(self.text[opened.index :])
            # Telegram shows a link that it does not understand as plain text.
            if _LINK.fullmatch(url):
                self.entities.append(replace(entity, url=_checked(url)))
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdecimal():
                raise MarkupError("Invalid custom emoji identifier specified")
            self.entities.append(replace(entity, custom_emoji_id=opened.argument))
        elif opened.tag == "pre" and inner and inner.type == "code" and _same_place(inner, entity) and inner.language:
            self.entities[-1] = replace(inner, type="pre")
        elif opened.tag == "code" and inner and inner.type == "pre" and _same_place(inner, entity) and language:
            self.entities[-1] = replace(inner, language=language)
        elif opened.tag == "blockquote" and opened.argument:
            self.entities.append(replace(entity, type="expandable_blockquote"))
        else:
            self.entities.append(replace(entity, language=language))

    def _peek(self) -> str:
        return self.source[self.position : self.position + 1]

    def _until(self, stops: str) -> str:
        begin = self.position
        while self.position < len(self.source) and self.source[self.position] not in stops:
            self.position += 1
        return self.source[begin : self.position]

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.position += 1

    def _error(self, what: str, index: int) -> MarkupError:
        return MarkupError(f"{what} at byte offset {len(self.source[:index].encode())}")


def _same_place(one: Entity, other: Entity) -> bool:
    return (one.offset, one.length) == (other.offset, other.length)


def _checked(url: str) -> str:
    """Complete a bare address as Telegram does."""
    if re.match(r"[a-z][a-z0-9+.-]*:", url, re.IGNORECASE):
        return url
    return f"http://{url}" if "/" in url else f"http://{url}/"


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, match[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    # Not a character: zero, a half of a surrogate pair, or beyond Unicode.
    if code == 0 or 0xD800 <= code <= 0xDFFF or code >= 0x10FFFF:
        return match[0]
    return chr(code)
