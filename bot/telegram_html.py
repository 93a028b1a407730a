"""Telegram's HTML, written from plain text: https://core.telegram.org/bots/api#html-style.

Text is cut before it is escaped, so a cut never falls into an entity.
"""

import html
import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from bot.limits import utf16_length

ELLIPSIS: Final = "…"
PHONE_LINE: Final = 34
"""Letters in a line of a message on a small phone (360 pixels), seen in the preview; a Japanese one takes two."""

_TAG: Final = re.compile(r"</?[a-z][^<>]*>")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LAST_WORD: Final = re.compile(r"\s\S*\Z")


def escape(text: str) -> str:
    """Make plain text safe inside a message; half of a surrogate pair, which cannot be sent, becomes U+FFFD."""
    return html.escape(_SURROGATE.sub("\ufffd", text), quote=False)


def bold(text: str) -> str:
    """Plain text, bold."""
    return f"<b>{escape(text)}</b>"


def italic(text: str) -> str:
    """Plain text, in italics."""
    return f"<i>{escape(text)}</i>"


def quoted(markup: str) -> str:
    """HTML as a quote that shows its first lines and opens when it is tapped."""
    return f"<blockquote expandable>{markup}</blockquote>"


def linked(text: str, url: str | None) -> str:
    """Plain text as a link, or as it is where `url` is no web address."""
    if not url or not is_web_address(url):
        return escape(text)
    return f'<a href="{html.escape(url)}">{escape(text)}</a>'


def is_web_address(url: str) -> bool:
    """Tell whether a client would open it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and not re.search(r"[\s\ud800-\udfff]", url)


def cut(text: str, length: int) -> str:
    """Give `text`, or its start and an ellipsis, in `length` UTF-16 code units; up to a whole word if one is near."""
    if utf16_length(text) <= length:
        return text
    if length < 1:
        return ""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * (length - len(ELLIPSIS))]
    kept = units.decode("utf-16-le", "ignore")
    word = _LAST_WORD.search(kept)
    # A word longer than a third of what is left is no word (Japanese has no spaces), so cut into it.
    if word and word.start() > 2 * len(kept) // 3:
        kept = kept[: word.start()]
    return kept.rstrip() + ELLIPSIS


def text_length(markup: str) -> int:
    """Length of HTML as Telegram counts it: in UTF-16 code units, after its tags and references were read."""
    return utf16_length(_plain(markup))


def lines_on_phone(markup: str) -> int:
    """Estimate how many lines HTML without line breaks takes on a phone."""
    places = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in _plain(markup))
    return max(1, -(-places // PHONE_LINE))


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))
