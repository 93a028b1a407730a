import socket
import time

import httpx
import pytest

from bot.preview import StandIn


def test_serves_this_computer_only() -> None:
    with pytest.raises(ValueError, match="serves this computer only"):
        StandIn(host="0.0.0.0")


def test_a_taken_port_is_an_error(telegram: StandIn) -> None:
    port = int(telegram.url.rpartition(":")[2])
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            StandIn(port=other.getsockname()[1]).start()
    assert port != 0


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {"Host": "evil.example"}),
        ("GET", "/preview/state", {"Host": "127.0.0.1.evil.example"}),
        ("POST", "/preview/chats/private/messages", {"Origin": "https://evil.example"}),
        ("POST", "/preview/chats/private/messages", {"Origin": "null"}),
        ("POST", "/preview/chats/private/messages", {"Sec-Fetch-Site": "cross-site"}),
        ("GET", "/preview/state", {"Origin": "http://127.0.0.1:1"}),
    ],
)
def test_other_sites_are_refused(telegram: StandIn, method: str, path: str, headers: dict[str, str]) -> None:
    reply = httpx.request(method, telegram.url + path, headers=headers, json={"text": "x"})
    assert reply.status_code == 403
    assert not telegram.world.updates.pending


def test_localhost_and_the_own_origin_are_welcome(telegram: StandIn) -> None:
    port = telegram.url.rpartition(":")[2]
    headers = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}", "Sec-Fetch-Site": "same-origin"}
    reply = httpx.post(f"{telegram.url}/preview/chats/private/messages", headers=headers, json={"text": "x"})
    assert reply.status_code == 201


def test_stopping_ends_what_waits() -> None:
    stand_in = StandIn()
    stand_in.start()
    with httpx.Client(base_url=stand_in.url) as client, client.stream("GET", "/preview/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 1000"
        begin = time.monotonic()
        stand_in.stop()
        assert "data" not in "".join(lines)
    assert time.monotonic() - begin < 1.5
    with pytest.raises(httpx.ConnectError):
        httpx.get(stand_in.url)
