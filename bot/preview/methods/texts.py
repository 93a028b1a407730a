"""Texts of calls: `text` with `parse_mode` or `entities`, and the same of captions."""

from typing import Any

from bot.limits import CAPTION_LENGTH, MESSAGE_TEXT_LENGTH, utf16_length
from bot.preview.entities import FormattedText, given_entities
from bot.preview.errors import bad_request
from bot.preview.markup import MarkupError, parse_html
from bot.preview.parameters import Parameters


def read_text(call: Parameters) -> FormattedText:
    """Read the text of a message. Raises 400 where it is empty, too long or badly formatted."""
    if not call.has("text"):
        raise bad_request("message text is empty")
    content = _formatted(call.text("text"), call.text("parse_mode"), call.json("entities", "entities"))
    if not content.text:
        raise bad_request("text must be non-empty")
    if utf16_length(content.text) > MESSAGE_TEXT_LENGTH:
        raise bad_request("message is too long")
    return content


def read_caption(call: Parameters) -> FormattedText:
    """Read the caption of a photo or document, which may be empty."""
    listed = call.json("caption_entities", "caption entities")
    content = _formatted(call.text("caption"), call.text("parse_mode"), listed)
    if utf16_length(content.text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return content


def _formatted(text: str, parse_mode: str, listed: Any) -> FormattedText:
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        try:
            return parse_html(text).tidied()
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    try:
        entities = given_entities(listed or ())
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity") from None
    if any(entity.offset < 0 or entity.length < 1 or entity.end > utf16_length(text) for entity in entities):
        raise bad_request("entity has an invalid offset or length")
    return FormattedText(text, entities).tidied()
