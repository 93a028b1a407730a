import datetime as dt
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from bot.application import TelegramBot
from bot.preview import StandIn
from bot.preview.faults import bad_gateway
from bot.storage.database import Database, file_url
from bot.webhook import MOST_BYTES, Hook, secret_of
from tests.bot.processes import answers, until

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"
SECRET = "a-secret-of-ours"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate that signs itself, in one file, as an operator without a proxy makes them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "webhook.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form)
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def hook(certificate: Path) -> Hook:
    port = free_port()
    return Hook(f"https://127.0.0.1:{port}/telegram", SECRET, f"127.0.0.1:{port}", certificate)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(verify=False, trust_env=False) as client:
        yield client


def test_questions_are_answered_through_tls_and_what_waited_comes_too(running: Running, hook: Hook) -> None:
    with StandIn() as telegram:
        anna, bold = telegram.chat(telegram.person("Anna")), telegram.chat(telegram.person("Bold"))
        bold.send(TREES)
        telegram.faults.next("setWebhook", bad_gateway())
        with running(telegram, hook=hook):
            assert "50,000" in anna.ask(TREES).text
            until(lambda: bool(answers(bold)))
            webhook = telegram.world.updates.webhook
            assert webhook
            assert webhook.secret_token == SECRET
        assert not telegram.world.updates.pending


def test_switching_loses_nothing_and_answers_nothing_twice(running: Running, hook: Hook, tmp_path: Path) -> None:
    with StandIn() as telegram:
        people = [telegram.chat(telegram.person(f"P{number}")) for number in range(8)]
        for turn, way in enumerate((None, hook, None, hook)):
            for person in people[2 * turn : 2 * turn + 2]:
                person.send(TREES)
            with running(telegram, hook=way, database=Database(file_url(tmp_path))):
                until(lambda turn=turn: all(answers(person) for person in people[: 2 * turn + 2]))  # type: ignore[misc]
        assert [len(answers(person)) for person in people] == [1] * 8


@pytest.mark.parametrize("secret", [None, "", "wrong", f"{SECRET}x", SECRET[:-1], "\xff"])
def test_who_does_not_know_the_secret_is_turned_away(
    running: Running, hook: Hook, client: httpx.Client, secret: str | None
) -> None:
    with StandIn() as telegram, running(telegram, hook=hook):
        telegram.chat(telegram.person("Anna")).ask("/start")
        headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret.encode("latin-1")}
        assert client.post(hook.url, json={"update_id": 1}, headers=headers).status_code == 403


def test_a_body_is_bounded_whatever_it_says_of_its_length(running: Running, hook: Hook, client: httpx.Client) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    def parts() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 65536 + 2):
            yield b" " * 65536

    with StandIn() as telegram, running(telegram, hook=hook):
        anna = telegram.chat(telegram.person("Anna"))
        anna.ask("/start")
        assert client.post(hook.url, content=b" " * (MOST_BYTES + 1), headers=headers).status_code == 413
        assert client.post(hook.url, content=parts(), headers=headers).status_code == 413
        assert "50,000" in anna.ask(TREES).text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"[" * 5000, b'{"update_id": "x"}', b"\xff\x00"])
def test_what_is_no_update_is_not_brought_again(
    running: Running, hook: Hook, client: httpx.Client, body: bytes
) -> None:
    with StandIn() as telegram, running(telegram, hook=hook):
        telegram.chat(telegram.person("Anna")).ask("/start")
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        assert client.post(hook.url, content=body, headers=headers).status_code == 200


def test_it_is_kept_before_telegram_is_told(running: Running, hook: Hook, client: httpx.Client, tmp_path: Path) -> None:
    database = Database(file_url(tmp_path))
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))
        with running(telegram, hook=hook, database=database):
            anna.ask("/start")
            message = {"message_id": 9, "date": int(time.time()), "chat": {"id": anna.chat.id, "type": "private"}}
            update = {"update_id": 5, "message": {**message, "from": anna.person.as_json(), "text": TREES}}
            for _ in range(3):
                assert client.post(hook.url, json=update, headers=headers).status_code == 200
            until(lambda: len(answers(anna)) == 2)
            anna.ask("/help")
        assert len(answers(anna)) == 3
    again = Database(file_url(tmp_path))
    assert again.run_now(lambda c: c.exec_driver_sql("SELECT state FROM updates WHERE id = 5").scalar()) == "done"
    again.close()


def test_the_secret_of_a_token_does_not_tell_it() -> None:
    assert secret_of("1:a") != secret_of("1:b")
    assert "1:a" not in secret_of("1:a")
    assert len(secret_of("1:a")) == 64
