"""Inline keyboards, checked as https://core.telegram.org/bots/api#inlinekeyboardmarkup says."""

from typing import Any, Final
from urllib.parse import urlsplit

from bot.limits import CALLBACK_DATA_BYTES, COPY_TEXT_LENGTH, KEYBOARD_BUTTONS, utf16_length
from bot.preview.errors import bad_request

Keyboard = list[list[dict[str, Any]]]

_ACTIONS: Final = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)
_URL_SCHEMES: Final = ("http", "https", "tg")


def read_keyboard(markup: Any) -> Keyboard | None:
    """Read `reply_markup`; None where it holds no button. Raises 400 for what Telegram would not show.

    Keyboards other than inline ones are taken and not shown.
    """
    if markup is None or (isinstance(markup, dict) and "inline_keyboard" not in markup):
        return None
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > KEYBOARD_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keyboard or None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        )
    action = actions[0]
    shown: dict[str, Any] = {"text": button["text"], action: button[action]}
    if action == "callback_data" and not 1 <= len(str(button[action]).encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= utf16_length(button[action].get("text", "")) <= COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "url":
        shown["url"] = _url(str(button[action]))
    return shown


def _url(url: str) -> str:
    address = url if "://" in url or url.startswith("tg:") else f"http://{url}"
    try:
        parts = urlsplit(address)
        valid = parts.scheme in _URL_SCHEMES and (parts.scheme == "tg" or "." in (parts.hostname or "localhost."))
    except ValueError:
        valid = False
    if not valid or any(character.isspace() for character in url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address
