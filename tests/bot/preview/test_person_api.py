import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.preview import StandIn


@pytest.fixture
def client(telegram: StandIn) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=telegram.url) as opened:
        yield opened


def texts(client: httpx.Client, chat: str = "private") -> list[str]:
    return [message.get("text", "") for message in client.get(f"/preview/chats/{chat}").json()["messages"]]


def test_the_page_runs_nothing_of_others(client: httpx.Client) -> None:
    page = client.get("/")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "//" not in page.text.replace("<!doctype", "")
    assert client.get("/page/chat.css").headers["content-type"].startswith("text/css")
    assert client.get("/page/..%2f__init__.py").status_code == 404
    assert client.get("/page/none.js").status_code == 404


def test_the_chat_is_kept(client: httpx.Client, echo_bot: None) -> None:
    sent = client.post("/preview/chats/private/messages", json={"text": "hello"}).json()
    client.put(f"/preview/chats/private/messages/{sent['message_id']}", json={"text": "hello there"})
    assert texts(client)[0] == "hello there"
    while "Now you say: hello there" not in texts(client):
        time.sleep(0.01)
    client.delete(f"/preview/chats/private/messages/{sent['message_id']}")
    assert "hello there" not in texts(client)
    client.delete("/preview/chats/private")
    assert texts(client) == []


def test_only_ones_own_messages_can_be_edited(client: httpx.Client, telegram: StandIn, echo_bot: None) -> None:
    client.post("/preview/chats/private/messages", json={"text": "hello"})
    with client.stream("GET", "/preview/events") as stream:
        answer = next(event for event in events(stream) if event.get("message", {}).get("text") == "You said: hello")
    number = answer["message"]["message_id"]
    assert client.put(f"/preview/chats/private/messages/{number}", json={"text": "x"}).status_code == 403


def test_events_tell_what_happens_from_a_number_on(client: httpx.Client, echo_bot: None) -> None:
    last = client.get("/preview/chats/private").json()["last"]
    client.post("/preview/chats/private/messages", json={"text": "hello"})
    with client.stream("GET", f"/preview/events?after={last}") as stream:
        told = []
        for event in events(stream):
            told.append((event["kind"], event.get("message", {}).get("text") or event.get("action")))
            if len(told) == 3:
                break
    assert told == [("message", "hello"), ("action", "typing"), ("message", "You said: hello")]


def test_a_button_and_inline_results(client: httpx.Client, echo_bot: None) -> None:
    client.post("/preview/chats/private/messages", json={"text": "/start"})
    with client.stream("GET", "/preview/events") as stream:
        message = next(e["message"] for e in events(stream) if "reply_markup" in e.get("message", {}))
    pressed = client.post(
        "/preview/chats/private/press", json={"message_id": message["message_id"], "data": "alert"}
    ).json()
    assert pressed == {"text": "This is a alert.", "show_alert": True, "url": ""}
    found = client.post("/preview/chats/private/inline", json={"query": "trees"}).json()
    assert client.post("/preview/chats/private/inline", json={"query": "trees"}).json() == found  # from the cache
    chosen = {"query_id": found["query_id"], "result_id": found["results"][2]["id"]}
    assert client.post("/preview/chats/private/choose", json=chosen).json()["text"] == "2 trees"


def test_settings(client: httpx.Client, telegram: StandIn, echo_bot: None) -> None:
    state = client.put("/preview/state", json={"language_code": "ja", "privacy_mode": False}).json()
    assert (state["person"]["language_code"], state["privacy_mode"]) == ("ja", False)
    commands = client.get("/preview/chats/private").json()["commands"]
    assert commands == [{"command": "start", "description": "始める"}]


@pytest.mark.parametrize(("name", "people"), [("private", 0), ("group", 1), ("elsewhere", 1)])
def test_the_bot_goes_and_comes_back(client: httpx.Client, telegram: StandIn, name: str, people: int) -> None:
    def bot_is_in(member: bool) -> tuple[bool, int]:
        view = client.put(f"/preview/chats/{name}/bot", json={"member": member}).json()
        return view["has_bot"], view["members"]

    assert client.get(f"/preview/chats/{name}").json()["has_bot"] is (name != "elsewhere")
    if name == "elsewhere":
        assert bot_is_in(True) == (True, people + 1)
    assert bot_is_in(False) == (False, people)
    told = len(telegram.world.updates.pending)
    assert bot_is_in(False) == (False, people)
    assert len(telegram.world.updates.pending) == told  # nothing changed, so nothing is told
    assert bot_is_in(True) == (True, people + bool(people))


def test_what_is_sent_besides_text(client: httpx.Client, telegram: StandIn, picture: bytes) -> None:
    def sent(kind: str, content: bytes = b"") -> Any:
        reply = client.post(f"/preview/chats/private/{kind}", content=content)
        assert reply.status_code == 201
        return reply.json()

    assert sent("photos?caption=Look", picture)["caption"] == "Look"
    sent("voice")
    sent("stickers")
    kinds = [set(update["message"]) & {"photo", "voice", "sticker"} for update in telegram.world.updates.pending]
    assert kinds == [{"photo"}, {"voice"}, {"sticker"}]
    refused = client.post("/preview/chats/private/photos", content=b"no picture")
    assert (refused.status_code, bool(refused.json()["error"])) == (400, True)


def test_a_file_is_downloaded_and_never_opened(client: httpx.Client) -> None:
    page = b"<script>alert(1)</script>"
    sent = client.post(
        "/preview/chats/private/documents?name=evil.html", content=page, headers={"Content-Type": "text/html"}
    ).json()
    reply = client.get(f"/preview/files/{sent['document']['file_id']}")
    assert reply.content == page
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"] == "attachment"


def test_groups_open_when_looked_at(client: httpx.Client, telegram: StandIn) -> None:
    client.get("/preview/state")
    assert not telegram.world.updates.pending
    view = client.get("/preview/chats/forum").json()
    assert view["chat"]["is_forum"]
    assert [topic["name"] for topic in view["topics"]] == ["Environment", "Visits"]
    thread = view["topics"][0]["id"]
    sent = client.post(f"/preview/chats/forum/messages?thread={thread}", json={"text": "/ask"}).json()
    assert sent["message_thread_id"] == thread


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/preview/chats/nowhere", None),
        ("GET", "/preview/chats/forum?thread=999", None),
        ("POST", "/preview/chats/private/messages", {}),
        ("POST", "/preview/chats/private/messages", {"text": " "}),
        ("POST", "/preview/chats/private/press", {"message_id": 999, "data": "x"}),
        ("POST", "/preview/chats/private/choose", {"query_id": "1", "result_id": "1"}),
        ("PUT", "/preview/chats/private/messages/999", {"text": "x"}),
        ("PUT", "/preview/chats/private/bot", {}),
        ("GET", "/preview/files/none", None),
    ],
)
def test_what_is_not_there_is_said(client: httpx.Client, method: str, path: str, body: Any) -> None:
    reply = client.request(method, path, json=body)
    assert reply.status_code in {400, 404}
    assert reply.json()["error"]


def events(stream: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in stream.iter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
