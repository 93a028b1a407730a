import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from telegram import Bot

from bot.preview import Conversation, StandIn


class Hook:
    """A place that takes updates, and refuses as many as asked."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.refuse = 0
        self.arrived = threading.Condition()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                update = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with hook.arrived:
                    hook.secrets.add(self.headers["X-Telegram-Bot-Api-Secret-Token"])
                    refused = hook.refuse > 0
                    hook.refuse -= refused
                    if not refused:
                        hook.updates.append(update)
                    hook.arrived.notify_all()
                self.send_response(503 if refused else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def wait(self, count: int) -> list[dict[str, Any]]:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.updates) >= count, 10)
            return self.updates

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    place = Hook()
    yield place
    place.close()


async def test_updates_are_posted_in_order_with_the_secret(api: Bot, anna: Conversation, hook: Hook) -> None:
    anna.send("before")
    await api.set_webhook(hook.url, secret_token="s3cret", allowed_updates=["message"])
    for text in ("one", "two"):
        anna.send(text)
    assert [update["message"]["text"] for update in hook.wait(3)] == ["before", "one", "two"]
    assert hook.secrets == {"s3cret"}
    info = await api.get_webhook_info()
    assert (info.url, info.allowed_updates) == (hook.url, ("message",))


async def test_a_refused_update_is_posted_again(api: Bot, anna: Conversation, hook: Hook, telegram: StandIn) -> None:
    hook.refuse = 1
    await api.set_webhook(hook.url)
    anna.send("one")
    anna.send("two")
    assert [update["message"]["text"] for update in hook.wait(2)] == ["one", "two"]
    info = await api.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_after_deletion_updates_wait_for_polling(api: Bot, anna: Conversation, hook: Hook) -> None:
    await api.set_webhook(hook.url)
    anna.send("one")
    hook.wait(1)
    await api.delete_webhook()
    anna.send("two")
    assert [update.message and update.message.text for update in await api.get_updates(timeout=5)][-1:] == ["two"]
    assert len(hook.updates) == 1
