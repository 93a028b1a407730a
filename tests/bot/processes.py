"""The bot as a process of its own, as the service manager starts it: to be killed, stopped and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from bot.preview import Conversation, StandIn
from bot.upkeep import Home

ROOT = Path(__file__).parents[2]


class Process:
    """`partnership-bot run` against a stand-in, its log in a file."""

    def __init__(self, telegram: StandIn, home: Home, log: Path, **settings: str) -> None:
        self.log = log
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "PARTNERSHIP_"))},
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "PARTNERSHIP_CORPUS": str(home.corpus),
            "PARTNERSHIP_DATA": str(home.data),
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], env=self._environment, cwd=self.log.parent, stderr=log, stdout=log
            )

    def kill(self) -> None:
        """As the kernel does when memory is short."""
        self._running.kill()
        self._running.wait()

    def stop(self) -> int:
        """As systemd and Docker do; gives the exit code."""
        self._running.send_signal(signal.SIGTERM)
        return self._running.wait(30)

    def ended(self, seconds: float = 30) -> int:
        """Wait until it ends by itself; gives the exit code."""
        return self._running.wait(seconds)


def answers(chat: Conversation) -> list[str]:
    """What the bot said in a chat."""
    with chat.world.changes.lock:
        return [message.text for message in chat.messages if message.sender != chat.person]


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
