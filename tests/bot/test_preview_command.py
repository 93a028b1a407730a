import os
import signal
import socket
import threading

import httpx
import pytest

from bot.errors import StartError
from bot.preview_command import preview
from index.search import Index


def test_serves_the_page_with_the_bot_behind_it_until_a_signal(
    index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seen: list[httpx.Response] = []

    def visit() -> None:
        # The bot has registered its description once it speaks to the stand-in.
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=httpx.HTTPTransport(retries=20)) as client:
            while not seen or "Mongolia" not in seen[-1].text:
                seen.append(client.get("/preview/state"))
            seen.append(client.get("/"))
        os.kill(os.getpid(), signal.SIGINT)

    visitor = threading.Thread(target=visit, daemon=True)  # which would look for ever for what did not start
    visitor.start()
    preview(index, port=port)
    visitor.join()
    assert "<!doctype html>" in seen[-1].text.lower()
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().out


def test_an_address_that_cannot_be_had_is_named(index: Index) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"127.0.0.1:{port}"):
            preview(index, port=port)
    with pytest.raises(StartError, match="this computer only"):
        preview(index, host="0.0.0.0", port=port)
