from typing import Any

import pytest

from bot.limits import CALLBACK_DATA_BYTES, KEYBOARD_BUTTONS
from bot.preview.errors import BotApiError
from bot.preview.keyboards import read_keyboard


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "ө" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "x", "url": "javascript://x.y"}, "Wrong HTTP URL"),
        ({"text": "x", "url": "https://x y.org"}, "Wrong HTTP URL"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
    ],
)
def test_refuses_buttons_that_telegram_refuses(button: dict[str, Any], reason: str) -> None:
    with pytest.raises(BotApiError, match=reason):
        read_keyboard(keyboard(button))


def test_keeps_what_can_be_shown() -> None:
    data = {"text": "x", "callback_data": "ө" * (CALLBACK_DATA_BYTES // 2)}
    address = {"text": "y", "url": "example.org/z"}
    assert read_keyboard(keyboard(data, address)) == [[data, {"text": "y", "url": "http://example.org/z"}]]
    assert read_keyboard({"inline_keyboard": [[]]}) is None


def test_a_keyboard_has_so_many_buttons() -> None:
    button = {"text": "x", "callback_data": "y"}
    assert read_keyboard(keyboard(*[button] * KEYBOARD_BUTTONS))
    with pytest.raises(BotApiError, match="REPLY_MARKUP_TOO_LONG"):
        read_keyboard(keyboard(*[button] * (KEYBOARD_BUTTONS + 1)))
