import httpx
import pytest

from bot.preview.errors import BotApiError
from bot.preview.parameters import Parameters, read_parameters


def sent(**options: object) -> Parameters:
    request = httpx.Request("POST", "http://x/y?limit=3", **options)  # type: ignore[arg-type]
    return read_parameters("limit=3", request.headers.get("content-type", ""), request.read())


def test_the_same_call_in_each_form() -> None:
    for call in (
        sent(json={"chat_id": 5, "silent": True, "rows": [1]}),
        sent(data={"chat_id": "5", "silent": "true", "rows": "[1]"}),
        sent(
            data={"chat_id": "5", "silent": "True", "rows": "[1]"}, files={"photo": ("ü.png", b"\r\n--x", "image/png")}
        ),
    ):
        assert call.integer("chat_id") == 5
        assert call.boolean("silent")
        assert call.json("rows", "rows") == [1]
        assert call.integer("limit") == 3
    assert call.uploads["photo"].content == b"\r\n--x"
    assert call.uploads["photo"].name == "ü.png"


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("multipart/form-data", b"x"),
        ("application/x-www-form-urlencoded", b"a=%ff"),
    ],
)
def test_a_broken_body_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(BotApiError, match="can't parse request"):
        read_parameters("", content_type, body)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(BotApiError, match="UTF-8"):
        sent(content=b'{"text": "\\ud800"}', headers={"content-type": "application/json"}).text("text")
