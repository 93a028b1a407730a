import asyncio
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from bot.application import TelegramBot, serve_until_signal
from bot.errors import StartError
from bot.preview import StandIn
from bot.preview.faults import bad_gateway, dropped, flood
from index.search import Index

Running = Callable[..., AbstractContextManager[TelegramBot]]

TREES = "How many trees did Japan promise to plant?"


def test_a_refused_token_is_named(index: Index) -> None:
    with StandIn() as telegram, pytest.raises(StartError, match="TELEGRAM_BOT_TOKEN"):
        asyncio.run(TelegramBot("123456:wrong", telegram.url, index).serve(asyncio.Event()))


def test_a_server_that_does_not_answer_is_named(index: Index) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(StartError, match=f"{url} does not answer") as raised:
            asyncio.run(TelegramBot("123456:token", url, index).serve(asyncio.Event()))
    assert "123456" not in str(raised.value)


def test_commands_and_descriptions_are_registered_in_three_languages(telegram: StandIn) -> None:
    anna = telegram.chat(telegram.person("Anna"))
    anna.ask("/start")
    assert anna.commands == ["ask", "sources", "random", "daily", "language", "privacy", "help", "start"]
    profile = telegram.world.profile
    assert {language for _, language in profile.commands} == {"", "mn", "ja"}
    assert set(profile.descriptions) >= {"", "mn", "ja"}
    assert "Монгол, Японы" in profile.short_descriptions["mn"]


def test_a_profile_that_cannot_be_registered_does_not_keep_the_bot_from_answering(
    running: Running,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with StandIn() as telegram:
        telegram.faults.next("setMyCommands", flood(3600), bad_gateway(), dropped())
        with running(telegram):
            assert "50,000" in telegram.chat(telegram.person("Anna")).ask(TREES).text
    assert "could not be registered in en" in caplog.text


def test_an_error_in_a_handler_is_logged_told_and_survived(
    telegram: StandIn, index: Index, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.chat(telegram.person("Anna", language_code="ja"))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the index is on fire")

    with monkeypatch.context() as patch:
        patch.setattr(index, "search", broken)
        assert "問題が起きました" in anna.ask(TREES).text
    assert "the index is on fire" in caplog.text
    assert TREES not in caplog.text
    assert "50,000" in anna.ask(TREES).text


def test_polling_goes_on_after_faults(telegram: StandIn) -> None:
    anna = telegram.chat(telegram.person("Anna"))
    anna.ask(TREES)
    telegram.faults.next("getUpdates", bad_gateway(), dropped(), flood(1))
    anna.ask("/help")
    assert "50,000" in anna.ask(TREES, timeout=20).text


def test_no_token_in_any_log(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    from bot.logs import TokenRedaction

    caplog.handler.addFilter(TokenRedaction())
    caplog.set_level(logging.DEBUG)
    with StandIn() as telegram, running(telegram):
        telegram.faults.next("sendMessage", dropped())
        telegram.chat(telegram.person("Anna")).ask(TREES)
    assert len(caplog.records) > 10
    assert telegram.token not in caplog.text


def test_a_chat_that_telegram_holds_back_does_not_keep_it_from_stopping(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.application.STOP_SECONDS", 0.2)
    begin = time.monotonic()
    with StandIn() as telegram, running(telegram):
        telegram.faults.next("sendMessage", flood(60))
        telegram.chat(telegram.person("Anna")).send(TREES)
        while telegram.faults.waiting["sendmessage"]:  # both are answered at once, and Bold's must not meet the fault
            time.sleep(0.01)
        assert telegram.chat(telegram.person("Bold")).ask(TREES)
    assert time.monotonic() - begin < 30
    assert "stopping now" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_what_was_asked_answered(index: Index, number: signal.Signals) -> None:
    with StandIn() as telegram:
        anna = telegram.chat(telegram.person("Anna"))

        def talk() -> None:
            anna.ask(TREES)
            anna.send(TREES)
            os.kill(os.getpid(), number)

        person = threading.Thread(target=talk)
        person.start()
        asyncio.run(serve_until_signal(TelegramBot(telegram.token, telegram.url, index)))
        person.join()
        pending = [u for u in telegram.world.updates.pending if "message" in u]
        said = [m for m in anna.messages if m.sender != anna.person]
        # Each question was answered, or it waits for the next start.
        assert len(said) + len(pending) == 2
